package dev.watertight.analyzer.xml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads XML of unknown origin into a tree that knows its lines. It opens nothing: a DTD is passed
 * over, an external entity, or one that a DTD elsewhere defines, stands for nothing. Entities
 * inside the document are replaced once, not again in their own text, so that they cannot grow.
 */
public final class XmlReader {
  private static final int DEEPEST = 400;

  /** An element whose end is not reached. */
  private record Open(
      String name, Map<String, String> attributes, List<XmlNode> children, int line) {
    XmlElement close() {
      return new XmlElement(localName(name), attributes, children, line);
    }
  }

  private final String xml;
  private final Map<String, String> entities = new LinkedHashMap<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private int at;
  private int line = 1;
  private int counted;

  private XmlReader(String xml) {
    this.xml = xml;
  }

  /**
   * The root of a document.
   *
   * @throws XmlException if it has no root, or its tags do not match
   */
  public static XmlElement read(String xml) throws XmlException {
    return new XmlReader(xml).document();
  }

  private XmlElement document() throws XmlException {
    List<XmlNode> top = new ArrayList<>();
    open.push(new Open("", Map.of(), top, 1));
    while (at < xml.length()) {
      if (xml.charAt(at) != '<') {
        text();
      } else if (xml.startsWith("<!--", at)) {
        skipTo("-->", "a comment");
      } else if (xml.startsWith("<![CDATA[", at)) {
        section();
      } else if (xml.startsWith("<!", at)) {
        declaration();
      } else if (xml.startsWith("<?", at)) {
        skipTo("?>", "an instruction");
      } else if (xml.startsWith("</", at)) {
        endTag();
      } else {
        startTag();
      }
    }
    if (open.size() > 1) {
      throw new XmlException(open.element().line, "<" + open.element().name + "> is not closed");
    }
    for (XmlNode node : top) {
      if (node instanceof XmlElement root) {
        return root;
      }
    }
    throw new XmlException(1, "there is no element");
  }

  /** The line of {@code at}; positions only go forward. */
  private int line() {
    while (counted < at) {
      if (xml.charAt(counted++) == '\n') {
        line++;
      }
    }
    return line;
  }

  private XmlException fault(String message) {
    return new XmlException(line(), message);
  }

  private int find(String end, int from, String what) throws XmlException {
    int found = xml.indexOf(end, from);
    if (found < 0) {
      throw fault(what + " is not closed");
    }
    return found;
  }

  private void skipTo(String end, String what) throws XmlException {
    int to = find(end, at + 2, what);
    line();
    at = to + end.length();
  }

  private void add(String text, int textLine) {
    if (!text.isEmpty()) {
      open.element().children.add(new XmlText(text, textLine));
    }
  }

  private void text() {
    int from = line();
    int end = xml.indexOf('<', at);
    end = end < 0 ? xml.length() : end;
    String text = resolved(xml.substring(at, end));
    if (open.size() > 1) {
      add(text, from);
    }
    at = end;
  }

  private void section() throws XmlException {
    int end = find("]]>", at, "a CDATA section");
    add(xml.substring(at + 9, end), line());
    at = end + 3;
  }

  /** A DTD: of its internal part, the entities are kept. */
  private void declaration() throws XmlException {
    int i = at + 2;
    int depth = 0;
    while (i < xml.length()) {
      char c = xml.charAt(i);
      if (xml.startsWith("<!--", i)) {
        i = find("-->", i, "a comment") + 2;
      } else if (c == '"' || c == '\'') {
        i = find(String.valueOf(c), i + 1, "a quotation");
      } else if (xml.startsWith("<!ENTITY", i)) {
        i = entity(i);
        continue;
      } else if (c == '[') {
        depth++;
      } else if (c == ']') {
        depth--;
      } else if (c == '>' && depth == 0) {
        at = i + 1;
        return;
      }
      i++;
    }
    throw fault("a declaration is not closed");
  }

  private int entity(int from) throws XmlException {
    int i = skipSpace(from + "<!ENTITY".length());
    int end = nameEnd(i);
    String name = xml.substring(i, end);
    i = skipSpace(end);
    char quote = i < xml.length() ? xml.charAt(i) : ' ';
    if (quote == '"' || quote == '\'') {
      int close = find(String.valueOf(quote), i + 1, "an entity");
      entities.putIfAbsent(name, xml.substring(i + 1, close));
      i = close + 1;
    }
    while (i < xml.length() && xml.charAt(i) != '>') {
      char c = xml.charAt(i);
      i = c == '"' || c == '\'' ? find(String.valueOf(c), i + 1, "an entity") + 1 : i + 1;
    }
    return i + 1;
  }

  private void endTag() throws XmlException {
    int end = find(">", at, "an end tag");
    String name = xml.substring(at + 2, end).strip();
    Open element = open.element();
    if (open.size() == 1 || !element.name.equals(name)) {
      throw fault("</" + name + "> closes nothing that is open");
    }
    open.pop();
    open.element().children.add(element.close());
    line();
    at = end + 1;
  }

  private void startTag() throws XmlException {
    int tagLine = line();
    int i = nameEnd(at + 1);
    String name = xml.substring(at + 1, i);
    if (name.isEmpty()) {
      throw fault("'<' begins no tag here");
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    while (true) {
      i = skipSpace(i);
      if (i >= xml.length()) {
        throw fault("<" + name + "> is not closed");
      }
      char c = xml.charAt(i);
      if (c == '>') {
        push(new Open(name, attributes, new ArrayList<>(), tagLine));
        at = i + 1;
        return;
      }
      if (c == '/' && i + 1 < xml.length() && xml.charAt(i + 1) == '>') {
        Open element = new Open(name, attributes, List.of(), tagLine);
        open.element().children.add(element.close());
        at = i + 2;
        return;
      }
      i = attribute(i, name, attributes);
    }
  }

  private void push(Open element) throws XmlException {
    if (open.size() > DEEPEST) {
      throw fault("elements are nested more than " + DEEPEST + " deep");
    }
    open.push(element);
  }

  private int attribute(int from, String tag, Map<String, String> attributes) throws XmlException {
    int end = nameEnd(from);
    int equals = skipSpace(end);
    int quoteAt = equals < xml.length() ? skipSpace(equals + 1) : equals;
    boolean wellFormed =
        end > from
            && quoteAt < xml.length()
            && xml.charAt(equals) == '='
            && (xml.charAt(quoteAt) == '"' || xml.charAt(quoteAt) == '\'');
    if (!wellFormed) {
      throw fault("<" + tag + "> has a broken attribute");
    }
    int close = find(String.valueOf(xml.charAt(quoteAt)), quoteAt + 1, "an attribute");
    String value = resolved(xml.substring(quoteAt + 1, close));
    attributes.put(localName(xml.substring(from, end)), value);
    return close + 1;
  }

  private static String localName(String name) {
    return name.substring(name.indexOf(':') + 1);
  }

  private int skipSpace(int from) {
    int i = from;
    while (i < xml.length() && Character.isWhitespace(xml.charAt(i))) {
      i++;
    }
    return i;
  }

  private int nameEnd(int from) {
    int i = from;
    while (i < xml.length()) {
      char c = xml.charAt(i);
      if (!(Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.' || c == ':')) {
        break;
      }
      i++;
    }
    return i;
  }

  private String resolved(String raw) {
    int amp = raw.indexOf('&');
    if (amp < 0) {
      return raw;
    }
    StringBuilder text = new StringBuilder();
    int from = 0;
    while (amp >= 0) {
      int end = raw.indexOf(';', amp);
      if (end < 0 || end - amp > 64) {
        text.append(raw, from, amp + 1);
        from = amp + 1;
      } else {
        text.append(raw, from, amp).append(entity(raw.substring(amp + 1, end)));
        from = end + 1;
      }
      amp = raw.indexOf('&', from);
    }
    return text.append(raw, from, raw.length()).toString();
  }

  private String entity(String name) {
    return switch (name) {
      case "lt" -> "<";
      case "gt" -> ">";
      case "amp" -> "&";
      case "quot" -> "\"";
      case "apos" -> "'";
      default -> name.startsWith("#") ? character(name) : entities.getOrDefault(name, "");
    };
  }

  private static String character(String reference) {
    try {
      int code =
          reference.startsWith("#x") || reference.startsWith("#X")
              ? Integer.parseInt(reference.substring(2), 16)
              : Integer.parseInt(reference.substring(1));
      return Character.isValidCodePoint(code) ? Character.toString(code) : "";
    } catch (NumberFormatException e) {
      return "";
    }
  }
}
