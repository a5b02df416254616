package dev.watertight.analyzer.text;

import dev.watertight.analyzer.schema.NotRead;
import java.util.ArrayList;
import java.util.List;

/** Reads the outer form of a group file: its imports, and the templates with their bodies. */
final class TemplateGroupParser {
  private final String path;
  private final String text;
  private final List<String> imports = new ArrayList<>();
  private final List<SqlTemplate> templates = new ArrayList<>();
  private final List<NotRead> problems = new ArrayList<>();
  private String group;
  private char delimiter = '<';
  private int at;
  private int line = 1;
  private int counted;

  TemplateGroupParser(String path, String text) {
    this.path = path;
    this.text = text;
    String file = path.substring(path.lastIndexOf('/') + 1);
    int dot = file.indexOf('.');
    this.group = dot < 0 ? file : file.substring(0, dot);
  }

  StringTemplateFile file() {
    boolean first = true;
    skip();
    while (at < text.length()) {
      int start = at;
      if (first && word("group")) {
        header();
      } else if (word("import")) {
        importOf();
      } else if (word("delimiters")) {
        delimiters();
      } else {
        definition();
      }
      first = false;
      skip();
      if (at == start) {
        problem("'" + text.charAt(at) + "' begins no template");
        nextLine();
        skip();
      }
    }
    return new StringTemplateFile(path, group, imports, templates, problems);
  }

  private int line() {
    while (counted < Math.min(at, text.length())) {
      if (text.charAt(counted++) == '\n') {
        line++;
      }
    }
    return line;
  }

  private void problem(String reason) {
    problems.add(new NotRead(path, line(), "the template group cannot be read: " + reason));
  }

  private void nextLine() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end + 1;
  }

  /** White space and comments. */
  private void skip() {
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\ufeff') {
        at++;
      } else if (text.startsWith("//", at)) {
        nextLine();
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        at = end < 0 ? text.length() : end + 2;
      } else {
        return;
      }
    }
  }

  private boolean word(String word) {
    int end = at + word.length();
    boolean found =
        text.startsWith(word, at)
            && (end >= text.length() || !Character.isJavaIdentifierPart(text.charAt(end)))
            && !nextIsDefinition(end);
    if (found) {
      at = end;
    }
    return found;
  }

  /** A template may be named like a keyword: {@code group() ::= ...}. */
  private boolean nextIsDefinition(int end) {
    int i = end;
    while (i < text.length() && text.charAt(i) == ' ') {
      i++;
    }
    return i < text.length() && (text.charAt(i) == '(' || text.startsWith("::=", i));
  }

  /** {@code group name : super implements interface;}. */
  private void header() {
    skip();
    String name = name();
    if (!name.isEmpty()) {
      group = name;
    }
    skip();
    if (accept(":")) {
      skip();
      String base = name();
      if (!base.isEmpty()) {
        imports.add(base);
      }
    }
    int end = text.indexOf(';', at);
    at = end < 0 ? text.length() : end + 1;
  }

  private void importOf() {
    skip();
    if (at < text.length() && text.charAt(at) == '"') {
      int end = text.indexOf('"', at + 1);
      if (end > 0) {
        imports.add(text.substring(at + 1, end));
        at = end + 1;
        accept(";");
        return;
      }
    }
    problem("an import has no name");
    nextLine();
  }

  /** {@code delimiters "$", "$"}. */
  private void delimiters() {
    skip();
    if (at + 1 < text.length() && text.charAt(at) == '"') {
      delimiter = text.charAt(at + 1);
    }
    nextLine();
  }

  private boolean accept(String token) {
    if (text.startsWith(token, at)) {
      at += token.length();
      return true;
    }
    return false;
  }

  private String name() {
    int start = at;
    while (at < text.length()
        && (Character.isJavaIdentifierPart(text.charAt(at))
            || text.charAt(at) == '.'
            || text.charAt(at) == '/'
            || text.charAt(at) == '-')) {
      at++;
    }
    return text.substring(start, at);
  }

  private void definition() {
    accept("@");
    int nameLine = line();
    int start = at;
    String name = name();
    if (name.isEmpty()) {
      at = start;
      return;
    }
    skip();
    List<String> parameters = new ArrayList<>();
    if (accept("(")) {
      parameters = parameters();
    }
    skip();
    if (!accept("::=")) {
      problem("'" + name + "' has no ::=");
      nextLine();
      return;
    }
    skip();
    int bodyAt = at;
    String body = body(name);
    if (body != null) {
      at = bodyAt;
      int bodyLine = line();
      int shift = leadingLineEnd(bodyAt);
      at = bodyEnd;
      templates.add(new SqlTemplate(name, parameters, body, delimiter, nameLine, bodyLine + shift));
    }
  }

  private int bodyEnd;

  /** In {@code <<} the line end right behind the opening is not part of the body. */
  private int leadingLineEnd(int bodyAt) {
    if (!text.startsWith("<<", bodyAt) && !text.startsWith("<%", bodyAt)) {
      return 0;
    }
    int i = bodyAt + 2;
    if (i < text.length() && text.charAt(i) == '\r') {
      i++;
    }
    return i < text.length() && text.charAt(i) == '\n' ? 1 : 0;
  }

  /** The body's text; null where it is none, with the problem reported. */
  private @org.jspecify.annotations.Nullable String body(String name) {
    if (text.startsWith("<<", at)) {
      return big(">>", name);
    }
    if (text.startsWith("<%", at)) {
      return big("%>", name);
    }
    if (at < text.length() && text.charAt(at) == '"') {
      int end = at + 1;
      while (end < text.length() && text.charAt(end) != '"') {
        end += text.charAt(end) == '\\' ? 2 : 1;
      }
      if (end < text.length()) {
        bodyEnd = end + 1;
        return text.substring(at + 1, end).replace("\\\"", "\"");
      }
    }
    if (at < text.length() && text.charAt(at) == '[') { // A dictionary holds no template.
      int end = text.indexOf(']', at);
      at = end < 0 ? text.length() : end + 1;
      return null;
    }
    if (at < text.length() && Character.isJavaIdentifierStart(text.charAt(at))) { // An alias.
      String other = name();
      bodyEnd = at;
      return "<" + other + "()>";
    }
    problem("'" + name + "' has no body");
    nextLine();
    return null;
  }

  private @org.jspecify.annotations.Nullable String big(String close, String name) {
    int end = text.indexOf(close, at + 2);
    while (end >= 0 && close.equals(">>") && text.startsWith(">>>", end)) {
      end++; // <x>>> ends with an expression.
    }
    if (end < 0) {
      problem("the body of '" + name + "' is not closed");
      at = text.length();
      return null;
    }
    bodyEnd = end + 2;
    String body = text.substring(at + 2, end);
    if (body.startsWith("\r\n")) {
      return body.substring(2);
    }
    return body.startsWith("\n") ? body.substring(1) : body;
  }

  private List<String> parameters() {
    List<String> parameters = new ArrayList<>();
    while (at < text.length() && text.charAt(at) != ')') {
      skip();
      String parameter = name();
      if (!parameter.isEmpty()) {
        parameters.add(parameter);
      }
      skip();
      if (accept("=")) {
        skipDefault();
      }
      if (!accept(",") && parameter.isEmpty() && at < text.length() && text.charAt(at) != ')') {
        at++;
      }
    }
    at = Math.min(text.length(), at + 1);
    return parameters;
  }

  private void skipDefault() {
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        int end = text.indexOf('"', at + 1);
        at = end < 0 ? text.length() : end;
      } else if (c == '{' || c == '(') {
        depth++;
      } else if (c == '}' || (c == ')' && depth > 0)) {
        depth--;
      } else if (depth == 0 && (c == ',' || c == ')')) {
        return;
      }
      at++;
    }
  }
}
