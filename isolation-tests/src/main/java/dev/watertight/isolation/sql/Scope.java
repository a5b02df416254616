package dev.watertight.isolation.sql;

import dev.watertight.isolation.sql.SqlSchema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The relations whose columns a part of a statement can name. */
final class Scope {
  private final Optional<Scope> parent;
  private final List<Relation> relations = new ArrayList<>();
  private final Map<String, Relation> queries = new HashMap<>();

  Scope(Optional<Scope> parent) {
    this.parent = parent;
  }

  Scope inner() {
    return new Scope(Optional.of(this));
  }

  void add(Relation relation) {
    relations.add(relation);
  }

  List<Relation> relations() {
    return relations;
  }

  /** Makes a query of a WITH known by its name. */
  void declare(String name, Relation relation) {
    queries.put(key(name), relation);
  }

  Optional<Relation> declared(String name) {
    Relation here = queries.get(key(name));
    return here != null ? Optional.of(here) : parent.flatMap(scope -> scope.declared(name));
  }

  /** What a column's name means. */
  Meaning meaning(Optional<String> qualifier, String column) {
    Optional<Meaning> here = here(qualifier, key(column));
    return here.isPresent()
        ? here.get()
        : parent.map(scope -> scope.meaning(qualifier, column)).orElse(new Foreign());
  }

  private Optional<Meaning> here(Optional<String> qualifier, String column) {
    for (Relation relation : relations) {
      if (qualifier.isPresent()) {
        if (relation.alias().equals(key(qualifier.get()))) {
          return Optional.of(relation.meaning(column));
        }
      } else if (relation.columns().containsKey(column) || relation.names().contains(column)) {
        return Optional.of(relation.meaning(column));
      }
    }
    return Optional.empty();
  }

  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** What a column is. */
  sealed interface Meaning {}

  /** A tenant column. */
  record TenantColumn(Origin origin) implements Meaning {}

  /** A value that the statement itself brings. */
  record Value() implements Meaning {}

  /** Any other column. */
  record Foreign() implements Meaning {}

  /**
   * The columns of tables that a tenant column is.
   *
   * @param occurrences more than one behind a union
   * @param constrains whether a condition on it is one on the tables' rows
   */
  record Origin(List<Occurrence> occurrences, String column, boolean constrains) {}

  /**
   * Something with columns.
   *
   * @param alias its key
   * @param columns its tenant columns by their keys
   * @param names keys of other columns, as far as they are known
   * @param given whether no table's rows are in it, but values that the statement brings
   */
  record Relation(String alias, Map<String, Origin> columns, Set<String> names, boolean given) {
    static Relation of(Occurrence occurrence) {
      Map<String, Origin> columns = new HashMap<>();
      for (String column : occurrence.table().tenantColumns()) {
        columns.put(key(column), new Origin(List.of(occurrence), column, true));
      }
      return new Relation(key(occurrence.alias()), columns, Set.of(), false);
    }

    static Relation other(String alias) {
      return new Relation(key(alias), Map.of(), new HashSet<>(), false);
    }

    Relation as(String otherAlias) {
      return new Relation(key(otherAlias), columns, names, given);
    }

    Meaning meaning(String column) {
      Origin origin = columns.get(column);
      return origin != null ? new TenantColumn(origin) : given ? new Value() : new Foreign();
    }
  }

  /** A place where a statement names a table with tenant columns. */
  static final class Occurrence {
    private final Table table;
    private final String alias;
    private boolean constrained;
    private Occurrence joined = this;

    Occurrence(Table table, String alias) {
      this.table = table;
      this.alias = alias;
    }

    Table table() {
      return table;
    }

    String alias() {
      return alias;
    }

    /** Its tenant is the other's. */
    void join(Occurrence other) {
      Occurrence mine = root();
      Occurrence others = other.root();
      boolean either = mine.constrained || others.constrained;
      mine.joined = others;
      others.constrained = either;
    }

    void constrain() {
      root().constrained = true;
    }

    boolean isConstrained() {
      return root().constrained;
    }

    @SuppressWarnings("ReferenceEquality") // An occurrence is itself only.
    private Occurrence root() {
      Occurrence root = this;
      while (root.joined != root) {
        root = root.joined;
      }
      return root;
    }
  }
}
