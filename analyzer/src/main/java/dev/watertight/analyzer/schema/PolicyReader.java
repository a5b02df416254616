package dev.watertight.analyzer.schema;

import dev.watertight.analyzer.sql.Cursor;
import dev.watertight.analyzer.sql.SqlToken;
import dev.watertight.core.tenant.detection.PolicyFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads CREATE POLICY: which column it compares, and with what. */
final class PolicyReader {
  private static final Pattern SETTING = Pattern.compile("(?i)current_setting\\s*\\(\\s*'([^']+)'");
  private static final Set<String> NO_FUNCTION =
      Set.of(
          "CURRENT_SETTING",
          "USING",
          "CHECK",
          "SELECT",
          "IN",
          "ANY",
          "AND",
          "OR",
          "NOT",
          "EXISTS",
          "WHERE",
          "COALESCE",
          "NULLIF",
          "CAST",
          "ALL",
          "ON",
          "FROM",
          "AS",
          "VALUES");

  private final Script script;
  private final Changes changes;
  private final Cursor cursor;

  PolicyReader(Script script, Changes changes, Cursor cursor) {
    this.script = script;
    this.changes = changes;
    this.cursor = cursor;
  }

  /** With the cursor behind CREATE POLICY or ALTER POLICY. */
  void create(SqlToken first, List<SqlToken> statement) {
    Optional<Names.Qualified> name = Names.qualified(cursor);
    if (name.isEmpty() || !cursor.accept("ON")) {
      changes.problem(script.lineOf(first), "CREATE POLICY without a name or a table");
      return;
    }
    Optional<Names.Qualified> table = Names.qualified(cursor);
    if (table.isEmpty()) {
      changes.problem(script.lineOf(first), "CREATE POLICY without a table");
      return;
    }
    while (!cursor.atEnd() && !cursor.at("USING") && !cursor.at("WITH")) {
      cursor.next();
    }
    if (cursor.atEnd()) {
      return; // Without an expression it says nothing of a column.
    }
    int from = cursor.peek().start();
    int to = statement.get(statement.size() - 1).end();
    List<SqlToken> expression = new ArrayList<>();
    while (!cursor.atEnd()) {
      expression.add(cursor.next());
    }
    changes.add(
        new SchemaChange.CreatePolicy(
            new PolicyFact(
                table.get().name(),
                name.get().name(),
                column(expression),
                setting(expression),
                functions(expression),
                script.text(from, to),
                changes.source,
                script.lineOf(first))));
  }

  /** The first setting that the tokens read, also in the body of a function. */
  static Optional<String> setting(List<SqlToken> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      if (token.is("CURRENT_SETTING")
          && i + 2 < tokens.size()
          && tokens.get(i + 2).kind() == SqlToken.Kind.STRING) {
        return Optional.of(tokens.get(i + 2).text());
      }
      if (token.kind() == SqlToken.Kind.STRING) {
        Matcher matcher = SETTING.matcher(token.text());
        if (matcher.find()) {
          return Optional.of(matcher.group(1));
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> functions(List<SqlToken> expression) {
    List<String> functions = new ArrayList<>();
    for (int i = 0; i + 1 < expression.size(); i++) {
      SqlToken token = expression.get(i);
      if (token.isName() && expression.get(i + 1).is("(") && !NO_FUNCTION.contains(token.word())) {
        functions.add(token.text().toLowerCase(Locale.ROOT));
      }
    }
    return functions;
  }

  /** The column on one side of the first equality whose other side is no column and no constant. */
  private static Optional<String> column(List<SqlToken> expression) {
    for (int i = 1; i + 1 < expression.size(); i++) {
      SqlToken token = expression.get(i);
      if (!token.is("=") && !token.is("IN")) {
        continue;
      }
      Optional<String> left = before(expression, i);
      if (left.isPresent() && computed(expression, i + 1)) {
        return left;
      }
      Optional<String> right = after(expression, i);
      if (token.is("=") && right.isPresent()) {
        return right;
      }
    }
    return Optional.empty();
  }

  /** The column right before an operator, with its qualifier and a cast in between or not. */
  private static Optional<String> before(List<SqlToken> expression, int operator) {
    int i = operator - 1;
    if (i >= 2 && expression.get(i).isName() && expression.get(i - 1).is("::")) {
      i -= 2;
    }
    while (i > 0 && expression.get(i).is(")") && expression.get(i - 1).isName()) {
      i--; // (organization_id) = ...
    }
    SqlToken token = expression.get(i);
    boolean keyword = NO_FUNCTION.contains(token.word()) || session(token);
    return token.isName() && !keyword ? Optional.of(token.text()) : Optional.empty();
  }

  /** Whether what begins here is computed from the session: a function, a query, the user. */
  private static boolean computed(List<SqlToken> expression, int from) {
    int i = from;
    while (i < expression.size() && expression.get(i).is("(")) {
      i++;
    }
    if (i >= expression.size()) {
      return false;
    }
    SqlToken token = expression.get(i);
    if (token.is("SELECT") || session(token) || token.is("ANY") || token.is("CAST")) {
      return true;
    }
    while (i + 2 < expression.size() && expression.get(i + 1).is(".")) {
      i += 2;
    }
    return expression.get(i).isName() && i + 1 < expression.size() && expression.get(i + 1).is("(");
  }

  private static boolean session(SqlToken token) {
    return token.is("CURRENT_USER") || token.is("SESSION_USER") || token.is("CURRENT_ROLE");
  }

  /** The column right behind an operator, where what is before it is computed. */
  private static Optional<String> after(List<SqlToken> expression, int operator) {
    SqlToken last = expression.get(operator - 1);
    boolean computed =
        last.is(")")
            || session(last)
            || (operator >= 3
                && expression.get(operator - 2).is("::")
                && expression.get(operator - 3).is(")"));
    int i = operator + 1;
    while (i + 2 < expression.size() && expression.get(i + 1).is(".")) {
      i += 2;
    }
    SqlToken token = expression.get(i);
    boolean call = i + 1 < expression.size() && expression.get(i + 1).is("(");
    return computed && token.isName() && !call && !NO_FUNCTION.contains(token.word())
        ? Optional.of(token.text())
        : Optional.empty();
  }
}
