package dev.watertight.database.world;

import dev.watertight.core.tenant.TenantModel;
import dev.watertight.core.tenant.TenantTable;
import dev.watertight.database.catalog.Catalog;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Constraint;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.catalog.TypeInfo;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fills a scratch database with tenants and their rows. */
public final class WorldSeeder {
  private final Connection connection;
  private final Catalog catalog;
  private final TenantModel model;
  private final Map<Long, TenantTable> kinds;
  private final List<Tenant> tenants;
  private final Map<Long, Map<String, List<SeededRow>>> rows = new LinkedHashMap<>();
  private final Map<Long, List<String>> tenantColumns = new LinkedHashMap<>();
  private final List<Unseeded> unseeded = new ArrayList<>();
  private final StringBuilder script = new StringBuilder();

  private WorldSeeder(
      Connection connection, Catalog catalog, TenantModel model, Map<Long, TenantTable> kinds) {
    this.connection = connection;
    this.catalog = catalog;
    this.model = model;
    this.kinds = kinds;
    this.tenants = List.of(tenant("A", 1), tenant("B", 2));
  }

  /**
   * Seeds two tenants.
   *
   * @param connection to a scratch database, with all rights
   * @param kinds what each table is to tenants, by object id
   */
  public static World seed(
      Connection connection, Catalog catalog, TenantModel model, Map<Long, TenantTable> kinds)
      throws SQLException {
    return new WorldSeeder(connection, catalog, model, kinds).seed();
  }

  private World seed() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set session_replication_role = replica");
    }
    for (Relation table : catalog.relations()) {
      if (table.isTable() && !table.partition() && !table.extension()) {
        for (Tenant tenant : tenants) {
          insert(table, tenant);
        }
      }
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("set session_replication_role = origin");
    }
    return new World(tenants, tenantColumns, rows, unseeded, script.toString());
  }

  private Tenant tenant(String label, int number) {
    Optional<Column> column =
        catalog.relations().stream()
            .filter(r -> kinds.containsKey(r.oid()))
            .flatMap(r -> r.columns().stream())
            .filter(c -> model.tenantColumns().contains(c.name()))
            .findFirst();
    String type = column.map(Column::type).orElse("text");
    return new Tenant(
        label,
        List.of(
            switch (type) {
              case "uuid" -> "00000000-0000-4000-8000-00000000000" + number;
              case "bigint", "integer", "smallint" -> Integer.toString(1000 + number);
              default -> "org_" + label.toLowerCase(java.util.Locale.ROOT);
            }));
  }

  private void insert(Relation table, Tenant tenant) {
    Map<String, String> values = new LinkedHashMap<>();
    Optional<TenantTable> kind = Optional.ofNullable(kinds.get(table.oid()));
    List<String> own = kind.map(TenantTable::tenantColumns).orElse(List.of());
    if (!own.isEmpty()) {
      tenantColumns.put(table.oid(), own);
    }
    boolean isTenants = kind.map(k -> k.kind() == TenantTable.Kind.TENANTS).orElse(false);
    for (Column column : table.columns()) {
      if (column.generated()) {
        continue;
      }
      values.put(column.name(), value(table, column, tenant, own, isTenants));
    }
    String sql =
        "insert into "
            + table.sql()
            + " ("
            + String.join(", ", values.keySet().stream().map(Identifier::quoted).toList())
            + ") overriding system value values ("
            + String.join(", ", values.values())
            + ")";
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql + " returning *")) {
      ResultSetMetaData meta = result.getMetaData();
      while (result.next()) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
          String text = result.getString(i);
          if (text != null) {
            row.put(meta.getColumnName(i), text);
          }
        }
        rows.computeIfAbsent(table.oid(), k -> new LinkedHashMap<>())
            .computeIfAbsent(tenant.label(), k -> new ArrayList<>())
            .add(new SeededRow(row));
      }
      script.append(sql).append(";\n");
    } catch (SQLException e) {
      unseeded.add(new Unseeded(table, String.valueOf(e.getMessage())));
    }
  }

  private String value(
      Relation table, Column column, Tenant tenant, List<String> own, boolean isTenants) {
    int number = tenants(tenant);
    if (own.contains(column.name())) {
      return Identifier.literal(tenant.id());
    }
    List<Constraint> keys =
        catalog
            .constraintsOf(table)
            .filter(c -> c.kind() == Constraint.Kind.FOREIGN_KEY)
            .filter(c -> c.columns().contains(column.name()))
            .toList();
    for (Constraint key : keys) {
      String target = key.targetColumns().get(key.columns().indexOf(column.name()));
      Optional<SeededRow> row =
          rows
              .getOrDefault(key.target().orElse(0L), Map.of())
              .getOrDefault(tenant.label(), List.of())
              .stream()
              .findFirst();
      if (row.isPresent()) {
        return row.get().value(target).map(Identifier::literal).orElse("null");
      }
    }
    if (isTenants
        && catalog
            .constraintsOf(table)
            .anyMatch(
                c ->
                    c.kind() == Constraint.Kind.PRIMARY_KEY
                        && c.columns().contains(column.name()))) {
      return Identifier.literal(tenant.id());
    }
    Optional<TypeInfo> type = catalog.type(column.typeOid());
    if (type.filter(t -> !t.labels().isEmpty()).isPresent()) {
      return Identifier.literal(type.get().labels().get(0));
    }
    return switch (type.map(TypeInfo::category).orElse("S")) {
      case "N" -> Integer.toString(number);
      case "B" -> "true";
      case "D" -> "'2024-01-0" + number + "'";
      case "A" -> "'{}'";
      case "S" -> Identifier.literal(Canary.prefix(tenant) + table.name().replaceAll("[^a-z]", ""));
      default ->
          column.type().equals("uuid")
              ? "md5('" + table.name() + column.name() + number + "')::uuid"
              : column.type().startsWith("json") ? "'{}'" : "null";
    };
  }

  private static int tenants(Tenant tenant) {
    return tenant.label().equals("A") ? 1 : 2;
  }
}
