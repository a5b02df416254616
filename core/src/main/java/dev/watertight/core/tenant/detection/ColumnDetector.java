package dev.watertight.core.tenant.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds the tenant column: by policies, by mappings, by foreign keys, by its name. */
final class ColumnDetector {
  /** A column name, in all its spellings, and where it was seen. */
  private static final class Candidate {
    final Map<String, Integer> spellings = new LinkedHashMap<>();
    final Set<String> tables = new LinkedHashSet<>();
    final Map<String, Integer> targets = new TreeMap<>();

    String name() {
      return spellings.entrySet().stream()
          .max(
              Comparator.comparingInt((Map.Entry<String, Integer> e) -> e.getValue())
                  .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()))
          .orElseThrow()
          .getKey();
    }

    List<String> names() {
      String first = name();
      List<String> names = new ArrayList<>(List.of(first));
      spellings.keySet().stream().filter(s -> !s.equals(first)).sorted().forEach(names::add);
      return names;
    }

    Optional<String> target() {
      return targets.entrySet().stream()
          .max(
              Comparator.comparingInt((Map.Entry<String, Integer> e) -> e.getValue())
                  .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()))
          .map(Map.Entry::getKey);
    }

    int references() {
      return targets.values().stream().mapToInt(Integer::intValue).sum();
    }

    int score() {
      return tables.size() + 2 * references();
    }
  }

  private final TableIndex tables;
  private final List<PolicyFact> policies;
  private final List<String> hints;
  private final List<String> notes;
  private final Optional<String> tenantTable;
  private final boolean certain;
  private final Map<String, Candidate> candidates = new TreeMap<>();

  /**
   * A detector.
   *
   * @param tenantTable the tenant table, where it is configured
   * @param certain whether the project is known to keep tenants in shared tables, so that a usual
   *     name is enough
   */
  ColumnDetector(
      TableIndex tables,
      List<PolicyFact> policies,
      List<String> hints,
      List<String> notes,
      Optional<String> tenantTable,
      boolean certain) {
    this.tenantTable = tenantTable;
    this.certain = certain;
    this.tables = tables;
    this.policies = policies;
    this.hints = hints;
    this.notes = notes;
    for (TableIndex.Known table : tables.all()) {
      for (ColumnFact column : table.columns()) {
        Candidate candidate =
            candidates.computeIfAbsent(ColumnNames.key(column.name()), k -> new Candidate());
        candidate.spellings.merge(column.name().toLowerCase(Locale.ROOT), 1, Integer::sum);
        candidate.tables.add(table.name());
      }
      for (ForeignKeyFact key : table.foreignKeys()) {
        for (String column : key.columns()) {
          Candidate candidate = candidates.get(ColumnNames.key(column));
          boolean single = key.columns().size() == 1;
          if (candidate != null && single && !key.targetTable().equalsIgnoreCase(table.name())) {
            candidate.targets.merge(key.targetTable().toLowerCase(Locale.ROOT), 1, Integer::sum);
          }
        }
      }
    }
  }

  Optional<ColumnChoice> detect() {
    return byPolicies()
        .or(this::byHints)
        .or(this::byTenantTable)
        .or(this::byStrongName)
        .or(this::byReference)
        .or(this::byWeakName);
  }

  /** What refers to the configured tenant table, by a foreign key or else by its name. */
  private Optional<ColumnChoice> byTenantTable() {
    if (tenantTable.isEmpty()) {
      return Optional.empty();
    }
    String table = tenantTable.get().substring(tenantTable.get().lastIndexOf('.') + 1);
    Optional<Candidate> byKey =
        ranked().stream()
            .filter(c -> c.target().filter(table::equalsIgnoreCase).isPresent())
            .findFirst();
    return byKey
        .or(
            () ->
                ranked().stream()
                    .filter(c -> TenantNames.namedAfter(c.name(), table))
                    .filter(c -> !ColumnNames.same(c.name(), table))
                    .findFirst())
        .map(c -> new ColumnChoice(c.names(), Optional.of(table), evidence(c)));
  }

  /** A column of any name by which several tables refer to one that can only be the tenants'. */
  private Optional<ColumnChoice> byReference() {
    return ranked().stream()
        .filter(c -> c.references() > (certain ? 0 : 1))
        .filter(c -> c.target().filter(TenantNames::onlyTenants).isPresent())
        .filter(c -> !TenantNames.choice(c.name()) && !TenantNames.personal(c.name()))
        .findFirst()
        .map(c -> new ColumnChoice(c.names(), c.target(), evidence(c)));
  }

  private Optional<ColumnChoice> byPolicies() {
    Map<String, List<PolicyFact>> byColumn = new TreeMap<>();
    for (PolicyFact policy : policies) {
      policy
          .column()
          .filter(c -> !TenantNames.personal(c))
          .ifPresent(
              c ->
                  byColumn.computeIfAbsent(ColumnNames.key(c), k -> new ArrayList<>()).add(policy));
    }
    Optional<Map.Entry<String, List<PolicyFact>>> best =
        byColumn.entrySet().stream()
            .max(
                Comparator.comparingInt(
                        (Map.Entry<String, List<PolicyFact>> e) -> e.getValue().size())
                    .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()));
    if (best.isEmpty()) {
      return Optional.empty();
    }
    List<PolicyFact> found = best.get().getValue();
    if (byColumn.size() > 1) {
      notes.add(
          "Policies compare several columns: "
              + byColumn.entrySet().stream()
                  .map(
                      e ->
                          e.getValue().get(0).column().orElse("")
                              + " ("
                              + e.getValue().size()
                              + ")")
                  .collect(Collectors.joining(", "))
              + ". The most frequent was taken as the tenant column; set tenant.column if it is"
              + " another.");
    }
    return Optional.of(
        choice(
            best.get().getKey(),
            found.get(0).column().orElse(""),
            count(found.size(), "policy", "policies")
                + " in "
                + sources(found.stream().map(PolicyFact::source).toList())));
  }

  private Optional<ColumnChoice> byHints() {
    Map<String, Integer> byColumn = new TreeMap<>();
    Map<String, String> spelled = new TreeMap<>();
    for (String hint : hints) {
      byColumn.merge(ColumnNames.key(hint), 1, Integer::sum);
      spelled.merge(ColumnNames.key(hint), hint, (a, b) -> a.compareTo(b) <= 0 ? a : b);
    }
    return byColumn.entrySet().stream()
        .max(
            Comparator.comparingInt((Map.Entry<String, Integer> e) -> e.getValue())
                .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()))
        .map(
            e ->
                choice(
                    e.getKey(),
                    spelled.getOrDefault(e.getKey(), e.getKey()),
                    "mapped as the tenant's column by "
                        + count(e.getValue(), "entity", "entities")));
  }

  private ColumnChoice choice(String key, String spelled, String evidence) {
    Candidate candidate = candidates.get(key);
    if (candidate == null) {
      return new ColumnChoice(
          List.of(spelled.toLowerCase(Locale.ROOT)), Optional.empty(), evidence);
    }
    return new ColumnChoice(candidate.names(), candidate.target(), evidence);
  }

  private Optional<ColumnChoice> byStrongName() {
    List<Candidate> strong =
        ranked().stream()
            .filter(c -> TenantNames.strong(c.name()))
            .filter(c -> c.tables.size() > 1 || refersToTenants(c))
            .toList();
    if (strong.isEmpty()) {
      return Optional.empty();
    }
    Candidate best = strong.get(0);
    List<String> columns = new ArrayList<>(best.names());
    for (Candidate other : strong.subList(1, strong.size())) {
      boolean together = best.target().isPresent() && best.target().equals(other.target());
      if (together) {
        columns.addAll(other.names());
      } else {
        notes.add(ambiguity(best, other));
      }
    }
    ranked().stream()
        .filter(c -> TenantNames.weak(c.name()) && c.score() > best.score())
        .findFirst()
        .ifPresent(other -> notes.add(ambiguity(best, other)));
    return Optional.of(new ColumnChoice(columns, best.target(), evidence(best)));
  }

  private Optional<ColumnChoice> byWeakName() {
    int all = tables.all().size();
    for (Candidate candidate : ranked()) {
      boolean most = candidate.tables.size() >= 3 && candidate.tables.size() * 5 >= (all - 1) * 3;
      boolean enough = most && refersToTenants(candidate);
      boolean named =
          certain
              && candidate
                  .target()
                  .filter(t -> TenantNames.namedAfter(candidate.name(), t))
                  .isPresent();
      if (TenantNames.weak(candidate.name()) && (enough || named)) {
        notes.add(
            candidate.name()
                + " is taken as the tenant column because "
                + (most ? "most" : "several")
                + " tables have it and it refers to "
                + candidate.target().orElse("")
                + ". Set tenant.column if that is wrong.");
        return Optional.of(
            new ColumnChoice(candidate.names(), candidate.target(), evidence(candidate)));
      }
    }
    return Optional.empty();
  }

  private boolean refersToTenants(Candidate candidate) {
    return candidate.target().filter(TenantNames::tenantTable).isPresent();
  }

  private List<Candidate> ranked() {
    return candidates.values().stream()
        .sorted(Comparator.comparingInt(Candidate::score).reversed().thenComparing(Candidate::name))
        .toList();
  }

  private static String ambiguity(Candidate best, Candidate other) {
    return "Both "
        + best.name()
        + " ("
        + count(best.tables.size(), "table", "tables")
        + ", "
        + count(best.references(), "foreign key", "foreign keys")
        + ") and "
        + other.name()
        + " ("
        + count(other.tables.size(), "table", "tables")
        + ", "
        + count(other.references(), "foreign key", "foreign keys")
        + ") could be the tenant column; "
        + best.name()
        + " was taken. Set tenant.column in watertight.yml to decide.";
  }

  private String evidence(Candidate candidate) {
    String columns = "column of " + count(candidate.tables.size(), "table", "tables");
    return candidate
        .target()
        .map(
            t ->
                columns
                    + ", "
                    + count(candidate.references(), "foreign key", "foreign keys")
                    + " to "
                    + t)
        .orElse(columns);
  }

  static String count(int number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  static String sources(List<String> sources) {
    List<String> names =
        sources.stream().map(s -> s.substring(s.lastIndexOf('/') + 1)).distinct().sorted().toList();
    return names.size() <= 3
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 3)) + " and " + (names.size() - 3) + " more";
  }
}
