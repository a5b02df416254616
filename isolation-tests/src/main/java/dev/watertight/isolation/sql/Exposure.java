package dev.watertight.isolation.sql;

import dev.watertight.isolation.sql.Scope.Origin;
import dev.watertight.isolation.sql.Scope.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a query's result has.
 *
 * @param items its columns
 * @param complete whether these are all, in their order
 * @param given whether no table's rows are in it
 */
record Exposure(List<Item> items, boolean complete, boolean given) {
  /** A column, whose name may be unknown. */
  record Item(Optional<String> name, Optional<Origin> origin) {}

  Optional<Item> at(int index) {
    return complete && index < items.size() ? Optional.of(items.get(index)) : Optional.empty();
  }

  /** Together with another arm of a union. */
  Exposure or(Exposure other) {
    List<Item> both = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Item mine = items.get(i);
      Optional<Origin> others =
          complete && other.complete
              ? other.at(i).flatMap(Item::origin)
              : mine.name().flatMap(other::origin);
      both.add(new Item(mine.name(), union(mine.origin(), others)));
    }
    return new Exposure(both, complete && other.complete, given && other.given);
  }

  private Optional<Origin> origin(String name) {
    return items.stream()
        .filter(item -> item.name().filter(name::equalsIgnoreCase).isPresent())
        .findFirst()
        .flatMap(Item::origin);
  }

  private static Optional<Origin> union(Optional<Origin> one, Optional<Origin> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    List<Scope.Occurrence> all = new ArrayList<>(one.get().occurrences());
    all.addAll(other.get().occurrences());
    return Optional.of(
        new Origin(all, one.get().column(), one.get().constrains() && other.get().constrains()));
  }

  /** The rows that a changing query returned: no condition on them undoes the change. */
  Exposure returned() {
    return new Exposure(
        items.stream()
            .map(
                item ->
                    new Item(
                        item.name(),
                        item.origin().map(o -> new Origin(o.occurrences(), o.column(), false))))
            .toList(),
        complete,
        given);
  }

  /**
   * A relation with these columns.
   *
   * @param renamed names for the first columns
   */
  Relation relation(String alias, List<String> renamed) {
    Map<String, Origin> columns = new HashMap<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      Optional<String> name =
          complete && i < renamed.size() ? Optional.of(renamed.get(i)) : item.name();
      if (name.isPresent()) {
        String key = Scope.key(name.get());
        item.origin().ifPresentOrElse(o -> columns.putIfAbsent(key, o), () -> names.add(key));
      }
    }
    renamed.forEach(name -> names.add(Scope.key(name)));
    names.removeAll(columns.keySet());
    return new Relation(Scope.key(alias), columns, names, given);
  }
}
