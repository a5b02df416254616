package dev.watertight.analyzer.scope;

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
 */
record Exposure(List<Item> items, boolean complete) {
  static final Exposure NOTHING = new Exposure(List.of(), false);

  /** A column, whose name may be unknown. */
  record Item(Optional<String> name, Optional<Node> node) {}

  Exposure {
    items = List.copyOf(items);
  }

  Optional<Item> at(int index) {
    return complete && index < items.size() ? Optional.of(items.get(index)) : Optional.empty();
  }

  Optional<Node> node(int index) {
    return at(index).flatMap(Item::node);
  }

  /**
   * Together with another arm of a union.
   *
   * @param block of the union: learns what the columns stand for
   */
  Exposure or(Exposure other, Block block) {
    List<Item> both = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Item mine = items.get(i);
      Optional<Item> theirs =
          complete && other.complete ? other.at(i) : mine.name().flatMap(other::named);
      both.add(new Item(mine.name(), theirs.flatMap(t -> union(mine, t, block))));
    }
    return new Exposure(both, complete && other.complete);
  }

  private Optional<Item> named(String name) {
    return items.stream()
        .filter(i -> i.name().filter(name::equalsIgnoreCase).isPresent())
        .findFirst();
  }

  /** A column that is one arm's or the other's. */
  private static Optional<Node> union(Item one, Item other, Block block) {
    Set<Node> arms = new HashSet<>();
    one.node().ifPresent(arms::add);
    other.node().ifPresent(arms::add);
    boolean known = one.node().isPresent() && other.node().isPresent();
    if (arms.isEmpty() || arms.stream().anyMatch(Node::isKey)) {
      return Optional.empty();
    }
    Node either = new Node();
    arms.forEach(a -> block.rule(Facts.rule(Set.of(either), a)));
    if (known) {
      block.rule(Facts.rule(arms, either));
    }
    return Optional.of(either);
  }

  /** The rows that a changing query returned: no condition on them undoes the change. */
  Exposure returned(Block block) {
    List<Item> returned = new ArrayList<>();
    for (Item item : items) {
      Optional<Node> node = item.node().filter(n -> !n.isKey()).map(n -> new Node());
      node.ifPresent(n -> block.rule(Facts.rule(Set.of(item.node().orElseThrow()), n)));
      returned.add(new Item(item.name(), node));
    }
    return new Exposure(returned, complete);
  }

  /**
   * A relation with these columns.
   *
   * @param renamed names for the first columns
   */
  Relation relation(String alias, List<String> renamed) {
    Map<String, Node> columns = new HashMap<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      Optional<String> name =
          complete && i < renamed.size() ? Optional.of(renamed.get(i)) : item.name();
      if (name.isPresent()) {
        String key = Relation.key(name.get());
        item.node().ifPresentOrElse(n -> columns.putIfAbsent(key, n), () -> names.add(key));
      }
    }
    renamed.forEach(name -> names.add(Relation.key(name)));
    names.removeAll(columns.keySet());
    return new Relation(Relation.key(alias), columns, names, Optional.empty());
  }
}
