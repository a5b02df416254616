package dev.watertight.analyzer.scope;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The relations whose columns a part of a statement can name. */
final class Frame {
  private final Optional<Frame> parent;
  private final List<Relation> relations = new ArrayList<>();
  private final Map<String, Function<String, Source>> queries = new HashMap<>();

  Frame(Optional<Frame> parent) {
    this.parent = parent;
  }

  /** A query of a WITH where it is named: its rows, once for each place. */
  record Source(Optional<Block> block, Relation relation) {}

  Frame inner() {
    return new Frame(Optional.of(this));
  }

  void add(Relation relation) {
    relations.add(relation);
  }

  List<Relation> relations() {
    return relations;
  }

  /** Makes a query of a WITH known by its name. */
  void declare(String name, Function<String, Source> query) {
    queries.put(Relation.key(name), query);
  }

  Optional<Function<String, Source>> declared(String name) {
    Function<String, Source> here = queries.get(Relation.key(name));
    return here != null ? Optional.of(here) : parent.flatMap(p -> p.declared(name));
  }

  /** The relation that is meant by a name in front of a column. */
  Optional<Relation> relation(String alias) {
    String key = Relation.key(alias);
    return relations.stream()
        .filter(r -> r.alias().equals(key))
        .findFirst()
        .or(() -> parent.flatMap(p -> p.relation(key)));
  }

  /** The relation that has the column, of those that are known to. */
  Optional<Relation> having(String column) {
    return relations.stream()
        .filter(r -> r.has(column))
        .findFirst()
        .or(() -> parent.flatMap(p -> p.having(column)));
  }
}
