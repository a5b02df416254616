package dev.watertight.database.world;

import dev.watertight.core.tenant.TenantTable;
import dev.watertight.database.catalog.Catalog;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Constraint;
import dev.watertight.database.catalog.Index;
import dev.watertight.database.catalog.Relation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the plans of all tables, and their order. */
final class Plans {
  private static final Pattern WORD = Pattern.compile("\"((?:[^\"]|\"\")+)\"|[A-Za-z_][\\w$]*");
  private static final Pattern VALUE = Pattern.compile("\\bVALUE\\b(?=(?:[^']*'[^']*')*[^']*$)");

  private final Catalog catalog;
  private final Map<Long, TenantTable> kinds;
  private final Map<Long, Relation> relations;
  private final Map<Long, List<Constraint>> constraints = new HashMap<>();
  private final Map<Long, List<Index>> indexes = new HashMap<>();
  private final Map<Long, List<String>> leaves = new HashMap<>();
  private final TypeReader types;

  Plans(Connection connection, Catalog catalog, Map<Long, TenantTable> kinds) throws SQLException {
    this.catalog = catalog;
    this.kinds = kinds;
    this.relations = catalog.relationsById();
    this.types = new TypeReader(connection);
    catalog
        .constraints()
        .forEach(c -> constraints.computeIfAbsent(c.table(), k -> new ArrayList<>()).add(c));
    catalog
        .indexes()
        .forEach(i -> indexes.computeIfAbsent(i.table(), k -> new ArrayList<>()).add(i));
    readLeaves(connection);
  }

  private void readLeaves(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select c.oid, coalesce(pg_get_partition_constraintdef(c.oid), 'true')"
                    + " from pg_class c where c.relispartition and c.relkind = 'r'"
                    + " order by c.relnamespace::regnamespace::text, c.relname")) {
      while (rows.next()) {
        leaves
            .computeIfAbsent(root(rows.getLong(1)), k -> new ArrayList<>())
            .add(rows.getString(2));
      }
    }
  }

  /** The table that takes the rows of a partition; any other relation itself. */
  long root(long oid) {
    Relation relation = relations.get(oid);
    return relation == null || !relation.partition() || relation.parents().isEmpty()
        ? oid
        : root(relation.parents().get(0));
  }

  /** A plan for each table that is seeded, referenced tables before those that refer to them. */
  List<TablePlan> ordered() {
    Map<Long, TablePlan> plans = new LinkedHashMap<>();
    Set<Long> owned = owned();
    int number = 0;
    for (Relation table : catalog.relations()) {
      number++;
      if (table.isTable() && !table.partition() && !table.extension()) {
        plans.put(table.oid(), plan(table, number, owned));
      }
    }
    return order(plans);
  }

  /** Tables of which nobody has said anything, from which foreign keys lead to tenants. */
  private Set<Long> owned() {
    Set<Long> owned = new HashSet<>();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Constraint key : catalog.constraints()) {
        if (key.target().isPresent()
            && kind(key.table(), owned) == TablePlan.Kind.COMMON
            && !isShared(key.table())
            && kind(root(key.target().get()), owned) != TablePlan.Kind.COMMON) {
          changed |= owned.add(key.table());
        }
      }
    }
    return owned;
  }

  private boolean isShared(long oid) {
    TenantTable table = kinds.get(oid);
    return table != null && table.kind() == TenantTable.Kind.SHARED;
  }

  private TablePlan.Kind kind(long oid, Set<Long> owned) {
    TenantTable table = kinds.get(oid);
    if (table != null && table.kind() == TenantTable.Kind.TENANTS) {
      return TablePlan.Kind.TENANTS;
    }
    if (table != null && table.kind() == TenantTable.Kind.SCOPED) {
      return TablePlan.Kind.SCOPED;
    }
    return owned.contains(oid) ? TablePlan.Kind.OWNED : TablePlan.Kind.COMMON;
  }

  private TablePlan plan(Relation table, int number, Set<Long> owned) {
    Map<String, TypeShape> shapes = new LinkedHashMap<>();
    table.columns().forEach(c -> shapes.put(c.name(), types.shape(c.typeOid(), c.type())));
    List<Constraint> own = constraints.getOrDefault(table.oid(), List.of());
    List<TablePlan.Check> checks = new ArrayList<>();
    for (Constraint constraint : own) {
      if (constraint.kind() == Constraint.Kind.CHECK) {
        checks.add(
            new TablePlan.Check(
                constraint.name(),
                expression(constraint.definition()),
                Set.copyOf(constraint.columns())));
      }
    }
    shapes.forEach(
        (column, type) ->
            type.allChecks()
                .forEach(
                    c ->
                        checks.add(
                            new TablePlan.Check(
                                "the check of " + type.name(),
                                VALUE
                                    .matcher(expression(c))
                                    .replaceAll(
                                        Matcher.quoteReplacement(
                                            "\"" + column.replace("\"", "\"\"") + "\"")),
                                Set.of(column)))));
    List<String> takes = leaves.getOrDefault(table.oid(), List.of());
    if (table.kind() == Relation.Kind.PARTITIONED) {
      String any = takes.isEmpty() ? "false" : "(" + String.join(") or (", takes) + ")";
      checks.add(new TablePlan.Check("its partitions", any, mentioned(table, any)));
    }
    checks.replaceAll(c -> withSources(table, c));
    TenantTable said = kinds.get(table.oid());
    List<String> tenantColumns =
        said == null || said.kind() != TenantTable.Kind.SCOPED
            ? List.of()
            : said.tenantColumns().stream()
                .flatMap(
                    c ->
                        table.columns().stream()
                            .map(Column::name)
                            .filter(n -> n.equalsIgnoreCase(c))
                            .limit(1))
                .distinct()
                .toList();
    return new TablePlan(
        table,
        kind(table.oid(), owned),
        number,
        table.columns().stream().filter(c -> !c.generated()).toList(),
        table.columns().stream().filter(Column::generated).toList(),
        shapes,
        // A key to a partitioned table has a copy for each partition, which alone asks too much.
        own.stream().filter(c -> c.target().isPresent() && !c.inherited()).toList(),
        checks,
        keys(table),
        tenantColumns,
        takes);
  }

  /** With the columns that generated ones are computed from. */
  private static TablePlan.Check withSources(Relation table, TablePlan.Check check) {
    Set<String> columns = new LinkedHashSet<>(check.columns());
    for (Column column : table.columns()) {
      if (column.generated() && columns.contains(column.name())) {
        columns.addAll(mentioned(table, column.defaultValue().orElse("null")));
      }
    }
    return new TablePlan.Check(check.name(), check.expression(), columns);
  }

  private List<TablePlan.Key> keys(Relation table) {
    List<TablePlan.Key> keys = new ArrayList<>();
    for (Index index : indexes.getOrDefault(table.oid(), List.of())) {
      if (index.unique() || index.exclusion()) {
        String all = String.join(" ", index.keys().stream().map(k -> part(table, k)).toList());
        keys.add(
            new TablePlan.Key(
                index.name(),
                index.keys(),
                mentioned(table, all + " " + index.predicate().orElse("")),
                index.predicate(),
                index.definition().contains("NULLS NOT DISTINCT"),
                index.exclusion() && !index.unique()));
      }
    }
    return keys;
  }

  private static String part(Relation table, String key) {
    return table.column(key).isPresent() ? "\"" + key.replace("\"", "\"\"") + "\"" : key;
  }

  /** What is between the outer parentheses of {@code CHECK (…) NO INHERIT}. */
  static String expression(String definition) {
    int depth = 0;
    boolean quoted = false;
    int start = definition.indexOf('(');
    for (int i = Math.max(0, start); i < definition.length(); i++) {
      char c = definition.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
      } else if (!quoted && c == '(') {
        depth++;
      } else if (!quoted && c == ')' && --depth == 0) {
        return definition.substring(start + 1, i);
      }
    }
    return definition;
  }

  /** The columns that an expression mentions. */
  static Set<String> mentioned(Relation table, String expression) {
    Set<String> found = new LinkedHashSet<>();
    Matcher words = WORD.matcher(expression.replaceAll("'(?:[^']|'')*'", "''"));
    while (words.find()) {
      String word = words.group(1) == null ? words.group() : words.group(1).replace("\"\"", "\"");
      table.column(word).ifPresent(c -> found.add(c.name()));
    }
    return found;
  }

  private List<TablePlan> order(Map<Long, TablePlan> plans) {
    Comparator<TablePlan> first =
        Comparator.comparing((TablePlan p) -> p.kind() != TablePlan.Kind.TENANTS)
            .thenComparing(TablePlan::number);
    List<TablePlan> rest = new ArrayList<>(plans.values());
    rest.sort(first);
    List<TablePlan> done = new ArrayList<>();
    Set<Long> placed = new HashSet<>();
    while (!rest.isEmpty()) {
      Optional<TablePlan> next =
          rest.stream().filter(p -> open(p, plans, placed, true).isEmpty()).findFirst();
      // In a cycle: one whose missing rows may at least be null, else the one that waits for least.
      TablePlan chosen =
          next.or(
                  () ->
                      rest.stream()
                          .filter(p -> open(p, plans, placed, false).isEmpty())
                          .findFirst())
              .orElseGet(
                  () ->
                      rest.stream()
                          .min(
                              Comparator.comparingInt(
                                  (TablePlan p) -> open(p, plans, placed, false).size()))
                          .orElseThrow());
      rest.remove(chosen);
      placed.add(chosen.table().oid());
      done.add(chosen);
    }
    return done;
  }

  private Collection<Long> open(
      TablePlan plan, Map<Long, TablePlan> plans, Set<Long> placed, boolean all) {
    Set<Long> open = new HashSet<>();
    for (Constraint key : plan.foreignKeys()) {
      long target = root(key.target().orElse(0L));
      if (target != plan.table().oid()
          && plans.containsKey(target)
          && !placed.contains(target)
          && (all || key.columns().stream().noneMatch(plan::nullable))) {
        open.add(target);
      }
    }
    return open;
  }
}
