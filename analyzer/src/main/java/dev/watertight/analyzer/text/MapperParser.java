package dev.watertight.analyzer.text;

import dev.watertight.analyzer.xml.XmlElement;
import dev.watertight.analyzer.xml.XmlNode;
import dev.watertight.analyzer.xml.XmlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the elements of a mapped statement into its parts. */
final class MapperParser {
  private static final Set<String> NO_TEXT =
      Set.of("selectKey", "property", "parameterMap", "resultMap", "cache");
  private static final MapperNode NOTHING = new MapperNode.Sequence(List.of());

  /** A text of OGNL: one character in single quotes is a character, which gives the same. */
  private static final Pattern CONSTANT = Pattern.compile("(?:'|\")([^'\"\\\\]*)(?:'|\")");

  private static final List<String> AND_OR = List.of("AND", "OR");

  private final String path;

  MapperParser(String path) {
    this.path = path;
  }

  MapperNode body(XmlElement element) {
    List<MapperNode> parts = new ArrayList<>();
    for (XmlNode child : element.children()) {
      if (child instanceof XmlText text) {
        parts.add(new MapperNode.Text(Placeholders.binds(text.text()), path, text.line()));
      } else if (child instanceof XmlElement nested && !NO_TEXT.contains(nested.name())) {
        parts.add(part(nested));
      }
    }
    return parts.size() == 1 ? parts.get(0) : new MapperNode.Sequence(parts);
  }

  private MapperNode part(XmlElement element) {
    return switch (element.name()) {
      case "if" -> optional(element);
      case "choose" -> choice(element);
      case "where" -> new MapperNode.Trimmed(body(element), "where ", "", AND_OR, List.of());
      case "set" -> new MapperNode.Trimmed(body(element), "set ", "", List.of(), List.of(","));
      case "trim" ->
          new MapperNode.Trimmed(
              body(element),
              element.attributes().getOrDefault("prefix", "") + " ",
              " " + element.attributes().getOrDefault("suffix", ""),
              words(element, "prefixOverrides"),
              words(element, "suffixOverrides"));
      case "foreach" ->
          new MapperNode.Repeated(
              body(element),
              element.attributes().getOrDefault("open", ""),
              element.attributes().getOrDefault("close", ""));
      case "include" -> include(element);
      case "bind" -> bind(element);
      default -> ibatis(element);
    };
  }

  private MapperNode optional(XmlElement element) {
    java.util.Optional<Boolean> taken = decided(element);
    if (taken.isPresent()) {
      return taken.get() ? body(element) : NOTHING;
    }
    return new MapperNode.Optional(body(element));
  }

  private static java.util.Optional<Boolean> decided(XmlElement element) {
    return element.attribute("test").flatMap(Databases::decided);
  }

  private MapperNode choice(XmlElement element) {
    List<MapperNode> branches = new ArrayList<>();
    boolean otherwise = false;
    for (XmlElement branch : element.elements()) {
      java.util.Optional<Boolean> taken = decided(branch);
      if (!taken.orElse(true)) {
        continue;
      }
      otherwise |= branch.name().equals("otherwise") || taken.isPresent();
      branches.add(body(branch));
      if (taken.isPresent()) {
        break;
      }
    }
    if (!otherwise || branches.isEmpty()) {
      branches.add(NOTHING);
    }
    return new MapperNode.Choice(branches);
  }

  private static List<String> words(XmlElement element, String attribute) {
    List<String> words = new ArrayList<>();
    for (String word : element.attributes().getOrDefault(attribute, "").split("\\|", -1)) {
      if (!word.isBlank()) {
        words.add(word.strip());
      }
    }
    return words;
  }

  private MapperNode include(XmlElement element) {
    Map<String, String> properties = new LinkedHashMap<>();
    for (XmlElement property : element.elements("property")) {
      property
          .attribute("name")
          .ifPresent(name -> properties.put(name, property.attributes().getOrDefault("value", "")));
    }
    return new MapperNode.Include(
        element.attribute("refid").orElse(""), properties, path, element.line());
  }

  private static MapperNode bind(XmlElement element) {
    String value = element.attributes().getOrDefault("value", "").strip();
    Matcher constant = CONSTANT.matcher(value);
    return new MapperNode.Bind(
        element.attribute("name").orElse(""),
        constant.matches() ? java.util.Optional.of(constant.group(1)) : java.util.Optional.empty());
  }

  /** iBATIS: {@code <dynamic prepend="where">}, {@code <isNotNull prepend="and">}, ... */
  private MapperNode ibatis(XmlElement element) {
    MapperNode body = body(element);
    String prepend = element.attributes().getOrDefault("prepend", "");
    String open = element.attributes().getOrDefault("open", "");
    String close = element.attributes().getOrDefault("close", "");
    MapperNode part = open.isEmpty() && close.isEmpty() ? body : repeated(body, open, close);
    if (element.name().equals("dynamic")) {
      return new MapperNode.Trimmed(part, prepend + " ", "", List.of("AND", "OR", ","), List.of());
    }
    boolean known =
        element.name().startsWith("is")
            || element.name().equals("iterate")
            || element.name().equals("dynamic");
    MapperNode prepended =
        prepend.isEmpty()
            ? part
            : new MapperNode.Trimmed(part, prepend + " ", "", List.of(), List.of());
    return known ? new MapperNode.Optional(prepended) : prepended;
  }

  private static MapperNode repeated(MapperNode body, String open, String close) {
    return new MapperNode.Repeated(body, open, close);
  }
}
