package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.rules.Parameters.Parameter;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.world.SeededRow;
import dev.watertight.database.world.Tenant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Values to call a function with: what belongs to the victim first, then the attacker's own, then
 * what asks for everything.
 */
final class Arguments {
  private static final int MOST_OF_A_KIND = 3;

  private final Subject subject;
  private final Collection<Relation> tables;
  private final boolean tableNames;

  /**
   * Values from these tables' rows.
   *
   * @param tableNames whether a text may be meant as a table's name
   */
  Arguments(Subject subject, Collection<Relation> tables, boolean tableNames) {
    this.subject = subject;
    this.tables = tables;
    this.tableNames = tableNames;
  }

  /** Lists of values for the parameters, as texts; the most promising first. */
  List<List<String>> choices(List<Parameter> parameters, int most) {
    List<List<String>> pools = parameters.stream().map(this::pool).toList();
    List<int[]> chosen = new ArrayList<>(List.of(new int[pools.size()]));
    for (int i = 0; i < pools.size(); i++) {
      List<int[]> more = new ArrayList<>();
      for (int[] one : chosen) {
        for (int value = 1; value < pools.get(i).size() && more.size() < 20 * most; value++) {
          int[] next = one.clone();
          next[i] = value;
          more.add(next);
        }
      }
      chosen.addAll(more);
    }
    return chosen.stream()
        .sorted(Comparator.comparingInt(one -> java.util.Arrays.stream(one).sum()))
        .limit(most)
        .map(
            one -> {
              List<String> values = new ArrayList<>();
              for (int i = 0; i < one.length; i++) {
                values.add(pools.get(i).get(one[i]));
              }
              return values;
            })
        .toList();
  }

  private List<String> pool(Parameter parameter) {
    String type = parameter.type();
    if (type.endsWith("[]")) {
      Parameter element =
          new Parameter(parameter.mode(), parameter.name(), type.substring(0, type.length() - 2));
      return pool(element).stream()
          .filter(v -> v.matches("[\\w-]+"))
          .map(v -> "{" + v + "}")
          .limit(MOST_OF_A_KIND)
          .toList();
    }
    Set<String> values = new LinkedHashSet<>();
    boolean text = isText(type);
    if (tableNames && text) {
      tables.forEach(t -> values.add(t.name()));
    }
    named(parameter, subject.victim(), values);
    if (namesTenant(parameter.name()) || values.isEmpty()) {
      tenantId(type, subject.victim(), values);
    }
    typed(type, subject.victim(), values);
    tenantId(type, subject.victim(), values);
    tenantId(type, subject.attacker(), values);
    if (text) {
      values.addAll(List.of("%", ""));
    } else if (values.isEmpty()) {
      values.addAll(plain(type));
    }
    return List.copyOf(values);
  }

  private boolean namesTenant(String name) {
    return subject.model().tenantColumns().stream()
            .anyMatch(c -> name.contains(c) || name.contains(c.replaceFirst("_id$", "")))
        || name.matches(".*(org|tenant|account|customer).*");
  }

  /** Values of the columns that the parameter is called after. */
  private void named(Parameter parameter, Tenant tenant, Set<String> values) {
    String name = parameter.name().replaceFirst("^(p|in|v|arg|_)_?(?=.)", "");
    for (Relation table : tables) {
      for (Column column : table.columns()) {
        boolean same =
            !name.isEmpty()
                && (name.equals(column.name())
                    || parameter.name().equals(column.name())
                    || name.endsWith("_" + column.name()));
        if (same && isType(column, parameter.type())) {
          rows(table, tenant, column, values);
        }
      }
    }
  }

  private void typed(String type, Tenant tenant, Set<String> values) {
    int before = values.size();
    for (Relation table : tables) {
      for (Column column : table.columns()) {
        if (isType(column, type) && values.size() < before + MOST_OF_A_KIND) {
          rows(table, tenant, column, values);
        }
      }
    }
  }

  private void rows(Relation table, Tenant tenant, Column column, Set<String> values) {
    for (SeededRow row : subject.world().rows(table, tenant).stream().limit(2).toList()) {
      row.value(column.name()).ifPresent(values::add);
    }
  }

  private void tenantId(String type, Tenant tenant, Set<String> values) {
    boolean fits =
        tables.stream()
            .flatMap(t -> subject.tenantColumns(t).stream())
            .anyMatch(c -> isType(c, type));
    if (fits) {
      values.addAll(tenant.ids());
    }
  }

  private static boolean isType(Column column, String type) {
    return column.type().replaceFirst("\\(.*", "").equals(type.replaceFirst("\\(.*", ""))
        || (isText(column.type()) && isText(type))
        || (isNumber(column.type()) && isNumber(type));
  }

  private static boolean isText(String type) {
    return type.equals("text") || type.startsWith("character") || type.equals("name");
  }

  private static boolean isNumber(String type) {
    return type.equals("integer") || type.equals("bigint") || type.equals("smallint");
  }

  private static List<String> plain(String type) {
    if (isNumber(type) || type.equals("numeric") || type.startsWith("double")) {
      return List.of("1", "1000");
    }
    if (type.equals("boolean")) {
      return List.of("true", "false");
    }
    if (type.equals("date") || type.startsWith("timestamp")) {
      return List.of("-infinity", "infinity");
    }
    if (type.startsWith("json")) {
      return List.of("{}");
    }
    return List.of(NULL);
  }

  /** What stands for null among the values, which no column holds. */
  static final String NULL = "\0";

  /** The value as an argument of the type. */
  static String literal(String value, String type) {
    return value.equals(NULL) ? "null::" + type : Identifier.literal(value) + "::" + type;
  }
}
