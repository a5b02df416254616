package dev.watertight.isolation.experiment;

import dev.watertight.core.tenant.TenantTable;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.world.Canary;
import dev.watertight.database.world.SeededRow;
import dev.watertight.database.world.Tenant;
import dev.watertight.database.world.World;
import dev.watertight.isolation.observation.Victim;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What tells the tenants of a world apart: which values only one of them has. */
final class Knowledge {
  private static final Pattern UUID =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private final World world;
  private final Map<String, Set<String>> exclusive = new LinkedHashMap<>();
  private final Set<String> known = new HashSet<>();
  private final Set<String> common = new HashSet<>();
  private final Map<String, Pattern> numbered = new HashMap<>();

  Knowledge(Subject subject) {
    this.world = subject.world();
    Map<String, Set<String>> owners = new HashMap<>();
    for (Relation table : subject.catalog().relations()) {
      String columns =
          table.columns().stream()
              .filter(Knowledge::isNumbered)
              .map(c -> Pattern.quote(c.name()))
              .collect(Collectors.joining("|"));
      if (!columns.isEmpty()) {
        numbered.put(table.label(), Pattern.compile("\"(?:" + columns + ")\": (\\d+)[,}]"));
      }
      boolean shared = !isTenants(subject, table);
      for (Tenant tenant : world.tenants()) {
        for (SeededRow row : world.rows(table, tenant)) {
          for (String value : row.values().values()) {
            known.add(value);
            if (shared) {
              common.add(value);
            }
            owners.computeIfAbsent(value, v -> new HashSet<>()).add(shared ? "" : tenant.label());
          }
        }
      }
    }
    for (Tenant tenant : world.tenants()) {
      known.addAll(tenant.ids());
      Set<String> own = new HashSet<>(tenant.ids());
      owners.forEach(
          (value, labels) -> {
            if (labels.equals(Set.of(tenant.label())) && isTelling(value)) {
              own.add(value);
            }
          });
      exclusive.put(tenant.label(), own);
    }
  }

  private static boolean isNumbered(Column column) {
    return column.identity().isPresent()
        || column.defaultValue().filter(d -> d.startsWith("nextval(")).isPresent();
  }

  /** The numbers that a sequence gave the row: all tenants' rows take them from one. */
  Set<String> numbers(String table, Row row) {
    Set<String> numbers = new HashSet<>();
    Pattern columns = numbered.get(table);
    if (columns != null) {
      columns.matcher(row.text()).results().forEach(found -> numbers.add(found.group(1)));
    }
    return numbers;
  }

  /** Numbers, dates and short words turn up by themselves; a UUID does not, of whatever digits. */
  private static boolean isTelling(String value) {
    return UUID.matcher(value).matches()
        || (value.length() >= 8 && value.chars().anyMatch(Character::isLetter));
  }

  private static boolean isTenants(Subject subject, Relation table) {
    return Optional.ofNullable(subject.kinds().get(table.oid()))
        .filter(k -> k.kind() == TenantTable.Kind.SCOPED || k.kind() == TenantTable.Kind.TENANTS)
        .isPresent();
  }

  /**
   * Values of tables that hold no tenant's rows: everybody may see them, whatever they look like.
   */
  Set<String> common() {
    return common;
  }

  /** Values of the seeded rows and ids of tenants: they mean the same in every world. */
  Set<String> known() {
    return known;
  }

  /** How the data of all tenants but this one is recognised. */
  List<Victim> othersThan(int tenant) {
    List<String> own = world.tenants().get(tenant).ids();
    return world.tenants().stream()
        .filter(t -> !t.equals(world.tenants().get(tenant)))
        .map(
            t ->
                new Victim(
                    t.label(),
                    Set.of(Canary.prefix(t)),
                    unlike(own, t.ids()),
                    unlike(own, exclusive.getOrDefault(t.label(), Set.of()))))
        .toList();
  }

  /** In a text, an id in another case than one's own could be one's own. */
  private static Set<String> unlike(List<String> own, Collection<String> texts) {
    return texts.stream()
        .filter(t -> own.stream().noneMatch(t::equalsIgnoreCase))
        .collect(Collectors.toSet());
  }

  /** What the tenant's own data is recognised by. */
  Set<String> ownMarks(int tenant) {
    Tenant own = world.tenants().get(tenant);
    Set<String> marks = new HashSet<>(exclusive.getOrDefault(own.label(), Set.of()));
    marks.removeAll(own.ids());
    marks.add(Canary.prefix(own));
    return marks;
  }

  String label(int tenant) {
    return world.tenants().get(tenant).label();
  }

  List<String> ids(int tenant) {
    return world.tenants().get(tenant).ids();
  }

  String id(int tenant) {
    return world.tenants().get(tenant).id();
  }
}
