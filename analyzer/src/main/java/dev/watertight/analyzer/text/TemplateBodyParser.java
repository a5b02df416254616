package dev.watertight.analyzer.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the body of a template: its text and its expressions. */
final class TemplateBodyParser {
  private static final int DEEPEST = 40;

  private final String body;
  private final char open;
  private final char close;
  private final int depth;
  private int at;
  private int line;
  private int counted;

  TemplateBodyParser(String body, char delimiter, int firstLine, int depth) {
    this.body = body;
    this.open = delimiter;
    this.close = delimiter == '<' ? '>' : delimiter;
    this.line = firstLine;
    this.depth = depth;
  }

  List<TemplateNode> parse() {
    List<TemplateNode> nodes = new ArrayList<>();
    until(nodes);
    while (at < body.length()) { // an <else> or <endif> without its <if>
      until(nodes);
    }
    return nodes;
  }

  private int line() {
    while (counted < Math.min(at, body.length())) {
      if (body.charAt(counted++) == '\n') {
        line++;
      }
    }
    return line;
  }

  /** Reads up to an else or an end of the condition that is open, and returns it, or the end. */
  private String until(List<TemplateNode> nodes) {
    StringBuilder text = new StringBuilder();
    int textLine = line();
    while (at < body.length()) {
      char c = body.charAt(at);
      if (c == '\\' && at + 1 < body.length() && escapes(body.charAt(at + 1))) {
        text.append(body.charAt(at + 1));
        at += 2;
      } else if (c == open && body.startsWith(open + "!", at)) {
        int end = body.indexOf("!" + close, at);
        at = end < 0 ? body.length() : end + 2;
        addText(nodes, text, textLine);
        textLine = line();
      } else if (c == open && expressionEnd() > 0) {
        addText(nodes, text, textLine);
        int expressionLine = line();
        int end = expressionEnd();
        String expression = body.substring(at + 1, end).strip();
        at = end + 1;
        if (expression.equals("else")
            || expression.equals("endif")
            || expression.startsWith("elseif")) {
          return expression;
        }
        nodes.add(node(expression, expressionLine));
        textLine = line();
      } else {
        text.append(c);
        at++;
      }
    }
    addText(nodes, text, textLine);
    return "";
  }

  private boolean escapes(char c) {
    return c == open || c == close || c == '\\' || c == '}';
  }

  private static void addText(List<TemplateNode> nodes, StringBuilder text, int textLine) {
    if (!text.isEmpty()) {
      nodes.add(new TemplateNode.Text(text.toString(), textLine));
      text.setLength(0);
    }
  }

  /** The end of the expression here; -1 where it is none, but an operator of SQL. */
  private int expressionEnd() {
    int i = at + 1;
    if (i >= body.length()) {
      return -1;
    }
    char first = body.charAt(i);
    boolean begins =
        Character.isJavaIdentifierStart(first)
            || first == '('
            || first == '['
            || first == '@'
            || first == '\\'
            || first == '"'
            || first == '{'
            || first == '^';
    if (!begins) {
      return -1;
    }
    int braces = 0;
    boolean quoted = false;
    while (i < body.length()) {
      char c = body.charAt(i);
      if (c == '\\') {
        i++;
      } else if (quoted) {
        quoted = c != '"';
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{') {
        braces++;
      } else if (c == '}') {
        braces--;
      } else if (c == close && braces <= 0) {
        return i;
      }
      i++;
    }
    return -1;
  }

  private TemplateNode node(String expression, int expressionLine) {
    if (expression.startsWith("if")
        && expression.indexOf('(') > 0
        && expression.substring(2, expression.indexOf('(')).isBlank()) {
      return choice();
    }
    if (expression.startsWith("\\")) {
      return new TemplateNode.Text(" ", expressionLine);
    }
    if (expression.startsWith("@")) {
      return new TemplateNode.Text("", expressionLine);
    }
    return new ExpressionParser(expression, expressionLine).node();
  }

  private TemplateNode choice() {
    List<List<TemplateNode>> branches = new ArrayList<>();
    boolean hasElse = false;
    String end = "else";
    while (end.startsWith("else")) {
      List<TemplateNode> branch = new ArrayList<>();
      end = until(branch);
      branches.add(branch);
      hasElse |= end.equals("else");
    }
    return new TemplateNode.Choice(branches, hasElse);
  }

  /** Reads one expression: an attribute, a call, a map over a list. */
  private final class ExpressionParser {
    private final String text;
    private final int expressionLine;
    private int i;

    ExpressionParser(String text, int expressionLine) {
      this.text = text;
      this.expressionLine = expressionLine;
    }

    TemplateNode node() {
      TemplateNode unknown = new TemplateNode.Unknown(expressionLine);
      if (depth > DEEPEST) {
        return unknown;
      }
      Optional<String> name = name();
      if (name.isEmpty()) {
        return block().orElse(unknown);
      }
      skip();
      if (at('(')) {
        return call(name.get().startsWith("super.") ? name.get().substring(6) : name.get());
      }
      if (at(':')) {
        i++;
        skip();
        Optional<TemplateNode> block = block();
        if (block.isPresent()) {
          return block.get();
        }
        Optional<String> applied = name();
        return applied.isPresent() && at('(') ? call(applied.get()) : unknown;
      }
      return name.get().indexOf('.') < 0
          ? new TemplateNode.Attribute(name.get(), expressionLine)
          : unknown;
    }

    private boolean at(char c) {
      return i < text.length() && text.charAt(i) == c;
    }

    private void skip() {
      while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
        i++;
      }
    }

    private Optional<String> name() {
      int start = i;
      while (i < text.length()
          && (Character.isJavaIdentifierPart(text.charAt(i))
              || text.charAt(i) == '.'
              || text.charAt(i) == '/')) {
        i++;
      }
      return i > start ? Optional.of(text.substring(start, i)) : Optional.empty();
    }

    /** {@code {a, b | text}}. */
    private Optional<TemplateNode> block() {
      if (!at('{')) {
        return Optional.empty();
      }
      int end = text.lastIndexOf('}');
      if (end <= i) {
        return Optional.empty();
      }
      String inner = text.substring(i + 1, end);
      i = end + 1;
      List<String> parameters = new ArrayList<>();
      int bar = inner.indexOf('|');
      if (bar >= 0 && inner.substring(0, bar).matches("[\\w\\s,]*")) {
        for (String parameter : inner.substring(0, bar).split(",", -1)) {
          parameters.add(parameter.strip());
        }
        inner = inner.substring(bar + 1);
      }
      return Optional.of(
          new TemplateNode.Applied(
              new TemplateBodyParser(inner, open, expressionLine, depth + 1).parse(), parameters));
    }

    private TemplateNode call(String name) {
      List<List<TemplateNode>> arguments = new ArrayList<>();
      Map<String, List<TemplateNode>> named = new LinkedHashMap<>();
      i++;
      skip();
      while (i < text.length() && !at(')')) {
        int start = i;
        Optional<String> key = name();
        skip();
        if (key.isPresent() && at('=')) {
          i++;
          skip();
          named.put(key.get(), value());
        } else {
          i = start;
          arguments.add(value());
        }
        skip();
        if (at(',')) {
          i++;
          skip();
        } else if (!at(')')) {
          skipArgument();
        }
      }
      return new TemplateNode.Call(name, arguments, named, expressionLine);
    }

    private void skipArgument() {
      int parentheses = 0;
      while (i < text.length() && !(parentheses == 0 && (at(',') || at(')')))) {
        parentheses += at('(') ? 1 : at(')') ? -1 : 0;
        i++;
      }
      if (at(',')) {
        i++;
        skip();
      }
    }

    private List<TemplateNode> value() {
      if (at('"')) {
        int end = text.indexOf('"', i + 1);
        if (end > 0) {
          String literal = text.substring(i + 1, end);
          i = end + 1;
          return new TemplateBodyParser(literal, open, expressionLine, depth + 1).parse();
        }
      }
      int start = i;
      Optional<String> name = name();
      skip();
      boolean simple = i >= text.length() || at(',') || at(')');
      if (name.isPresent() && simple && name.get().indexOf('.') < 0) {
        return List.of(new TemplateNode.Attribute(name.get(), expressionLine));
      }
      if (name.isPresent() && at('(')) {
        TemplateNode call = call(name.get());
        i = Math.min(text.length(), i + 1);
        return List.of(call);
      }
      i = start;
      skipArgumentEnd();
      return List.of(new TemplateNode.Unknown(expressionLine));
    }

    private void skipArgumentEnd() {
      int nested = 0;
      while (i < text.length() && !(nested == 0 && (at(',') || at(')')))) {
        nested += at('(') || at('{') ? 1 : at(')') || at('}') ? -1 : 0;
        i++;
      }
    }
  }
}
