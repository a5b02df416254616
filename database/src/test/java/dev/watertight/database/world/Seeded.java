package dev.watertight.database.world;

import dev.watertight.core.tenant.TenantModel;
import dev.watertight.core.tenant.TenantTable;
import dev.watertight.database.Servers;
import dev.watertight.database.catalog.Catalog;
import dev.watertight.database.catalog.CatalogReader;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.scratch.ScratchDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small schema, seeded; its database is gone when it is closed. */
final class Seeded implements AutoCloseable {
  /** A tenant table with text ids. */
  static final String ORGANIZATIONS =
      "create table organizations (id text primary key, name text not null);";

  final ScratchDatabase database;
  final Connection connection;
  final Catalog catalog;
  final World world;

  private Seeded(ScratchDatabase database, Connection connection, Catalog catalog, World world) {
    this.database = database;
    this.connection = connection;
    this.catalog = catalog;
    this.world = world;
  }

  /** The schema beside {@link #ORGANIZATIONS}. */
  static Seeded schema(String sql) {
    return schema(ORGANIZATIONS + sql, WorldRequest.defaults(), List.of("organization_id"));
  }

  /**
   * A schema whose tenant table is {@code organizations}. Tables with a tenant column are scoped;
   * those that refer to one without having one are scoped through it where their name begins with
   * {@code part_}; those that begin with {@code shared_} are shared.
   */
  static Seeded schema(String sql, WorldRequest request, List<String> tenantColumns) {
    try {
      ScratchDatabase database = Servers.shared().create();
      Connection connection = Servers.shared().connect(database);
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
      Catalog catalog = CatalogReader.read(connection);
      Map<Long, TenantTable> kinds = kinds(catalog, tenantColumns);
      TenantModel model =
          new TenantModel(
              Optional.of("organizations"),
              tenantColumns,
              Optional.empty(),
              List.copyOf(kinds.values()),
              List.of());
      World world = WorldSeeder.seed(connection, catalog, model, kinds, request);
      return new Seeded(database, connection, catalog, world);
    } catch (SQLException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  private static Map<Long, TenantTable> kinds(Catalog catalog, List<String> tenantColumns) {
    Map<Long, TenantTable> kinds = new HashMap<>();
    for (Relation relation : catalog.relations()) {
      List<String> own =
          tenantColumns.stream().filter(c -> relation.column(c).isPresent()).toList();
      TenantTable.Kind kind =
          relation.name().equals("organizations")
              ? TenantTable.Kind.TENANTS
              : !own.isEmpty() || relation.name().startsWith("part_")
                  ? TenantTable.Kind.SCOPED
                  : relation.name().startsWith("shared_")
                      ? TenantTable.Kind.SHARED
                      : TenantTable.Kind.UNCLASSIFIED;
      kinds.put(
          relation.oid(),
          new TenantTable(
              relation.name(),
              Optional.of(relation.schema()),
              kind,
              kind == TenantTable.Kind.SCOPED ? own : List.of(),
              List.of()));
    }
    return kinds;
  }

  /** The table of this name. */
  Relation table(String name) {
    return catalog.relations().stream()
        .filter(r -> r.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no table " + name));
  }

  /** The values of a column over all rows of the attacker's. */
  List<String> attackers(String table, String column) {
    return values(table, column, world.attacker());
  }

  /** The values of a column over all rows of the victim's. */
  List<String> victims(String table, String column) {
    return values(table, column, world.victim());
  }

  private List<String> values(String table, String column, Tenant tenant) {
    return world.rows(table(table), tenant).stream()
        .map(r -> r.value(column).orElse("null"))
        .toList();
  }

  /** The first column of what the query gives. */
  List<String> query(String sql) {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(String.valueOf(rows.getString(1)));
      }
    } catch (SQLException e) {
      throw new AssertionError(e.getMessage(), e);
    }
    return values;
  }

  @Override
  public void close() {
    try {
      connection.close();
      Servers.shared().drop(database);
    } catch (SQLException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }
}
