package dev.watertight.database.audit;

import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.tenant.TenantModel;
import dev.watertight.database.catalog.Catalog;
import dev.watertight.database.catalog.Policy;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.catalog.Rights;
import dev.watertight.database.world.Tenant;
import dev.watertight.database.world.World;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out what a session must set so that the policies take it for one of a tenant: settings are
 * tried until the tenant sees its own rows. Where it cannot be made to, attacks are blind, and that
 * is said.
 */
final class SessionContexts {
  private static final int TRIES = 250;

  private final Catalog catalog;
  private final TenantModel model;
  private final World world;
  private final Rights app;
  private final SightProbe probe;
  private final PolicySettings policies;
  private final SourceCandidates candidates;
  private final Set<Set<String>> hopeless = new HashSet<>();

  private SessionContexts(
      Connection connection, Catalog catalog, TenantModel model, World world, Rights app) {
    this.catalog = catalog;
    this.model = model;
    this.world = world;
    this.app = app;
    this.probe = new SightProbe(connection, world, app.role());
    this.policies = new PolicySettings(catalog);
    this.candidates = new SourceCandidates(catalog, world, policies);
  }

  /**
   * What was found.
   *
   * @param contexts what a session of each tenant sets, by the tenant's label
   * @param blind tables on which no attack can be judged
   */
  record Found(Map<String, Context> contexts, List<NotAnalysed> blind) {}

  /**
   * Tries settings in a seeded database.
   *
   * @param connection with all rights, in autocommit; it is given back so
   * @param tables the tenant tables
   * @param rolePerTenant whether each tenant has a role of its own
   */
  static Found find(
      Connection connection,
      Catalog catalog,
      TenantModel model,
      World world,
      Rights app,
      List<Relation> tables,
      boolean rolePerTenant)
      throws SQLException {
    return new SessionContexts(connection, catalog, model, world, app).find(tables, rolePerTenant);
  }

  private Found find(List<Relation> tables, boolean rolePerTenant) throws SQLException {
    List<NotAnalysed> blind = new ArrayList<>();
    Set<Relation> unseeded = new HashSet<>();
    world.unseeded().forEach(u -> unseeded.add(u.table()));
    List<Relation> relevant = new ArrayList<>();
    for (Relation table : tables) {
      if (world.row(table, world.victim()).isEmpty()) {
        if (!unseeded.contains(table)) {
          blind.add(
              said(
                  table,
                  "it has no row of tenant B, so that no attack on it can be seen to leak."));
        }
      } else if (isHeld(table) && world.row(table, world.attacker()).isPresent()) {
        relevant.add(table);
      }
    }
    Map<String, ContextSource> best = new LinkedHashMap<>();
    model.setting().ifPresent(s -> best.put(s, new ContextSource.Id(0)));
    if (rolePerTenant) {
      byRole(best, relevant);
    }
    Set<Relation> seen = seen(relevant, world.attacker(), best);
    for (Relation table : relevant) {
      if (!seen.contains(table)) {
        Optional<Map<String, ContextSource>> better = search(table, relevant, best, seen.size());
        if (better.isPresent()) {
          best.putAll(better.get());
          seen = seen(relevant, world.attacker(), best);
        }
      }
    }
    for (Relation table : relevant) {
      if (!seen.contains(table)) {
        blind.add(blind(table));
      }
    }
    Map<String, Context> contexts = new LinkedHashMap<>();
    for (Tenant tenant : world.tenants()) {
      contexts.put(tenant.label(), Context.of(values(best, tenant), "tenant " + tenant.label()));
    }
    return new Found(contexts, blind);
  }

  /** Whether policies let the application's role see some rows of the table, and not others. */
  private boolean isHeld(Relation table) {
    return app.isHeldBy(table)
        && app.hasAny(table, "SELECT")
        && reading(table).stream()
            .anyMatch(p -> p.permissive() && p.using().filter(u -> !u.equals("false")).isPresent());
  }

  private List<Policy> reading(Relation table) {
    return catalog.policiesOf(table).stream()
        .filter(p -> p.covers("SELECT") && app.isHeldBy(p))
        .toList();
  }

  /**
   * A role for each tenant, named by its id: assumed by the application's role, or logged in as.
   */
  private void byRole(Map<String, ContextSource> best, List<Relation> relevant)
      throws SQLException {
    for (Tenant tenant : world.tenants()) {
      probe.makeRole(tenant.id());
    }
    int most = seen(relevant, world.attacker(), best).size();
    Map<String, ContextSource> start = new LinkedHashMap<>(best);
    for (String how : List.of(Context.ROLE, Context.LOGIN)) {
      Map<String, ContextSource> tried = new LinkedHashMap<>(start);
      tried.put(how, new ContextSource.Id(0));
      int count = seen(relevant, world.attacker(), tried).size();
      if (count > most) {
        most = count;
        best.clear();
        best.putAll(tried);
      }
    }
  }

  /** What the attacker's session sees of the tenant. */
  private Set<Relation> seen(
      List<Relation> tables, Tenant tenant, Map<String, ContextSource> sources)
      throws SQLException {
    return probe.seen(tables, tenant, values(sources, world.attacker()));
  }

  private Map<String, String> values(Map<String, ContextSource> sources, Tenant tenant) {
    Map<String, String> values = new LinkedHashMap<>();
    sources.forEach(
        (setting, source) ->
            source.value(world, tenant).ifPresent(value -> values.put(setting, value)));
    return values;
  }

  /** The first assignment that shows the table without hiding another; at best without B's rows. */
  private Optional<Map<String, ContextSource>> search(
      Relation table, List<Relation> relevant, Map<String, ContextSource> best, int seenSoFar)
      throws SQLException {
    Set<String> settings = new LinkedHashSet<>();
    reading(table).forEach(p -> settings.addAll(PolicySettings.settings(policies.text(p))));
    List<String> names = settings.stream().limit(4).toList();
    if (names.isEmpty() || hopeless.contains(settings)) {
      return Optional.empty();
    }
    List<List<ContextSource>> options = new ArrayList<>();
    for (String name : names) {
      options.add(candidates.of(name, reading(table), model));
    }
    Optional<Map<String, ContextSource>> wide = Optional.empty();
    for (int[] choice : Combinations.byRank(options.stream().map(List::size).toList(), TRIES)) {
      Map<String, ContextSource> tried = new LinkedHashMap<>();
      for (int i = 0; i < choice.length; i++) {
        if (choice[i] < options.get(i).size()) {
          tried.put(names.get(i), options.get(i).get(choice[i]));
        }
      }
      Map<String, ContextSource> all = new LinkedHashMap<>(best);
      all.putAll(tried);
      if (!seen(List.of(table), world.attacker(), all).isEmpty()
          && seen(relevant, world.attacker(), all).size() > seenSoFar) {
        if (seen(List.of(table), world.victim(), all).isEmpty()) {
          return Optional.of(tried);
        }
        wide = wide.or(() -> Optional.of(tried));
      }
    }
    if (wide.isEmpty()) {
      hopeless.add(settings);
    }
    return wide;
  }

  private NotAnalysed blind(Relation table) {
    Set<String> settings = new LinkedHashSet<>();
    List<String> names = new ArrayList<>();
    for (Policy policy : reading(table)) {
      names.add(policy.name());
      settings.addAll(PolicySettings.settings(policies.text(policy)));
    }
    return said(
        table,
        "no session of tenant A sees A's own rows, so attacks on it prove nothing: policy "
            + String.join(", ", names)
            + (settings.isEmpty()
                ? " reads no setting"
                : "; settings tried: " + String.join(", ", settings))
            + probe.refusal(table).map(r -> "; the server said: " + r).orElse("")
            + ". Set tenant.setting, or database.values for the columns that the policy compares.");
  }

  private static NotAnalysed said(Relation table, String reason) {
    return new NotAnalysed(
        new Location.InDatabase(table.label()),
        NotAnalysed.Kind.PART,
        table.label() + ": " + reason);
  }

  /** What a session would set, where nothing can be tried. */
  static Map<String, Context> assumed(TenantModel model, World world) {
    Map<String, Context> contexts = new LinkedHashMap<>();
    for (Tenant tenant : world.tenants()) {
      Map<String, String> settings = new LinkedHashMap<>();
      model.setting().ifPresent(s -> settings.put(s, tenant.id()));
      contexts.put(tenant.label(), Context.of(settings, "tenant " + tenant.label()));
    }
    return contexts;
  }
}
