package dev.watertight.database.audit.rules;

import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Index;
import dev.watertight.database.catalog.Policy;
import dev.watertight.database.catalog.Relation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An attack on a row of the victim that was first given a value that the victim's rows may well
 * have: one that the policy asks for beside the tenant, or instead of it.
 *
 * @param severity a warning where it takes a value that two tenants need not share, such as a user
 *     of both
 */
record StagedRow(AttackScript script, Severity severity) {
  private static final Pattern LITERAL = Pattern.compile("'((?:[^']|'')*)'::(?!regclass)");
  private static final Pattern SETTING =
      Pattern.compile("current_setting\\('((?:[^']|'')+)'::text", Pattern.CASE_INSENSITIVE);

  /** The attacks that the policy's expression for reading suggests. */
  static List<StagedRow> of(Subject subject, Trial trial, Relation table, Policy policy) {
    String expression = PolicyText.reading(policy).orElse("");
    List<StagedRow> staged = new ArrayList<>();
    List<Column> tenant = subject.tenantKey(table);
    boolean byRole =
        PolicyText.asksForRole(
                expression,
                PolicySources.of(subject.catalog(), List.of(policy)).functions().values())
            && !RolesOfTenants.areThere(subject);
    for (Column column : table.columns()) {
      if (!PolicyText.mentions(policy, expression, List.of(column)) || column.generated()) {
        continue;
      }
      Set<String> values = new LinkedHashSet<>();
      if (byRole && !column.type().equals("boolean")) {
        values.add(Identifier.literal(subject.app().role()));
      }
      if (!tenant.contains(column)) {
        values.addAll(values(column, expression));
      }
      for (String value : values) {
        add(staged, subject, table, column, value, Severity.ERROR);
      }
      if (!tenant.contains(column) && !isUnique(subject, table, column)) {
        sessionValues(subject, trial, table, expression)
            .forEach(s -> add(staged, subject, table, column, s.sql(), s.severity()));
      }
    }
    return staged;
  }

  private static Set<String> values(Column column, String expression) {
    Set<String> values = new LinkedHashSet<>();
    if (column.type().equals("boolean")) {
      values.add("true");
      values.add("false");
      return values;
    }
    if (!column.notNull() && expression.contains(column.name() + " IS NULL")) {
      values.add("null");
    }
    Matcher literal = LITERAL.matcher(SETTING.matcher(expression).replaceAll(""));
    while (literal.find()) {
      values.add("'" + literal.group(1) + "'");
    }
    return values;
  }

  private record SessionValue(String sql, Severity severity) {}

  /** What the attacker's session has set, for the settings that the expression reads. */
  private static List<SessionValue> sessionValues(
      Subject subject, Trial trial, Relation table, String expression) {
    List<SessionValue> values = new ArrayList<>();
    if (isReadByPolicies(subject, trial, table)) {
      // A membership is found by its user in every tenant: that is what it is for.
      return values;
    }
    Matcher setting = SETTING.matcher(expression);
    while (setting.find()) {
      String name = setting.group(1);
      Optional.ofNullable(subject.asAttacker().settings().get(name))
          .ifPresent(
              v ->
                  values.add(
                      new SessionValue(
                          Identifier.literal(v),
                          subject.model().setting().filter(name::equals).isPresent()
                              ? Severity.ERROR
                              : Severity.WARNING)));
    }
    return values;
  }

  private static boolean isReadByPolicies(Subject subject, Trial trial, Relation table) {
    return trial
        .once(
            PolicySources.class,
            0,
            () -> PolicySources.of(subject.catalog(), subject.catalog().policies()))
        .relations()
        .contains(table.oid());
  }

  private static boolean isUnique(Subject subject, Relation table, Column column) {
    return subject
        .catalog()
        .indexesOf(table)
        .filter(Index::unique)
        .anyMatch(i -> i.keys().equals(List.of(column.name())));
  }

  private static void add(
      List<StagedRow> staged,
      Subject subject,
      Relation table,
      Column column,
      String value,
      Severity severity) {
    boolean tenant = subject.tenantKey(table).contains(column);
    SeededRows rows = new SeededRows(subject, table);
    Optional<String> row = rows.foreign().map(rows::only);
    Optional<String> marks = tenant ? rows.marks(c -> !c.equals(column)) : subject.victims(table);
    if (row.isEmpty() || marks.isEmpty()) {
      return;
    }
    staged.add(
        new StagedRow(
            subject
                .attack(
                    "A reads B's rows in "
                        + table.label()
                        + " once "
                        + column.name()
                        + " is "
                        + value)
                .observe("set local session_replication_role = replica")
                .observe(
                    "update "
                        + table.sql()
                        + " set "
                        + column.sql()
                        + " = "
                        + value
                        + " where "
                        + row.get())
                .observe("set local session_replication_role = origin")
                .attack("select * from " + table.sql() + " where " + marks.get())
                .build(),
            severity));
  }
}
