package dev.watertight.benchmarks;

import dev.watertight.core.tenant.TenantModel;
import dev.watertight.core.tenant.TenantTable;
import dev.watertight.database.catalog.Catalog;
import dev.watertight.database.catalog.CatalogReader;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.scratch.EmbeddedServer;
import dev.watertight.database.scratch.ScratchDatabase;
import dev.watertight.database.world.World;
import dev.watertight.database.world.WorldRequest;
import dev.watertight.database.world.WorldSeeder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Seeds a generated schema in this process, then lets the server insert the same as ready text. */
final class SeedOnce {
  static final String SEEDING = "SEEDING";
  static final String FLOOR = "FLOOR";

  private static final int TENANTS = 2;
  private static final String COLUMN = "organization_id";

  private SeedOnce() {}

  /** The number of tables, that of a tenant's rows in each, the file that takes what it took. */
  public static void main(String[] arguments) throws Exception {
    String sql = AuditSchema.of(Integer.parseInt(arguments[0]));
    int rows = Integer.parseInt(arguments[1]);
    Clock clock = new Clock();
    long made;
    try (EmbeddedServer server = EmbeddedServer.start(AuditOnce::binaries)) {
      clock.count(server);
      ScratchDatabase database = server.create();
      World world;
      try (Connection connection = server.connect(database)) {
        execute(connection, sql);
        Catalog catalog = CatalogReader.read(connection);
        Map<Long, TenantTable> kinds = kinds(catalog);
        TenantModel model =
            new TenantModel(
                Optional.of("organizations"),
                List.of(COLUMN),
                Optional.empty(),
                List.copyOf(kinds.values()),
                List.of());
        clock.begin(SEEDING);
        world =
            WorldSeeder.seed(
                connection,
                catalog,
                model,
                kinds,
                new WorldRequest(TENANTS, rows, Map.of(), List.of()));
        clock.begin("");
        made =
            catalog.relations().stream()
                .filter(r -> !r.partition())
                .flatMap(r -> world.tenants().stream().map(t -> world.rows(r, t)))
                .mapToLong(List::size)
                .sum();
      }
      server.drop(database);
      database = server.create();
      try (Connection connection = server.connect(database)) {
        execute(connection, sql);
        clock.begin(FLOOR);
        execute(connection, world.script());
        clock.begin("");
      }
    }
    Files.writeString(
        Path.of(arguments[2]), new AuditMeasurement(Map.of("rows", made), clock.end()).text());
  }

  private static Map<Long, TenantTable> kinds(Catalog catalog) {
    Map<Long, TenantTable> kinds = new HashMap<>();
    for (Relation relation : catalog.relations()) {
      TenantTable.Kind kind =
          relation.name().equals("organizations")
              ? TenantTable.Kind.TENANTS
              : relation.column(COLUMN).isPresent()
                  ? TenantTable.Kind.SCOPED
                  : TenantTable.Kind.SHARED;
      kinds.put(
          relation.oid(),
          new TenantTable(
              relation.name(),
              Optional.of(relation.schema()),
              kind,
              kind == TenantTable.Kind.SCOPED ? List.of(COLUMN) : List.of(),
              List.of()));
    }
    return kinds;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
