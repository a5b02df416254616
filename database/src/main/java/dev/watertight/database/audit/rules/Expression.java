package dev.watertight.database.audit.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a policy's expression, as PostgreSQL writes it back. */
record Expression(String text) {
  private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");
  private static final Pattern SUB_SELECT = Pattern.compile("\\(\\s*SELECT\\b");

  private record Span(int from, int to) {}

  /**
   * Whether a function is called outside of a sub-select, so that it can be called for each row.
   */
  boolean calls(Collection<String> functions) {
    return !bareCalls(functions).isEmpty();
  }

  /** The expression with every such call in a sub-select of its own, which is evaluated once. */
  String wrapped(Collection<String> functions) {
    StringBuilder wrapped = new StringBuilder();
    int done = 0;
    for (Span call : bareCalls(functions)) {
      wrapped.append(text, done, call.from()).append("(select ");
      wrapped.append(text, call.from(), call.to()).append(")");
      done = call.to();
    }
    return wrapped.append(text.substring(done)).toString();
  }

  /** Whether a call, outside of a sub-select, has the column among its arguments. */
  boolean callsWith(Collection<String> functions, String column) {
    return bareCalls(functions).stream()
        .anyMatch(c -> SqlWords.mentions(text.substring(c.from(), c.to()), column));
  }

  /** Whether the column is the operand of a cast or the argument of a function. */
  boolean changes(String table, String column) {
    String name = "(?:\"?" + Pattern.quote(table) + "\"?\\.)?\"?" + Pattern.quote(column) + "\"?";
    return Pattern.compile(
            "\\(" + name + "\\)::|(?<=[\\w\"])\\(" + name + "[,)]|" + name + " \\|\\|")
        .matcher(SqlWords.withoutLiterals(text))
        .find();
  }

  private List<Span> bareCalls(Collection<String> functions) {
    List<Span> calls = new ArrayList<>();
    String blank = blanked();
    for (String function : functions) {
      Matcher matcher =
          Pattern.compile("(?<![\\w$.\"])" + Pattern.quote(function) + "\\(").matcher(blank);
      while (matcher.find()) {
        Span span = new Span(matcher.start(), close(blank, matcher.end() - 1) + 1);
        if (!isInSubselect(blank, span.from())
            && calls.stream().noneMatch(c -> c.from() <= span.from() && span.to() <= c.to())) {
          calls.add(span);
        }
      }
    }
    calls.sort((a, b) -> Integer.compare(a.from(), b.from()));
    return calls;
  }

  /** The text with its literals blanked, at the same positions. */
  private String blanked() {
    Matcher literals = LITERAL.matcher(text);
    return literals.replaceAll(m -> " ".repeat(m.group().length()));
  }

  private static int close(String sql, int open) {
    int depth = 0;
    for (int i = open; i < sql.length(); i++) {
      if (sql.charAt(i) == '(') {
        depth++;
      } else if (sql.charAt(i) == ')' && --depth == 0) {
        return i;
      }
    }
    return sql.length() - 1;
  }

  private static boolean isInSubselect(String sql, int position) {
    Matcher select = SUB_SELECT.matcher(sql);
    while (select.find() && select.start() < position) {
      if (close(sql, select.start()) > position) {
        return true;
      }
    }
    return false;
  }
}
