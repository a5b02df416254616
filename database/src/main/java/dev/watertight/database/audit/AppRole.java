package dev.watertight.database.audit;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.config.Nearest;
import dev.watertight.core.config.Origin;
import dev.watertight.database.catalog.Catalog;
import dev.watertight.database.catalog.Grant;
import dev.watertight.database.catalog.Membership;
import dev.watertight.database.catalog.Policy;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.catalog.Rights;
import dev.watertight.database.catalog.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds the role that the application logs in as: the configured one, else the one that policies
 * name or that tenant tables are granted to, else their owner.
 */
final class AppRole {
  private static final String KEY = "database.app-role";

  private final Catalog catalog;
  private final List<Relation> tenantTables;
  private final Set<String> owners;

  private AppRole(Catalog catalog, List<Relation> tenantTables) {
    this.catalog = catalog;
    this.tenantTables = tenantTables;
    this.owners = new HashSet<>(tenantTables.stream().map(Relation::owner).toList());
  }

  /**
   * Finds it.
   *
   * @param tenantTables the tables whose rows belong to tenants
   * @param migrator the role that the migrations ran as
   * @param notes takes what people should know of the choice
   * @throws ConfigurationException if the configured role does not exist
   */
  static Rights find(
      Configuration configuration,
      Catalog catalog,
      List<Relation> tenantTables,
      String migrator,
      List<String> notes)
      throws ConfigurationException {
    if (configuration.database().appRole().isPresent()) {
      String role = configuration.database().appRole().get();
      if (catalog.role(role).isEmpty()) {
        throw missing(configuration, catalog, role);
      }
      return Rights.of(catalog, role);
    }
    return Rights.of(catalog, new AppRole(catalog, tenantTables).detected(migrator, notes));
  }

  static String evidence(Configuration configuration) {
    return configuration
        .origins()
        .of(KEY)
        .map(Origin::label)
        .orElse("detected from policies and from what is granted on tenant tables");
  }

  private static ConfigurationException missing(
      Configuration configuration, Catalog catalog, String role) {
    List<String> names = names(catalog.roles().stream().filter(r -> !r.system()));
    String near = Nearest.of(role, names).map(n -> "did you mean `" + n + "`? ").orElse("");
    return new ConfigurationException(
        List.of(
            configuration.origins().of(KEY).map(o -> o.label() + ": ").orElse("")
                + "`"
                + KEY
                + "` is `"
                + role
                + "`, and the database has no such role after the migrations; "
                + near
                + "It has "
                + String.join(", ", names)
                + "."));
  }

  private String detected(String migrator, List<String> notes) {
    List<Role> candidates = candidates();
    if (candidates.isEmpty()) {
      String owner = mostFrequentOwner().orElse(migrator);
      notes.add(
          "No role but the owner `"
              + owner
              + "` has rights on tenant tables: the application is taken to log in as the owner."
              + " If it logs in as another role, name it as database.app-role.");
      return owner;
    }
    String chosen = candidates.get(0).name();
    if (candidates.size() > 1) {
      notes.add(
          "Several roles have rights on tenant tables ("
              + String.join(", ", names(candidates.stream()))
              + "): `"
              + chosen
              + "` is taken for the application's. Name another as database.app-role.");
    }
    return chosen;
  }

  /** Those that can be it, best first. */
  private List<Role> candidates() {
    List<Role> all =
        catalog.roles().stream()
            .filter(r -> !r.system() && !r.superuser())
            .filter(r -> rights(r) > 0 || isNamed(r))
            .toList();
    List<Role> left = withoutGroups(all);
    left = preferring(left, r -> !owners.contains(r.name()));
    left = preferring(left, Role::login);
    left = preferring(left, r -> !r.bypassRls());
    left =
        preferring(
            left,
            r -> Rights.of(catalog, r.name()).inherited().stream().noneMatch(owners::contains));
    left = preferring(left, this::isNamed);
    return left.stream()
        .sorted(Comparator.comparingLong((Role r) -> -rights(r)).thenComparing(Role::name))
        .toList();
  }

  /** A role that nobody logs in as and that another candidate inherits is that one's group. */
  private List<Role> withoutGroups(List<Role> roles) {
    Set<String> groups = new TreeSet<>();
    for (Role role : roles) {
      Set<String> inherited = Rights.of(catalog, role.name()).inherited();
      inherited.stream().filter(i -> !i.equals(role.name())).forEach(groups::add);
    }
    Set<String> withMembers =
        new HashSet<>(catalog.memberships().stream().map(Membership::role).toList());
    return roles.stream()
        .filter(r -> r.login() || !(groups.contains(r.name()) && withMembers.contains(r.name())))
        .toList();
  }

  private static List<Role> preferring(List<Role> roles, Predicate<Role> better) {
    List<Role> preferred = roles.stream().filter(better).toList();
    return preferred.isEmpty() ? roles : preferred;
  }

  /** Whether a policy of a tenant table is for the role, by its name or a group's. */
  private boolean isNamed(Role role) {
    Set<String> inherited = Rights.of(catalog, role.name()).inherited();
    return tenantTables.stream()
        .flatMap(t -> catalog.policiesOf(t).stream())
        .map(Policy::roles)
        .anyMatch(names -> names.stream().anyMatch(inherited::contains));
  }

  /** How many rights on tenant tables are granted to the role or to its groups by name. */
  private long rights(Role role) {
    Set<String> inherited = Rights.of(catalog, role.name()).inherited();
    long count = 0;
    for (Relation table : tenantTables) {
      count +=
          Stream.concat(
                  table.grants().stream(),
                  table.columns().stream().flatMap(c -> c.grants().stream()))
              .map(Grant::grantee)
              .filter(g -> inherited.contains(g) && !g.equals(table.owner()))
              .count();
    }
    return count;
  }

  private Optional<String> mostFrequentOwner() {
    Map<String, Integer> times = new TreeMap<>();
    tenantTables.forEach(t -> times.merge(t.owner(), 1, Integer::sum));
    return times.entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue()
                .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()))
        .map(Map.Entry::getKey);
  }

  private static List<String> names(Stream<Role> roles) {
    return new ArrayList<>(roles.map(Role::name).sorted().toList());
  }
}
