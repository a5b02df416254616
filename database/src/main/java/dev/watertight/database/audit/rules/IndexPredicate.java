package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Index;
import dev.watertight.database.catalog.Relation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The predicate of a partial index, and values with which a row is in the index. */
record IndexPredicate(Relation table, Index index) {
  private static final String NAME =
      "\\(*\"?(?<name>[a-z_][\\w$]*)\"?\\)*(?:::[a-z ]+(?:\\(\\d+\\))?)?";
  private static final Pattern IS_NULL = Pattern.compile(NAME + " IS NULL");
  private static final Pattern EQUAL =
      Pattern.compile(
          NAME
              + " = (?:ANY \\(ARRAY\\[|ANY \\(\\()?\\(*(?<value>'(?:[^']|'')*'|-?\\d+|true|false)");
  private static final Pattern FALSE = Pattern.compile("NOT " + NAME);
  private static final Pattern FLAG =
      Pattern.compile("(?<=^|\\(| AND )\"?(?<name>[a-z_][\\w$]*)\"?(?=$|\\)| AND )");

  /** Whether it speaks of the tenant column, as in {@code organization_id IS NULL}. */
  boolean isAboutTenant(Subject subject) {
    return index
        .predicate()
        .filter(
            p ->
                subject.tenantColumns(table).stream()
                    .map(Column::name)
                    .anyMatch(c -> SqlWords.mentions(p, c)))
        .isPresent();
  }

  /** Column to value, for the plain conditions in it; others are left to the row as it is. */
  Map<String, String> satisfying() {
    Map<String, String> values = new LinkedHashMap<>();
    index
        .predicate()
        .ifPresent(
            p -> {
              put(values, IS_NULL.matcher(p), "null");
              Matcher equal = EQUAL.matcher(p);
              while (equal.find()) {
                put(values, equal.group("name"), equal.group("value"));
              }
              put(values, FALSE.matcher(p), "false");
              put(values, FLAG.matcher(p), "true");
            });
    return values;
  }

  private void put(Map<String, String> values, Matcher matcher, String value) {
    while (matcher.find()) {
      put(values, matcher.group("name"), value);
    }
  }

  private void put(Map<String, String> values, String column, String value) {
    if (table.column(column).isPresent()) {
      values.putIfAbsent(column, value);
    }
  }
}
