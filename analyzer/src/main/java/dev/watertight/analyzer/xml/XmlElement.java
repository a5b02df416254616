package dev.watertight.analyzer.xml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An element of an XML document.
 *
 * @param name its name, without a prefix
 * @param attributes its attributes by name, without prefixes
 * @param children its elements and texts in order; comments are left out
 * @param line the line of its start tag, from 1
 */
public record XmlElement(
    String name, Map<String, String> attributes, List<XmlNode> children, int line)
    implements XmlNode {
  public XmlElement {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    children = List.copyOf(children);
  }

  /** The value of an attribute, if it is there and not blank. */
  public Optional<String> attribute(String attribute) {
    return Optional.ofNullable(attributes.get(attribute))
        .map(String::strip)
        .filter(v -> !v.isEmpty());
  }

  /** The elements right below. */
  public List<XmlElement> elements() {
    List<XmlElement> elements = new ArrayList<>();
    for (XmlNode child : children) {
      if (child instanceof XmlElement element) {
        elements.add(element);
      }
    }
    return elements;
  }

  /** The elements right below that have this name. */
  public List<XmlElement> elements(String element) {
    return elements().stream().filter(e -> e.name.equals(element)).toList();
  }

  /** The text right below, without that of elements. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (XmlNode child : children) {
      if (child instanceof XmlText part) {
        text.append(part.text());
      }
    }
    return text.toString();
  }

  /** The line on which the first text below begins that is not blank; else its own. */
  public int textLine() {
    for (XmlNode child : children) {
      if (child instanceof XmlText part && !part.text().isBlank()) {
        return part.line();
      }
    }
    return line;
  }
}
