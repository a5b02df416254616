package dev.watertight.analyzer.scope;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.ReturningClause;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.TableStatement;
import net.sf.jsqlparser.statement.select.Values;
import org.jspecify.annotations.Nullable;

/**
 * Reads queries: under which conditions they read, and what they give to what is around them. What
 * is not a query of SQL as PostgreSQL knows it is a problem, and nothing is said of the statement.
 */
final class Queries {
  /** How many queries are read for one statement, each use of one in WITH counted. */
  private static final int MOST = 400;

  private final Conditions conditions;
  private final Sources sources;
  private final NamedQueries named = new NamedQueries(this);
  private final Changes changes;
  private final IdentityHashMap<Select, Map<Block, Read>> nested = new IdentityHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private int read;

  Queries(BiFunction<Optional<String>, String, Optional<KnownRelation>> tables, Options options) {
    this.conditions = new Conditions(options, this);
    this.sources = new Sources(tables, conditions, this);
    this.changes = new Changes(this, conditions);
  }

  /** A query that was read. */
  record Read(Block block, Exposure exposure) {}

  Changes changes() {
    return changes;
  }

  Sources sources() {
    return sources;
  }

  NamedQueries named() {
    return named;
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
    List<Runnable> unused = named.read(select.getWithItemsList(), frame, block);
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
      sources.from(table.getTable(), frame, block);
      return new Exposure(all(frame.relations()), false);
    }
    problem("a query of the form " + select.getClass().getSimpleName());
    return Exposure.NOTHING;
  }

  Exposure source(Select select, Frame frame, Block block) {
    Read read = read(select, frame.inner());
    block.from(read.block());
    return read.exposure();
  }

  private Exposure plain(PlainSelect select, Frame frame, Block block) {
    sources.from(select.getFromItem(), frame, block);
    sources.joins(select.getJoins(), frame, block);
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

  static List<Exposure.Item> all(List<Relation> relations) {
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
}
