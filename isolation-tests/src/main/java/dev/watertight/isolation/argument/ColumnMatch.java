package dev.watertight.isolation.argument;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Finds the columns that a parameter means, by its name and by what is around it. */
final class ColumnMatch {
  private static final Set<String> KEY_WORDS = Set.of("id", "key", "uuid", "pk");
  private static final Set<List<String>> TENANT_NAMES =
      Set.of(
          List.of("tenant"),
          List.of("tenant", "id"),
          List.of("org"),
          List.of("org", "id"),
          List.of("organization"),
          List.of("organization", "id"),
          List.of("organisation"),
          List.of("organisation", "id"));

  private final Pools pools;
  private final List<PoolColumn> columns;

  ColumnMatch(Pools pools) {
    this.pools = pools;
    this.columns = pools.columns();
  }

  /** The columns that the place means, those of the best rule that finds any that {@code fit}. */
  List<PoolColumn> named(Place place, Predicate<PoolColumn> fits) {
    Optional<String> table = table(place.context());
    for (String name : place.names()) {
      List<PoolColumn> found = named(Words.of(name), table, fits);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  private List<PoolColumn> named(
      List<String> words, Optional<String> table, Predicate<PoolColumn> fits) {
    if (words.isEmpty()) {
      return List.of();
    }
    boolean key = words.size() == 1 && KEY_WORDS.contains(words.get(0));
    List<Predicate<PoolColumn>> rules = new ArrayList<>();
    rules.add(c -> here(c, table) && Words.of(c.column()).equals(words));
    if (key) {
      rules.add(c -> here(c, table) && isKey(c));
    }
    if (!key || table.isEmpty()) {
      rules.add(c -> Words.of(c.column()).equals(words) || names(c, words));
    }
    rules.add(c -> !key && isKey(c) && Words.of(c.table()).equals(words));
    if (!key) {
      rules.add(c -> here(c, table) && Words.endsWith(Words.of(c.column()), words));
      rules.add(c -> here(c, table) && Words.in(Words.of(c.column()), words));
    }
    for (Predicate<PoolColumn> rule : rules) {
      List<PoolColumn> found = columns.stream().filter(rule).filter(fits).toList();
      if (!found.isEmpty()) {
        return found;
      }
    }
    return TENANT_NAMES.contains(words) && fits.test(pools.tenants())
        ? List.of(pools.tenants())
        : List.of();
  }

  private static boolean here(PoolColumn column, Optional<String> table) {
    return table.isPresent() && column.table().equals(table.get());
  }

  private static boolean isKey(PoolColumn column) {
    return column.key() && !column.tenantColumn();
  }

  /** Whether the words are those of the table and of its key: {@code projectId}. */
  private static boolean names(PoolColumn column, List<String> words) {
    if (!isKey(column) || words.size() < 2) {
      return false;
    }
    List<String> before = words.subList(0, words.size() - 1);
    return KEY_WORDS.contains(words.get(words.size() - 1))
        && (Words.of(column.table()).equals(before)
            || Words.endsWith(Words.of(column.table()), before));
  }

  /** The table that the surroundings name: the nearest one, of several the most exact. */
  Optional<String> table(List<String> context) {
    Set<String> tables = new LinkedHashSet<>();
    columns.forEach(c -> tables.add(c.table()));
    for (String around : context) {
      List<String> words = Words.of(around);
      Optional<String> best = Optional.empty();
      int most = 0;
      for (String table : tables) {
        int exactness = exactness(Words.of(table), words);
        if (exactness > most) {
          most = exactness;
          best = Optional.of(table);
        }
      }
      if (best.isPresent()) {
        return best;
      }
    }
    return Optional.empty();
  }

  /** The columns of the table that the surroundings name. */
  List<PoolColumn> ofTable(List<String> context) {
    Optional<String> table = table(context);
    return columns.stream().filter(c -> here(c, table)).toList();
  }

  private static int exactness(List<String> table, List<String> words) {
    if (Words.in(table, words)) {
      return 2 * table.size() + (table.equals(words) ? 1 : 0);
    }
    return table.size() > 1 && words.contains(table.get(table.size() - 1)) ? 1 : 0;
  }

  /** Columns whose values fit, where no name says anything: those of the table meant, else all. */
  List<PoolColumn> anyOf(Place place, Predicate<PoolColumn> fits) {
    Optional<String> table = table(place.context());
    List<PoolColumn> here = columns.stream().filter(c -> here(c, table)).filter(fits).toList();
    return here.isEmpty() ? columns.stream().filter(fits).toList() : here;
  }
}
