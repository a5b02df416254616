package dev.watertight.database.audit.rules;

import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Function;
import dev.watertight.database.catalog.Policy;
import dev.watertight.database.catalog.Relation;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a policy's expressions say, as PostgreSQL writes them back. It names a cause once an attack
 * has shown that there is one; it decides by itself only where no attack can be made.
 */
final class PolicyText {
  private static final Pattern ROLE =
      Pattern.compile(
          "(?<!\\w)(current_user|session_user|current_role|pg_has_role|getpgusername)(?!\\w)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SAME = Pattern.compile("\\(*([\\w.]+|\\d+) = \\1\\)*");
  private static final Pattern NOT_NULL = Pattern.compile("\\(*(\\w+) IS NOT NULL\\)*");

  private PolicyText() {}

  /** What decides on rows that are found. */
  static Optional<String> reading(Policy policy) {
    return policy.using();
  }

  /** What decides on rows that are written. */
  static Optional<String> writing(Policy policy) {
    return policy.check().isPresent() || policy.command().equals("INSERT")
        ? policy.check()
        : policy.using();
  }

  /** The expression that lets the operation reach a row of the victim. */
  static Optional<String> deciding(Policy policy, Operation operation) {
    return operation.writesForVictim() ? writing(policy) : reading(policy);
  }

  /** Whether the expression is true for every row, as far as its text shows. */
  static boolean isTautology(String expression, Relation table) {
    if (expression.equals("true")
        || expression.equals("(true)")
        || expression.startsWith("(true OR")) {
      return true;
    }
    Matcher notNull = NOT_NULL.matcher(expression);
    return SAME.matcher(expression).matches()
        || (notNull.matches() && table.column(notNull.group(1)).map(Column::notNull).orElse(false));
  }

  /** Whether the expression mentions one of the columns of the policy's own table. */
  static boolean mentions(Policy policy, String expression, List<Column> columns) {
    return columns.stream()
        .map(Column::name)
        .anyMatch(
            c ->
                policy.columns().contains(c)
                    && Pattern.compile("(?<!\\w)" + Pattern.quote(c) + "(?!\\w)")
                        .matcher(expression)
                        .find());
  }

  /** Whether the expression, or a function that it may call, asks for the role's name. */
  static boolean asksForRole(String expression, Collection<Function> functions) {
    return ROLE.matcher(expression).find()
        || functions.stream().anyMatch(f -> ROLE.matcher(PolicySources.text(f)).find());
  }

  /** Whether a missing setting widens the expression, as far as its text shows. */
  static boolean failsOpen(String expression) {
    return expression.matches("(?s).*(IS NULL\\)* OR|OR \\(.*IS NULL).*")
        || expression.matches("(?s).*(?i:coalesce)\\(.*current_setting.*");
  }
}
