package dev.watertight.core.tenant.detection;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.Origin;
import dev.watertight.core.tenant.Detection;
import dev.watertight.core.tenant.TenantModel;
import dev.watertight.core.tenant.TenantTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds out what separates tenants: the tenant column, the tenant table, the setting, and what each
 * table is to tenants. What is configured holds; what is not is taken from policies, then from
 * mappings, then from foreign keys and names. A name that is also usual for an ordinary reference,
 * such as {@code customer_id}, is never enough by itself.
 */
public final class TenantDetector {
  private final Configuration configuration;
  private final SchemaDescription schema;
  private final TableIndex tables;
  private final List<String> hints;
  private final List<Detection> detections = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private TenantDetector(
      Configuration configuration,
      SchemaDescription schema,
      List<TableFact> fromJava,
      List<String> hints) {
    this.configuration = configuration;
    this.schema = schema;
    this.tables = new TableIndex(schema.tables(), fromJava);
    this.hints = hints;
  }

  /**
   * The tenant model of a project.
   *
   * @param merged all migrations, merged in order
   * @param fromJava tables that mappings in Java describe
   * @param columnHints names of columns that a mapping declares as the tenant's, once for each
   *     mapping
   */
  public static TenantDetection detect(
      Configuration configuration,
      SchemaDescription merged,
      List<TableFact> fromJava,
      List<String> columnHints) {
    return new TenantDetector(configuration, merged, fromJava, columnHints).run();
  }

  private TenantDetection run() {
    Optional<ColumnChoice> found = Optional.empty();
    List<String> columns = configuration.tenant().columns();
    if (columns.isEmpty()) {
      found =
          new ColumnDetector(
                  tables,
                  schema.policies(),
                  hints,
                  notes,
                  configuration.tenant().table().filter(t -> !t.equalsIgnoreCase("none")),
                  !configuration.code().tenantFactory().isEmpty())
              .detect();
      columns = found.map(ColumnChoice::columns).orElse(List.of());
      found.ifPresent(
          f ->
              detections.add(
                  new Detection("tenant.column", String.join(", ", f.columns()), f.evidence())));
    } else {
      detections.add(
          new Detection("tenant.column", String.join(", ", columns), configured("tenant.column")));
    }
    Optional<String> tenantTable = tenantTable(columns, found);
    Optional<String> setting = setting();
    Map<String, TenantTable> classified =
        new TableClassifier(configuration, schema, tables, columns, tenantTable).classify();
    List<TenantTable> all = new ArrayList<>(classified.values());
    all.sort(
        Comparator.comparing((TenantTable t) -> TableIndex.key(t.name()))
            .thenComparing(t -> t.schema().orElse("")));
    if (columns.isEmpty()) {
      nothingFound(all);
    }
    detections.sort(Comparator.comparing(Detection::subject).thenComparing(Detection::value));
    return new TenantDetection(
        new TenantModel(tenantTable, columns, setting, all, detections), notes);
  }

  private void nothingFound(List<TenantTable> all) {
    boolean some = all.stream().anyMatch(t -> t.kind() == TenantTable.Kind.SCOPED);
    if (some) {
      return;
    }
    String seen =
        tables.all().isEmpty()
            ? "No tables were found: neither migrations nor mappings."
            : "No tenant column was found among "
                + ColumnDetector.count(tables.all().size(), "table", "tables")
                + ".";
    notes.add(
        seen
            + " Set tenant.column in watertight.yml, and tables.scoped for tables that no"
            + " migration or mapping describes.");
  }

  private String configured(String key) {
    return configuration
        .origins()
        .of(key)
        .or(() -> configuration.origins().of(key + "[0]"))
        .map(Origin::label)
        .orElse("configuration");
  }

  private Optional<String> tenantTable(List<String> columns, Optional<ColumnChoice> found) {
    Optional<String> given = configuration.tenant().table();
    if (given.isPresent()) {
      detections.add(new Detection("tenant.table", given.get(), configured("tenant.table")));
      return given.filter(t -> !t.equalsIgnoreCase("none"));
    }
    Optional<String> byKey = found.flatMap(ColumnChoice::table).or(() -> referenced(columns));
    if (byKey.isPresent()) {
      String name = tables.find(byKey.get()).map(TableIndex.Known::name).orElse(byKey.get());
      detections.add(
          new Detection(
              "tenant.table", name, "foreign keys on " + columns.get(0) + " refer to it"));
      return Optional.of(name);
    }
    List<String> names = tables.all().stream().map(TableIndex.Known::name).toList();
    for (String column : columns) {
      Optional<String> byName = TenantNames.tableOf(column, names);
      if (byName.isPresent()) {
        detections.add(
            new Detection("tenant.table", byName.get(), "named like the column " + column));
        return byName;
      }
    }
    return Optional.empty();
  }

  /** The table that most foreign keys on the tenant column alone refer to. */
  private Optional<String> referenced(List<String> columns) {
    Map<String, Integer> targets = new TreeMap<>();
    for (TableIndex.Known table : tables.all()) {
      for (ForeignKeyFact key : table.foreignKeys()) {
        boolean tenant =
            key.columns().size() == 1
                && columns.stream().anyMatch(c -> c.equalsIgnoreCase(key.columns().get(0)));
        if (tenant && !key.targetTable().equalsIgnoreCase(table.name())) {
          targets.merge(TableIndex.key(key.targetTable()), 1, Integer::sum);
        }
      }
    }
    return targets.entrySet().stream()
        .max(
            Comparator.comparingInt((Map.Entry<String, Integer> e) -> e.getValue())
                .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()))
        .map(Map.Entry::getKey);
  }

  private Optional<String> setting() {
    Optional<String> given = configuration.tenant().setting();
    if (given.isPresent()) {
      detections.add(new Detection("tenant.setting", given.get(), configured("tenant.setting")));
      return given;
    }
    Map<String, List<String>> settings = new TreeMap<>();
    for (PolicyFact policy : schema.policies()) {
      policy
          .setting()
          .ifPresent(s -> settings.computeIfAbsent(s, k -> new ArrayList<>()).add(policy.source()));
    }
    Optional<Map.Entry<String, List<String>>> best =
        settings.entrySet().stream()
            .max(
                Comparator.comparingInt((Map.Entry<String, List<String>> e) -> e.getValue().size())
                    .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()));
    best.ifPresent(
        e ->
            detections.add(
                new Detection(
                    "tenant.setting",
                    e.getKey(),
                    ColumnDetector.count(e.getValue().size(), "policy", "policies")
                        + " in "
                        + ColumnDetector.sources(e.getValue()))));
    if (settings.size() > 1) {
      notes.add(
          "Policies read several settings: "
              + String.join(", ", settings.keySet())
              + ". The most frequent was taken; set tenant.setting if it is another.");
    }
    return best.map(Map.Entry::getKey);
  }
}
