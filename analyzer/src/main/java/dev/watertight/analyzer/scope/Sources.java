package dev.watertight.analyzer.scope;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.TableFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a statement reads from: the tables, queries and functions of FROM and of joins, and
 * what joins say of them.
 */
final class Sources {
  private final BiFunction<Optional<String>, String, Optional<KnownRelation>> tables;
  private final Conditions conditions;
  private final Queries queries;

  Sources(
      BiFunction<Optional<String>, String, Optional<KnownRelation>> tables,
      Conditions conditions,
      Queries queries) {
    this.tables = tables;
    this.conditions = conditions;
    this.queries = queries;
  }

  /** Adds what a FROM names. */
  void from(@Nullable FromItem item, Frame frame, Block block) {
    if (item != null) {
      from(item, alias(item.getAlias()), columns(item.getAlias()), frame, block);
    }
  }

  private void from(
      FromItem item, Optional<String> alias, List<String> columns, Frame frame, Block block) {
    if (item instanceof Table table) {
      table(table, alias, frame, block);
    } else if (item instanceof ParenthesedFromItem group) {
      group(group, alias, columns, frame, block);
    } else if (item instanceof Select select) {
      Exposure exposure = queries.source(select, frame, block);
      frame.add(exposure.relation(alias.orElse(""), columns));
    } else if (item instanceof TableFunction functions) {
      function(functions, alias, columns, frame, block);
    } else {
      queries.problem("a FROM of the form " + item.getClass().getSimpleName());
    }
  }

  private void group(
      ParenthesedFromItem group,
      Optional<String> alias,
      List<String> columns,
      Frame frame,
      Block block) {
    if (group.getJoins() == null || group.getJoins().isEmpty()) {
      FromItem inner = group.getFromItem();
      from(inner, alias.or(() -> alias(inner.getAlias())), columns, frame, block);
      return;
    }
    if (alias.isEmpty()) {
      from(group.getFromItem(), frame, block);
      joins(group.getJoins(), frame, block);
      return;
    }
    Frame inner = frame.inner();
    from(group.getFromItem(), inner, block);
    joins(group.getJoins(), inner, block);
    frame.add(new Exposure(Queries.all(inner.relations()), false).relation(alias.get(), columns));
  }

  /** A function that makes rows: where all that goes in is bound, so is what comes out. */
  private void function(
      TableFunction functions,
      Optional<String> alias,
      List<String> renamed,
      Frame frame,
      Block block) {
    functions
        .getFunctions()
        .forEach(
            function -> {
              conditions.look(function, frame, block);
              String name = alias.orElse(unquoted(String.valueOf(function.getName())));
              List<String> columns = new ArrayList<>(renamed);
              columns.add(name);
              boolean bound = conditions.sides().of(function, frame, block) instanceof Side.Bound;
              List<Exposure.Item> items =
                  columns.stream()
                      .distinct()
                      .map(
                          c ->
                              new Exposure.Item(
                                  Optional.of(c),
                                  bound ? Optional.of(Queries.given(block)) : Optional.empty()))
                      .toList();
              frame.add(new Exposure(items, false).relation(name, List.of()));
            });
  }

  private void table(Table table, Optional<String> alias, Frame frame, Block block) {
    String name = table.getUnquotedName();
    Optional<String> schema = schema(table);
    Optional<java.util.function.Function<String, Frame.Source>> declared =
        schema.isEmpty() ? frame.declared(name) : Optional.empty();
    if (declared.isPresent()) {
      Frame.Source source = declared.get().apply(alias.orElse(name));
      source.block().ifPresent(block::from);
      frame.add(source.relation());
      return;
    }
    frame.add(
        associated(table, frame)
            .or(() -> known(table))
            .map(k -> relation(k, alias.orElse(name), block, true))
            .orElseGet(() -> Relation.other(alias.orElse(name))));
  }

  /** In JPQL: what an attribute of another relation leads to, {@code join t.project p}. */
  private Optional<KnownRelation> associated(Table table, Frame frame) {
    return schema(table)
        .flatMap(frame::relation)
        .flatMap(Relation::table)
        .flatMap(t -> Optional.ofNullable(t.associations().get(table.getUnquotedName())))
        .flatMap(e -> tables.apply(Optional.empty(), e));
  }

  private static Optional<String> schema(Table table) {
    return Optional.ofNullable(table.getUnquotedSchemaName()).filter(s -> !s.isEmpty());
  }

  Optional<KnownRelation> known(Table table) {
    return tables.apply(schema(table), table.getUnquotedName());
  }

  /**
   * A table's relation.
   *
   * @param held whether the statement has to hold its rows to the tenant
   */
  static Relation relation(KnownRelation known, String alias, Block block, boolean held) {
    Map<String, Node> columns = new HashMap<>();
    List<Node> tenant = new ArrayList<>();
    for (Set<String> names : known.tenant()) {
      Node node = new Node();
      tenant.add(node);
      names.forEach(n -> columns.putIfAbsent(n, node));
    }
    if (tenant.isEmpty() && known.scoped()) {
      // Its rows belong to tenants through others: no column of its own says so.
      Node node = new Node();
      tenant.add(node);
      columns.put("?", node);
    }
    for (String key : known.keys()) {
      Node node = new Node();
      columns.put(key, node);
      tenant.forEach(t -> block.rule(Facts.rule(Set.of(node), t)));
    }
    known
        .through()
        .forEach(
            (column, key) -> {
              Node node = new Node(key);
              columns.put(column, node);
              tenant.forEach(t -> block.rule(Facts.rule(Set.of(node), t)));
            });
    if (known.scoped()) {
      for (String key : known.unique()) {
        if (!columns.containsKey(key)) {
          Node node = new Node(Relation.key(known.table()) + "." + key);
          columns.put(key, node);
          tenant.forEach(t -> block.rule(Facts.rule(Set.of(node), t)));
          block.rule(Facts.rule(Set.copyOf(tenant), node));
        }
      }
    }
    for (String column : known.referenced()) {
      if (!columns.containsKey(column)) {
        Node node = new Node(Relation.key(known.table()) + "." + column);
        columns.put(column, node);
        block.rule(Facts.rule(Set.copyOf(tenant), node));
      }
    }
    if (known.scoped() && held) {
      block.occurs(new Occurrence(known.table(), alias, tenant));
    }
    return new Relation(Relation.key(alias), columns, Set.of(), Optional.of(known));
  }

  /** Adds what is joined. */
  void joins(@Nullable List<Join> joins, Frame frame, Block block) {
    if (joins == null) {
      return;
    }
    for (Join join : joins) {
      int before = frame.relations().size();
      from(join.getFromItem(), frame, block);
      List<Relation> left = List.copyOf(frame.relations().subList(0, before));
      List<Relation> right =
          List.copyOf(frame.relations().subList(before, frame.relations().size()));
      List<Condition> on = new ArrayList<>();
      if (join.getFromItem() instanceof Table table && right.size() == 1) {
        along(table, frame, right.get(0)).ifPresent(on::add);
      }
      if (join.isNatural()) {
        Set<String> columns = new HashSet<>();
        right.forEach(relation -> columns.addAll(relation.columns().keySet()));
        columns.forEach(column -> on.add(same(column, left, right)));
      }
      if (join.getUsingColumns() != null) {
        join.getUsingColumns().forEach(c -> on.add(same(Sides.name(c), left, right)));
      }
      if (join.getOnExpressions() != null) {
        join.getOnExpressions().forEach(e -> on.add(conditions.read(e, frame, block)));
      }
      Condition all = Condition.all(on);
      if (join.isFull()) {
        block.outer(all, Set.of());
      } else if (join.isLeft()) {
        block.outer(all, nodes(right));
      } else if (join.isRight()) {
        block.outer(all, nodes(left));
      } else {
        block.holds(all);
      }
    }
  }

  /** In JPQL, a join along an attribute is one by the key to which the attribute leads. */
  private static Optional<Condition> along(Table table, Frame frame, Relation to) {
    Optional<Node> mine =
        schema(table)
            .flatMap(frame::relation)
            .map(from -> from.columns().get(Relation.key(table.getUnquotedName())));
    Optional<Node> theirs =
        to.table()
            .map(KnownRelation::referenced)
            .filter(keys -> keys.size() == 1)
            .map(keys -> to.columns().get(keys.iterator().next()));
    return mine.filter(m -> theirs.filter(m::fits).isPresent())
        .map(m -> new Condition.Same(m, theirs.orElseThrow()));
  }

  private static Set<Node> nodes(List<Relation> relations) {
    Set<Node> nodes = new HashSet<>();
    relations.forEach(r -> nodes.addAll(r.nodes()));
    return nodes;
  }

  /** The column is the same on both sides of a join. */
  private static Condition same(String column, List<Relation> left, List<Relation> right) {
    List<Condition> same = new ArrayList<>();
    String key = Relation.key(column);
    for (Relation one : left) {
      for (Relation other : right) {
        Node mine = one.columns().get(key);
        Node theirs = other.columns().get(key);
        if (mine != null && theirs != null && mine.fits(theirs)) {
          same.add(new Condition.Same(mine, theirs));
        }
      }
    }
    return Condition.all(same);
  }

  static List<String> columns(@Nullable Alias alias) {
    return alias == null || alias.getAliasColumns() == null
        ? List.of()
        : alias.getAliasColumns().stream().map(c -> unquoted(c.name)).toList();
  }

  static String unquoted(String name) {
    return name.replace("\"", "").replace("`", "");
  }

  private static Optional<String> alias(@Nullable Alias alias) {
    return Optional.ofNullable(alias).map(a -> unquoted(a.getName()));
  }
}
