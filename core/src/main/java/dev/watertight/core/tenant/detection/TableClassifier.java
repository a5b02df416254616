package dev.watertight.core.tenant.detection;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.Origin;
import dev.watertight.core.tenant.TenantTable;
import dev.watertight.core.tenant.TenantTable.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says of each table and view what it is to tenants. */
final class TableClassifier {
  private final Configuration configuration;
  private final SchemaDescription schema;
  private final TableIndex tables;
  private final List<String> columns;
  private final Optional<String> tenantTable;
  private final Map<String, TenantTable> classified = new LinkedHashMap<>();

  TableClassifier(
      Configuration configuration,
      SchemaDescription schema,
      TableIndex tables,
      List<String> columns,
      Optional<String> tenantTable) {
    this.configuration = configuration;
    this.schema = schema;
    this.tables = tables;
    this.columns = columns;
    this.tenantTable = tenantTable;
  }

  /** Every table, by its name in lower case. */
  Map<String, TenantTable> classify() {
    for (TableIndex.Known table : tables.all()) {
      put(table(table));
    }
    named();
    children();
    views();
    return classified;
  }

  private void put(TenantTable table) {
    classified.put(TableIndex.key(table.name()), table);
  }

  private TenantTable table(TableIndex.Known table) {
    Optional<String> shared = listed("tables.shared", configuration.tables().shared(), table);
    if (shared.isPresent()) {
      return made(table, Kind.SHARED, List.of(), shared.get());
    }
    if (tenantTable.filter(t -> names(t, table)).isPresent()) {
      return made(table, Kind.TENANTS, List.of(), "the tenant table: " + table.source());
    }
    for (Map.Entry<String, String> entry : configuration.tables().columns().entrySet()) {
      if (names(entry.getKey(), table)) {
        return made(
            table,
            Kind.SCOPED,
            List.of(entry.getValue()),
            origin("tables.columns." + entry.getKey()));
      }
    }
    Set<String> own = new LinkedHashSet<>();
    for (String column : columns) {
      table.column(column).ifPresent(own::add);
    }
    if (!own.isEmpty()) {
      return made(
          table,
          Kind.SCOPED,
          List.copyOf(own),
          "column " + String.join(", ", own) + ": " + describing(table, own));
    }
    Optional<String> scoped = listed("tables.scoped", configuration.tables().scoped(), table);
    if (scoped.isPresent()) {
      return made(table, Kind.SCOPED, columns, scoped.get());
    }
    for (Map.Entry<String, String> entry : configuration.tables().scopedThrough().entrySet()) {
      if (names(entry.getKey(), table)) {
        return made(
            table,
            Kind.SCOPED,
            List.of(),
            "scoped through "
                + entry.getValue()
                + ": "
                + origin("tables.scoped-through." + entry.getKey()));
      }
    }
    List<String> references = Belonging.toTenants(table, tenantTable);
    if (!references.isEmpty()) {
      return made(
          table,
          Kind.SCOPED,
          references,
          "column "
              + String.join(", ", references)
              + ", a foreign key to "
              + tenantTable.orElse("")
              + ": "
              + table.source());
    }
    return made(table, Kind.UNCLASSIFIED, List.of(), table.source());
  }

  private static String describing(TableIndex.Known table, Set<String> own) {
    return table.facts().stream()
        .filter(f -> own.stream().anyMatch(c -> f.column(c).isPresent()))
        .map(TableIndex.Known::describe)
        .distinct()
        .limit(3)
        .reduce((a, b) -> a + ", " + b)
        .orElse("");
  }

  private static TenantTable made(
      TableIndex.Known table, Kind kind, List<String> columns, String evidence) {
    return new TenantTable(table.name(), table.schema(), kind, columns, List.of(evidence));
  }

  private Optional<String> listed(String key, List<String> names, TableIndex.Known table) {
    for (int i = 0; i < names.size(); i++) {
      if (names(names.get(i), table)) {
        return Optional.of(origin(key + "[" + i + "]"));
      }
    }
    return Optional.empty();
  }

  private static boolean names(String configured, TableIndex.Known table) {
    int dot = configured.lastIndexOf('.');
    if (!configured.substring(dot + 1).equalsIgnoreCase(table.name())) {
      return false;
    }
    return dot < 0
        || table.schema().isEmpty()
        || configured.substring(0, dot).equalsIgnoreCase(table.schema().get());
  }

  private String origin(String key) {
    return configuration.origins().of(key).map(Origin::label).orElse("configuration");
  }

  /** Tables that only the configuration, or the tenant column, knows. */
  private void named() {
    Configuration.Tables given = configuration.tables();
    for (int i = 0; i < given.scoped().size(); i++) {
      unknown(given.scoped().get(i), Kind.SCOPED, columns, origin("tables.scoped[" + i + "]"));
    }
    for (int i = 0; i < given.shared().size(); i++) {
      unknown(given.shared().get(i), Kind.SHARED, List.of(), origin("tables.shared[" + i + "]"));
    }
    given
        .columns()
        .forEach(
            (table, column) ->
                unknown(table, Kind.SCOPED, List.of(column), origin("tables.columns." + table)));
    given
        .scopedThrough()
        .forEach(
            (table, parent) ->
                unknown(
                    table,
                    Kind.SCOPED,
                    List.of(),
                    "scoped through " + parent + ": " + origin("tables.scoped-through." + table)));
    tenantTable.ifPresent(t -> unknown(t, Kind.TENANTS, List.of(), "the tenant table"));
  }

  private void unknown(String name, Kind kind, List<String> tenantColumns, String evidence) {
    int dot = name.lastIndexOf('.');
    String table = name.substring(dot + 1);
    if (!classified.containsKey(TableIndex.key(table))) {
      Optional<String> schemaName =
          dot < 0 ? Optional.empty() : Optional.of(name.substring(0, dot));
      put(new TenantTable(table, schemaName, kind, tenantColumns, List.of(evidence)));
    }
  }

  /** A partition, an heir or a part of a scoped table is scoped; to any depth. */
  private void children() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (TableIndex.Known table : tables.all()) {
        TenantTable own = classified.get(TableIndex.key(table.name()));
        Optional<TenantTable> parent =
            table
                .parent()
                .map(p -> classified.get(TableIndex.key(p)))
                .filter(p -> p.kind() == Kind.SCOPED);
        if (own == null || own.kind() != Kind.UNCLASSIFIED) {
          continue;
        }
        Optional<ForeignKeyFact> owner =
            Belonging.toParent(table, t -> classified.get(TableIndex.key(t)));
        if (parent.isPresent()) {
          put(
              made(
                  table,
                  Kind.SCOPED,
                  parent.get().tenantColumns(),
                  "partition or heir of " + parent.get().name() + ": " + table.source()));
          changed = true;
        } else if (owner.isPresent()) {
          put(
              made(
                  table,
                  Kind.SCOPED,
                  List.of(),
                  "scoped through "
                      + owner.get().targetTable()
                      + ", to which each row belongs by "
                      + String.join(", ", owner.get().columns())
                      + ": "
                      + table.source()));
          changed = true;
        }
      }
    }
  }

  private void views() {
    List<ViewFact> rest = new ArrayList<>(schema.views());
    boolean changed = true;
    while (changed) {
      changed = rest.removeIf(this::classified);
    }
    for (ViewFact view : rest) {
      put(
          new TenantTable(
              view.name(),
              view.schema(),
              Kind.UNCLASSIFIED,
              List.of(),
              List.of("view: " + view.source() + ":" + view.line())));
    }
  }

  /** Classifies a view that shows the tenant column of a scoped table, or is configured. */
  private boolean classified(ViewFact view) {
    if (classified.containsKey(TableIndex.key(view.name()))) {
      return true;
    }
    TableIndex.Known asTable = new TableIndex.Known(view.name(), view.schema(), List.of());
    TenantTable configured = table(asTable);
    if (configured.kind() != Kind.UNCLASSIFIED) {
      put(configured);
      return true;
    }
    Set<String> shown = new LinkedHashSet<>();
    for (String read : view.reads()) {
      TenantTable table = classified.get(TableIndex.key(read));
      if (table != null && table.kind() == Kind.SCOPED) {
        List<String> candidates = new ArrayList<>(table.tenantColumns());
        candidates.addAll(columns);
        for (String column : candidates) {
          boolean all = view.allColumns() && table.tenantColumns().contains(column);
          if (all || view.columns().stream().anyMatch(c -> c.equalsIgnoreCase(column))) {
            shown.add(column);
          }
        }
      }
    }
    if (shown.isEmpty()) {
      return false;
    }
    put(
        new TenantTable(
            view.name(),
            view.schema(),
            Kind.SCOPED,
            List.copyOf(shown),
            List.of("view that shows the tenant column: " + view.source() + ":" + view.line())));
    return true;
  }
}
