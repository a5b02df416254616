package dev.watertight.database.world;

import dev.watertight.core.tenant.TenantModel;
import dev.watertight.core.tenant.TenantTable;
import dev.watertight.database.catalog.Catalog;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fills a scratch database with tenants and their rows: values by type, by what checks speak of,
 * and by foreign keys; whether they satisfy the checks is asked of PostgreSQL itself. Neither
 * triggers nor rules fire. Equal schemas give equal rows.
 */
public final class WorldSeeder {
  private final Connection connection;
  private final Catalog catalog;
  private final TenantModel model;
  private final Map<Long, TenantTable> kinds;
  private final WorldRequest request;
  private final Map<Long, Relation> relations;
  private final Map<Long, Map<String, List<SeededRow>>> rows = new LinkedHashMap<>();
  private final List<Unseeded> unseeded = new ArrayList<>();
  private final StringBuilder script = new StringBuilder();
  private final Drafts drafts = new Drafts();

  private WorldSeeder(
      Connection connection,
      Catalog catalog,
      TenantModel model,
      Map<Long, TenantTable> kinds,
      WorldRequest request) {
    this.connection = connection;
    this.catalog = catalog;
    this.model = model;
    this.kinds = kinds;
    this.request = request;
    this.relations = catalog.relationsById();
  }

  /** Seeds two tenants, with two rows in each table. */
  public static World seed(
      Connection connection, Catalog catalog, TenantModel model, Map<Long, TenantTable> kinds)
      throws SQLException {
    return seed(connection, catalog, model, kinds, WorldRequest.defaults());
  }

  /**
   * Seeds tenants.
   *
   * @param connection to a scratch database, with all rights, in autocommit
   * @param kinds what each table is to tenants, by object id
   * @throws SQLException if the server or the connection fails; what a table refuses is told in the
   *     world
   */
  public static World seed(
      Connection connection,
      Catalog catalog,
      TenantModel model,
      Map<Long, TenantTable> kinds,
      WorldRequest request)
      throws SQLException {
    return new WorldSeeder(connection, catalog, model, kinds, request).seed();
  }

  private World seed() throws SQLException {
    execute("set search_path = ''");
    Plans plans = new Plans(connection, catalog, kinds);
    execute("reset search_path");
    List<TablePlan> ordered = plans.ordered();
    ColumnMakers makers = new ColumnMakers(request, catalog, plans, ordered);
    List<Tenant> tenants;
    try (Quiet quiet = Quiet.begin(connection, script)) {
      TenantIds ids = new TenantIds(connection, plans, ordered, model, request, makers);
      tenants = ids.find();
      FoundRows.read(connection, ordered, drafts, makers, tenants.get(0));
      draft(ordered, makers, ids, tenants);
      if (request.uneven()) {
        SoftReferences references = new SoftReferences(drafts, ordered);
        ordered.stream().filter(TablePlan::isTenants).forEach(references::follow);
      }
      Links links = new Links(drafts, plans, ordered, makers);
      for (TablePlan plan : ordered) {
        table(plan, links, makers, tenants);
      }
      removeOrphans(ordered);
      Sequences.advance(connection, ordered, script);
      quiet.end();
    }
    return new World(
        tenants, tenantColumns(ordered, plans), keys(ordered), rows, unseeded, script.toString());
  }

  private void draft(
      List<TablePlan> ordered, ColumnMakers makers, TenantIds ids, List<Tenant> tenants)
      throws SQLException {
    FirstChoice choice = new FirstChoice(connection, makers, tenants);
    for (TablePlan plan : ordered) {
      Map<String, Integer> places = ids.places(plan);
      choice.of(plan, places.keySet());
      if (isShared(plan) && !drafts.found(plan).isEmpty()) {
        continue;
      }
      Set<String> references = new HashSet<>();
      plan.foreignKeys().forEach(k -> references.addAll(k.columns()));
      for (int row = 0; row < makers.rows(plan); row++) {
        for (int t = 0; t < tenants.size(); t++) {
          if (row >= request.rows(t, makers.rows(plan))) {
            continue;
          }
          Draft draft = new Draft(plan, tenants.get(t), t, row, false);
          for (Column column : plan.columns()) {
            String name = column.name();
            Integer place = places.get(name);
            if (place != null) {
              draft.values.put(name, Optional.of(tenants.get(t).ids().get(place)));
              draft.pinned.add(name);
            } else if (!references.contains(name)) {
              draft.values.put(name, makers.value(draft, name));
            }
          }
          drafts.add(draft);
        }
      }
    }
  }

  private boolean isShared(TablePlan plan) {
    return Optional.ofNullable(kinds.get(plan.table().oid()))
        .filter(k -> k.kind() == TenantTable.Kind.SHARED)
        .isPresent();
  }

  private void table(TablePlan plan, Links links, ColumnMakers makers, List<Tenant> tenants)
      throws SQLException {
    if (drafts.of(plan).isEmpty()) {
      return;
    }
    Optional<String> problem = Optional.empty();
    List<Draft> impossible = new ArrayList<>();
    for (Draft draft : drafts.of(plan)) {
      Optional<String> why = links.link(draft);
      if (why.isPresent()) {
        impossible.add(draft);
        problem = problem.or(() -> why);
      }
    }
    drafts.remove(plan, impossible);
    new Repairs(connection, plan, drafts, links, makers).all();
    Inserts.Result result = new Inserts(connection, script).insert(plan, drafts.of(plan));
    List<Draft> refused = new ArrayList<>(drafts.of(plan));
    for (Inserts.Inserted inserted : result.inserted()) {
      refused.remove(inserted.draft());
      keep(plan, inserted);
    }
    drafts.remove(plan, refused);
    Optional<String> said = result.refusals().stream().findFirst();
    report(plan, problem.or(() -> said), links, tenants);
  }

  private void keep(TablePlan plan, Inserts.Inserted inserted) {
    long at = inserted.stored();
    while (true) {
      rows.computeIfAbsent(at, k -> new LinkedHashMap<>())
          .computeIfAbsent(inserted.draft().tenant.label(), k -> new ArrayList<>())
          .add(inserted.row());
      Relation stored = relations.get(at);
      if (at == plan.table().oid() || stored == null || stored.parents().isEmpty()) {
        return;
      }
      at = stored.parents().get(0);
    }
  }

  private void report(TablePlan plan, Optional<String> problem, Links links, List<Tenant> tenants) {
    Map<String, List<SeededRow>> made = rows.getOrDefault(plan.table().oid(), Map.of());
    List<String> without =
        tenants.stream().map(Tenant::label).filter(l -> !made.containsKey(l)).toList();
    if (without.isEmpty()) {
      return;
    }
    boolean none = made.isEmpty() && drafts.found(plan).isEmpty();
    if (none) {
      links.unseeded(plan);
    }
    if (none || plan.isTenants()) {
      String who = made.isEmpty() ? "no row" : "no row of tenant " + String.join(", ", without);
      unseeded.add(
          new Unseeded(
              plan.table(),
              who
                  + " could be seeded: "
                  + problem.orElse("its keys permit no more rows than there are")
                  + ". Give values in database.values."));
    }
  }

  /** Rows can refer to a row in a cycle that was refused afterwards. */
  private void removeOrphans(List<TablePlan> ordered) throws SQLException {
    for (int round = 0; round < ordered.size(); round++) {
      List<ForeignKeysHold.Broken> broken = ForeignKeysHold.broken(connection, ordered, relations);
      if (broken.isEmpty()) {
        return;
      }
      for (ForeignKeysHold.Broken each : broken) {
        TablePlan plan = each.plan();
        String sql =
            drafts.found(plan).isEmpty()
                ? "delete from " + ForeignKeysHold.only(plan.table())
                : ForeignKeysHold.removal(each, relations);
        execute(sql);
        script.append(sql).append(";\n");
        if (rows.remove(plan.table().oid()) != null) {
          unseeded.add(
              new Unseeded(
                  plan.table(),
                  "no row could be seeded: foreign key "
                      + each.key().name()
                      + " refers to rows that could not be. Give values in database.values."));
        }
      }
    }
  }

  private Map<Long, List<String>> tenantColumns(List<TablePlan> ordered, Plans plans) {
    Map<Long, List<String>> columns = new LinkedHashMap<>();
    for (TablePlan plan : ordered) {
      if (!plan.tenantColumns().isEmpty()) {
        columns.put(plan.table().oid(), plan.tenantColumns());
      }
    }
    for (Relation relation : catalog.relations()) {
      List<String> root = columns.getOrDefault(plans.root(relation.oid()), List.of());
      if (relation.partition() && !root.isEmpty()) {
        columns.put(relation.oid(), root);
      }
    }
    return columns;
  }

  private static Map<Long, List<String>> keys(List<TablePlan> ordered) {
    Map<Long, List<String>> keys = new LinkedHashMap<>();
    for (TablePlan plan : ordered) {
      plan.keys().stream()
          .filter(k -> k.predicate().isEmpty() && !k.exclusion())
          .map(TablePlan.Key::parts)
          .filter(
              parts ->
                  parts.stream()
                      .allMatch(p -> plan.table().column(p).map(Column::notNull).orElse(false)))
          .findFirst()
          .ifPresent(parts -> keys.put(plan.table().oid(), parts));
    }
    return keys;
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
