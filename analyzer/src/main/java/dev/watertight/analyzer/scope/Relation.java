package dev.watertight.analyzer.scope;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something with columns.
 *
 * @param alias its key
 * @param columns its tenant columns by their keys
 * @param names keys of other columns, as far as they are known
 * @param table the table, if it is one
 */
record Relation(
    String alias, Map<String, Node> columns, Set<String> names, Optional<KnownRelation> table) {
  Relation {
    columns = Map.copyOf(columns);
    names = Set.copyOf(names);
  }

  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  static Relation other(String alias) {
    return new Relation(key(alias), Map.of(), Set.of(), Optional.empty());
  }

  Relation as(String otherAlias) {
    return new Relation(key(otherAlias), columns, names, table);
  }

  /** The tenant column of that name; in JPQL also below an attribute, {@code organization.id}. */
  Optional<Node> tenant(String path) {
    String key = key(path);
    Node exact = columns.get(key);
    if (exact != null) {
      return Optional.of(exact);
    }
    int dot = key.lastIndexOf('.');
    return dot < 0 ? Optional.empty() : tenant(key.substring(0, dot));
  }

  boolean has(String path) {
    return columns.containsKey(key(path)) || names.contains(key(path));
  }

  /** All its tenant columns. */
  Set<Node> nodes() {
    return new HashSet<>(columns.values());
  }
}
