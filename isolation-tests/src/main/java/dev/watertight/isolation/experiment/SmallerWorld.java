package dev.watertight.isolation.experiment;

import dev.watertight.core.isolation.Cell;
import dev.watertight.isolation.jdbc.Execution;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds how few tenants and rows a try that leaks needs: rows are taken out of both worlds for as
 * long as it leaks in the same way.
 */
final class SmallerWorld {
  /** A count, so that the same seed gives the same; the time is for a data layer that is slow. */
  private static final int RUNS = 24;

  private static final long PATIENCE = Duration.ofSeconds(5).toNanos();

  private final Laboratory laboratory;
  private final Cell cell;
  private final CellTrial.Leak leak;
  private final long end = System.nanoTime() + PATIENCE;
  private final Map<String, List<Row>> kept;
  private Map<String, List<Row>> removed = new TreeMap<>();
  private CellTrial.Leak smallest;
  private int runs;

  SmallerWorld(Laboratory laboratory, Cell cell, CellTrial.Leak leak) {
    this.laboratory = laboratory;
    this.cell = cell;
    this.leak = leak;
    this.smallest = leak;
    this.kept = laboratory.worlds().crowded(cell).kept();
  }

  /**
   * A leak in a smaller world.
   *
   * @param enough what the world holds, as a sentence; empty where all that was there is needed
   */
  record Smaller(CellTrial.Leak leak, Optional<String> enough) {}

  /** Makes it as small as it gets. */
  Smaller smaller() throws SQLException {
    if (!leak.repeatable() || leak.breach().rule().equals(Breach.BLEED)) {
      return new Smaller(leak, Optional.empty());
    }
    Set<String> touched = touched();
    Set<String> asking =
        leak.steps().stream()
            .map(s -> laboratory.knowledge().label(s.tenant()))
            .collect(Collectors.toCollection(TreeSet::new));
    for (int i = 1; i < laboratory.tenants(); i++) {
      String tenant = laboratory.knowledge().label(i);
      if (!asking.contains(tenant)) {
        without(rows((table, row) -> row.owner().equals(tenant)));
      }
    }
    without(rows((table, row) -> !row.owner().isEmpty() && !touched.contains(table)));
    for (String table : touched) {
      for (int i = laboratory.tenants() - 1; i >= 0; i--) {
        fewer(table, laboratory.knowledge().label(i));
      }
    }
    return new Smaller(smallest, removed.isEmpty() ? Optional.empty() : Optional.of(told(touched)));
  }

  private Set<String> touched() {
    Set<String> tables = new TreeSet<>();
    for (StepRun run : leak.runs()) {
      for (Execution execution : run.recording().executions()) {
        tables.addAll(laboratory.reader().read(execution.original()).tables());
      }
    }
    tables.retainAll(kept.keySet());
    tables.removeIf(t -> !laboratory.isTenantTable(t));
    return tables;
  }

  /** All of a tenant's rows of a table, else all but the first or the last, else one by one. */
  private void fewer(String table, String tenant) throws SQLException {
    List<Row> there =
        rows((t, row) -> t.equals(table) && row.owner().equals(tenant))
            .getOrDefault(table, List.of());
    if (there.isEmpty() || without(Map.of(table, there)) || there.size() == 1) {
      return;
    }
    List<Row> last = there.subList(1, there.size());
    if (without(Map.of(table, last))
        || without(Map.of(table, there.subList(0, there.size() - 1)))) {
      return;
    }
    for (Row row : there) {
      without(Map.of(table, List.of(row)));
    }
  }

  /** Whether a row is one of those that are meant. */
  @FunctionalInterface
  private interface Meant {
    boolean is(String table, Row row);
  }

  private Map<String, List<Row>> rows(Meant meant) {
    Map<String, List<Row>> found = new TreeMap<>();
    kept.forEach(
        (table, rows) -> {
          List<Row> all = new ArrayList<>(rows);
          all.removeAll(removed.getOrDefault(table, List.of()));
          all.removeIf(row -> !meant.is(table, row));
          if (!all.isEmpty()) {
            found.put(table, List.copyOf(all));
          }
        });
    return found;
  }

  /** Takes the rows out for good if it leaks without them. */
  private boolean without(Map<String, List<Row>> rows) throws SQLException {
    if (rows.isEmpty() || runs >= RUNS || System.nanoTime() > end) {
      return false;
    }
    runs++;
    Map<String, List<Row>> fewer = new TreeMap<>(removed);
    rows.forEach(
        (table, more) -> {
          List<Row> all = new ArrayList<>(fewer.getOrDefault(table, List.of()));
          all.addAll(more);
          fewer.put(table, all);
        });
    try {
      Optional<CellTrial.Leak> smaller = leakWithout(fewer);
      smaller.ifPresent(
          found -> {
            removed = fewer;
            smallest = found;
          });
      return smaller.isPresent();
    } catch (CannotRemoveException e) {
      return false;
    }
  }

  private Optional<CellTrial.Leak> leakWithout(Map<String, List<Row>> fewer)
      throws SQLException, CannotRemoveException {
    List<StepRun> crowded = laboratory.crowded(cell, leak.steps(), fewer);
    Oracles oracles = laboratory.oracles(cell);
    List<Breach> breaches = new ArrayList<>(oracles.of(crowded));
    if (breaches.stream().noneMatch(this::isTheSame)) {
      List<Step> own = leak.steps().stream().filter(Step::isOwn).toList();
      breaches.addAll(oracles.of(crowded, laboratory.alone(cell, own, fewer)));
    }
    return breaches.stream()
        .filter(this::isTheSame)
        .findFirst()
        .map(b -> new CellTrial.Leak(leak.steps(), crowded, b));
  }

  /** In the same way: fewer rows may lie in another order by chance, which is no leak. */
  private boolean isTheSame(Breach breach) {
    return breach.rule().equals(leak.breach().rule())
        && breach.isOfOrder() == leak.breach().isOfOrder();
  }

  private String told(Set<String> touched) {
    Set<String> tenants = new TreeSet<>();
    Map<String, List<Row>> now = new LinkedHashMap<>(kept);
    now.putAll(smallest.runs().get(0).before());
    List<String> tables = new ArrayList<>();
    for (String table : touched) {
      Map<String, Long> byOwner =
          now.getOrDefault(table, List.of()).stream()
              .filter(r -> !r.owner().isEmpty())
              .collect(Collectors.groupingBy(Row::owner, TreeMap::new, Collectors.counting()));
      tenants.addAll(byOwner.keySet());
      tables.add(
          table
              + " ("
              + (byOwner.isEmpty()
                  ? "none"
                  : byOwner.entrySet().stream()
                      .map(e -> e.getValue() + " of " + e.getKey())
                      .collect(Collectors.joining(", ")))
              + ")");
    }
    leak.steps().forEach(s -> tenants.add(laboratory.knowledge().label(s.tenant())));
    return "It shows with these rows alone, of "
        + (tenants.size() == 1 ? "tenant " : "tenants ")
        + String.join(", ", tenants)
        + ": "
        + String.join("; ", tables)
        + ".";
  }
}
