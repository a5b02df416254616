package dev.watertight.analyzer.scope;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.ParenthesedStatement;
import net.sf.jsqlparser.statement.ReturningClause;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.TableFunction;
import net.sf.jsqlparser.statement.select.TableStatement;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.select.WithItem;
import org.jspecify.annotations.Nullable;

/** Reads queries: what they read from, and under which conditions. */
final class Queries {
  /** How many queries are read for one statement, each use of one in WITH counted. */
  private static final int MOST = 400;

  private final BiFunction<Optional<String>, String, Optional<KnownRelation>> tables;
  private final Conditions conditions;
  private final Changes changes;
  private final IdentityHashMap<Select, Map<Block, Read>> nested = new IdentityHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private int read;

  Queries(BiFunction<Optional<String>, String, Optional<KnownRelation>> tables, Options options) {
    this.tables = tables;
    this.conditions = new Conditions(options, this);
    this.changes = new Changes(this, conditions);
  }

  /** A query that was read. */
  record Read(Block block, Exposure exposure) {}

  Changes changes() {
    return changes;
  }

  /** Why not all of the statement was understood, if it was not. */
  Optional<String> problem() {
    return problems.stream().findFirst();
  }

  void problem(String what) {
    problems.add(what);
  }

  /** A query in an expression of another; the same where it is met again. */
  Read nested(Select select, Frame frame, Block around) {
    Map<Block, Read> here = nested.computeIfAbsent(select, k -> new HashMap<>());
    Read known = here.get(around);
    if (known == null) {
      known = read(select, frame.inner());
      here.put(around, known);
      around.contains(known.block());
    }
    return known;
  }

  /**
   * Reads a query.
   *
   * @param frame its own, in which nothing is yet
   */
  Read read(Select select, Frame frame) {
    Block block = new Block();
    if (++read > MOST) {
      problem("it has too many queries in each other");
      return new Read(block, Exposure.NOTHING);
    }
    List<Runnable> unused = with(select.getWithItemsList(), frame, block);
    Exposure exposure = body(select, frame, block);
    List<OrderByElement> order = select.getOrderByElements();
    if (order != null) {
      order.forEach(e -> conditions.look(e.getExpression(), frame, block));
    }
    unused.forEach(Runnable::run);
    return new Read(block, exposure);
  }

  private Exposure body(Select select, Frame frame, Block block) {
    if (select instanceof ParenthesedSelect inner) {
      return source(inner.getSelect(), frame, block);
    }
    if (select instanceof PlainSelect plain) {
      return plain(plain, frame, block);
    }
    if (select instanceof SetOperationList arms) {
      Exposure all = source(arms.getSelect(0), frame, block);
      for (Select arm : arms.getSelects().subList(1, arms.getSelects().size())) {
        all = all.or(source(arm, frame, block), block);
      }
      return all;
    }
    if (select instanceof Values values) {
      return values(values, frame, block);
    }
    if (select instanceof TableStatement table) {
      from(table.getTable(), frame, block);
      return new Exposure(all(frame.relations()), false);
    }
    problem("a query of the form " + select.getClass().getSimpleName());
    return Exposure.NOTHING;
  }

  private Exposure source(Select select, Frame frame, Block block) {
    Read read = read(select, frame.inner());
    block.from(read.block());
    return read.exposure();
  }

  private Exposure plain(PlainSelect select, Frame frame, Block block) {
    from(select.getFromItem(), frame, block);
    joins(select.getJoins(), frame, block);
    block.holds(conditions.read(select.getWhere(), frame, block));
    if (select.getGroupBy() != null) {
      ExpressionList<?> groups = select.getGroupBy().getGroupByExpressionList();
      if (groups != null) {
        groups.forEach(g -> conditions.look((Expression) g, frame, block));
      }
      block.holds(conditions.read(select.getHaving(), frame, block));
    } else {
      conditions.look(select.getHaving(), frame, block);
    }
    conditions.look(select.getQualify(), frame, block);
    return items(select.getSelectItems(), frame, block);
  }

  /** Rows of values: a column that is bound in each of them is the scope's. */
  private Exposure values(Values values, Frame frame, Block block) {
    List<List<Expression>> rows = new ArrayList<>();
    ExpressionList<?> given = values.getExpressions();
    conditions.look(given, frame, block);
    if (given.stream().anyMatch(e -> e instanceof ExpressionList<?>)) {
      given.forEach(
          e -> rows.add(e instanceof ExpressionList<?> row ? List.copyOf(row) : List.of(e)));
    } else {
      // One row comes without a list around it.
      rows.add(List.copyOf(given));
    }
    List<Exposure.Item> items = new ArrayList<>();
    int width = rows.stream().mapToInt(List::size).min().orElse(0);
    for (int i = 0; i < width; i++) {
      int index = i;
      boolean bound =
          rows.stream()
              .allMatch(
                  r -> conditions.sides().of(r.get(index), frame, block) instanceof Side.Bound);
      items.add(
          new Exposure.Item(
              Optional.of("column" + (i + 1)),
              bound ? Optional.of(given(block)) : Optional.empty()));
    }
    return new Exposure(items, true);
  }

  /** A column that is the scope's whatever else holds. */
  static Node given(Block block) {
    Node node = new Node();
    block.rule(Facts.rule(Set.of(), node));
    return node;
  }

  private Exposure items(List<SelectItem<?>> selected, Frame frame, Block block) {
    List<Exposure.Item> items = new ArrayList<>();
    boolean complete = true;
    for (SelectItem<?> item : selected) {
      Expression expression = item.getExpression();
      if (expression instanceof AllTableColumns all) {
        complete = false;
        String table = Relation.key(all.getTable().getUnquotedName());
        items.addAll(all(frame.relations().stream().filter(r -> r.alias().equals(table)).toList()));
      } else if (expression instanceof AllColumns) {
        complete = false;
        items.addAll(all(frame.relations()));
      } else {
        conditions.look(expression, frame, block);
        items.add(item(item, frame, block));
      }
    }
    return new Exposure(items, complete);
  }

  private Exposure.Item item(SelectItem<?> item, Frame frame, Block block) {
    Optional<String> name = Optional.ofNullable(item.getUnquotedAliasName());
    Expression bare = Sides.bare(item.getExpression());
    Optional<String> own =
        bare instanceof Column column ? Optional.of(Sides.name(column)) : Optional.empty();
    Side side = conditions.sides().of(item.getExpression(), frame, block);
    Optional<Node> node =
        side instanceof Side.Tenant tenant
            ? Optional.of(tenant.node())
            : side instanceof Side.Bound ? Optional.of(given(block)) : Optional.empty();
    if (side instanceof Side.Tenant tenant) {
      block.holds(tenant.where().equals(Condition.FREE) ? Condition.FREE : tenant.where());
    }
    return new Exposure.Item(name.or(() -> own), node);
  }

  private static List<Exposure.Item> all(List<Relation> relations) {
    Map<String, Exposure.Item> items = new HashMap<>();
    for (Relation relation : relations) {
      relation
          .columns()
          .forEach(
              (name, node) ->
                  items.putIfAbsent(name, new Exposure.Item(Optional.of(name), Optional.of(node))));
      relation
          .names()
          .forEach(
              name ->
                  items.putIfAbsent(name, new Exposure.Item(Optional.of(name), Optional.empty())));
    }
    return items.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }

  /** What a changing statement returns. */
  Exposure returned(@Nullable ReturningClause returning, Frame frame, Block block) {
    return returning == null ? Exposure.NOTHING : items(returning, frame, block).returned(block);
  }

  /**
   * Makes the queries of a WITH known; each place that names one reads it anew, for what holds
   * there does not hold elsewhere.
   *
   * @return what reads those that no place has named
   */
  List<Runnable> with(@Nullable List<WithItem<?>> items, Frame frame, Block block) {
    List<Runnable> unused = new ArrayList<>();
    if (items == null) {
      return unused;
    }
    boolean recursive = items.stream().anyMatch(WithItem::isRecursive);
    for (WithItem<?> item : items) {
      String name = item.getUnquotedAliasName();
      List<String> columns = columns(item);
      ParenthesedStatement statement = item.getParenthesedStatement();
      if (statement instanceof ParenthesedSelect select) {
        boolean[] used = {false};
        frame.declare(
            name,
            alias -> {
              used[0] = true;
              Read each =
                  recursive && select.getSelect() instanceof SetOperationList arms
                      ? recursive(name, columns, arms, frame)
                      : read(select, frame.inner());
              return new Frame.Source(
                  Optional.of(each.block()), each.exposure().relation(alias, columns));
            });
        unused.add(
            () -> {
              if (!used[0]) {
                block.contains(read(select, frame.inner()).block());
              }
            });
      } else {
        Read changed = changes.read(statement, frame.inner());
        block.contains(changed.block());
        frame.declare(
            name,
            alias ->
                new Frame.Source(
                    Optional.of(changed.block()), changed.exposure().relation(alias, columns)));
      }
    }
    return unused;
  }

  private Read recursive(String name, List<String> columns, SetOperationList arms, Frame frame) {
    Block block = new Block();
    Frame own = frame.inner();
    List<Runnable> unused = with(arms.getWithItemsList(), own, block);
    Exposure all = source(arms.getSelect(0), own, block);
    Exposure first = all;
    own.declare(name, alias -> new Frame.Source(Optional.empty(), first.relation(alias, columns)));
    for (Select arm : arms.getSelects().subList(1, arms.getSelects().size())) {
      all = all.or(source(arm, own, block), block);
    }
    unused.forEach(Runnable::run);
    return new Read(block, all);
  }

  private static List<String> columns(WithItem<?> item) {
    if (item.getWithItemList() == null) {
      return columns(item.getAlias());
    }
    List<String> columns = new ArrayList<>();
    for (SelectItem<?> column : item.getWithItemList()) {
      columns.add(column.getExpression() instanceof Column c ? Sides.name(c) : column.toString());
    }
    return columns;
  }

  private static List<String> columns(@Nullable Alias alias) {
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
      Exposure exposure = source(select, frame, block);
      frame.add(exposure.relation(alias.orElse(""), columns));
    } else if (item instanceof TableFunction functions) {
      function(functions, alias, columns, frame, block);
    } else {
      problem("a FROM of the form " + item.getClass().getSimpleName());
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
    frame.add(new Exposure(all(inner.relations()), false).relation(alias.get(), columns));
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
                                  bound ? Optional.of(given(block)) : Optional.empty()))
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
    if (known.scoped()) {
      for (String key : known.unique()) {
        if (!columns.containsKey(key)) {
          Node node = new Node(known.table() + "." + key);
          columns.put(key, node);
          tenant.forEach(t -> block.rule(Facts.rule(Set.of(node), t)));
          block.rule(Facts.rule(Set.copyOf(tenant), node));
        }
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
}
