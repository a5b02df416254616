package dev.watertight.database.audit;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.tenant.TenantTable;
import dev.watertight.core.tenant.detection.TenantDetection;
import dev.watertight.database.catalog.Catalog;
import dev.watertight.database.catalog.CatalogReader;
import dev.watertight.database.catalog.Membership;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.catalog.Rights;
import dev.watertight.database.scratch.Schema;
import dev.watertight.database.scratch.ScratchServer;
import dev.watertight.database.world.World;
import dev.watertight.database.world.WorldRequest;
import dev.watertight.database.world.WorldSeeder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A migrated schema with tenants in it, ready to be attacked.
 *
 * @param schema where it is
 * @param subject what is known of it: the catalog, the tenant model, the seeded world, the
 *     application's role and what a tenant's session sets
 * @param notes what people should know of how it was made
 * @param notAnalysed tables that could not be seeded, or that no session sees into
 */
public record Testbed(
    Schema schema, Subject subject, List<String> notes, List<NotAnalysed> notAnalysed) {
  public Testbed {
    notes = List.copyOf(notes);
    notAnalysed = List.copyOf(notAnalysed);
  }

  /**
   * Seeds a schema and finds out what separates its tenants.
   *
   * @param whole whether the whole project's schema is there, so that an entry of the configuration
   *     that matches nothing is an error
   * @throws ConfigurationException if the configuration names what the schema does not have
   * @throws SQLException if the server fails
   */
  public static Testbed on(
      ScratchServer server,
      Schema schema,
      Configuration configuration,
      boolean whole,
      WorldRequest request)
      throws SQLException, ConfigurationException {
    return on(server, schema, configuration, whole, request, phase -> {});
  }

  /** The same, told as it goes on. */
  static Testbed on(
      ScratchServer server,
      Schema schema,
      Configuration configuration,
      boolean whole,
      WorldRequest request,
      Consumer<Audit.Phase> begins)
      throws SQLException, ConfigurationException {
    List<String> notes = new ArrayList<>(schema.notes());
    boolean rolePerTenant = configuration.tenant().rolePerTenant();
    try (Connection connection = server.connect(schema.database())) {
      begins.accept(Audit.Phase.CATALOG);
      Catalog catalog = CatalogReader.read(connection);
      TenantDetection detection = SchemaTenants.detect(configuration, catalog);
      notes.addAll(detection.notes());
      GivenValues.check(configuration, catalog, whole, notes);
      Map<Long, TenantTable> kinds = kinds(catalog, detection);
      List<Relation> tenantTables = tenantTables(catalog, kinds);
      Rights app = AppRole.find(configuration, catalog, tenantTables, schema.owner(), notes);
      begins.accept(Audit.Phase.SEEDING);
      World world =
          WorldSeeder.seed(
              connection,
              catalog,
              detection.model(),
              kinds,
              request
                  .withValues(configuration.database().values())
                  .withRoleIds(rolePerTenant ? tenantRoles(catalog, app) : List.of()));
      SessionContexts.Found sessions =
          SessionContexts.find(
              connection, catalog, detection.model(), world, app, tenantTables, rolePerTenant);
      List<NotAnalysed> notAnalysed = new ArrayList<>();
      world
          .unseeded()
          .forEach(
              u ->
                  notAnalysed.add(
                      new NotAnalysed(
                          new Location.InDatabase(u.table().label()),
                          NotAnalysed.Kind.PART,
                          u.reason())));
      notAnalysed.addAll(sessions.blind());
      return new Testbed(
          schema,
          new Subject(
              configuration,
              catalog,
              detection.model(),
              world,
              app,
              tenantTables,
              kinds,
              sessions.contexts()),
          notes,
          notAnalysed);
    }
  }

  /** The roles that have the application's rights: where each tenant has a role, its own. */
  private static List<String> tenantRoles(Catalog catalog, Rights app) {
    return catalog.memberships().stream()
        .filter(m -> m.role().equals(app.role()))
        .map(Membership::member)
        .filter(m -> catalog.role(m).filter(r -> !r.superuser() && !r.system()).isPresent())
        .toList();
  }

  static List<Relation> tenantTables(Catalog catalog, Map<Long, TenantTable> kinds) {
    return catalog.relations().stream()
        .filter(r -> r.isTable() && !r.partition())
        .filter(r -> isScoped(kinds.get(r.oid())))
        .toList();
  }

  private static boolean isScoped(@Nullable TenantTable table) {
    return table != null
        && (table.kind() == TenantTable.Kind.SCOPED || table.kind() == TenantTable.Kind.TENANTS);
  }

  static Map<Long, TenantTable> kinds(Catalog catalog, TenantDetection detection) {
    Map<Long, TenantTable> kinds = new HashMap<>();
    Map<String, List<TenantTable>> byName =
        detection.model().tables().stream()
            .collect(Collectors.groupingBy(t -> t.name().toLowerCase(Locale.ROOT)));
    for (Relation relation : catalog.relations()) {
      byName.getOrDefault(relation.name().toLowerCase(Locale.ROOT), List.of()).stream()
          .filter(t -> t.schema().map(relation.schema()::equalsIgnoreCase).orElse(true))
          .findFirst()
          .ifPresent(t -> kinds.put(relation.oid(), t));
    }
    return kinds;
  }
}
