package dev.watertight.isolation.sql;

import dev.watertight.isolation.sql.Scope.Occurrence;
import dev.watertight.isolation.sql.Scope.Origin;
import dev.watertight.isolation.sql.Scope.Relation;
import dev.watertight.isolation.sql.Scope.TenantColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.ParenthesedStatement;
import net.sf.jsqlparser.statement.ReturningClause;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.LateralSubSelect;
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

/** Goes through queries: what they read from, and under which conditions. */
final class Queries {
  private final Names names;
  private final Findings findings;
  private final Conditions conditions;
  private final Changes changes;

  Queries(Names names, Findings findings) {
    this.names = names;
    this.findings = findings;
    this.conditions = new Conditions(findings, this);
    this.changes = new Changes(findings, this, conditions);
  }

  Changes changes() {
    return changes;
  }

  /**
   * Reads a query.
   *
   * @param scope its own, in which nothing is yet
   */
  Exposure read(Select select, Scope scope) {
    with(select.getWithItemsList(), scope);
    Exposure exposure = body(select, scope);
    order(select.getOrderByElements(), scope);
    if (select.getLimit() != null) {
      conditions.read(select.getLimit().getRowCount(), scope);
      conditions.read(select.getLimit().getOffset(), scope);
    }
    if (select.getOffset() != null) {
      conditions.read(select.getOffset().getOffset(), scope);
    }
    if (select.getFetch() != null) {
      conditions.read(select.getFetch().getExpression(), scope);
    }
    return exposure;
  }

  private Exposure body(Select select, Scope scope) {
    if (select instanceof ParenthesedSelect inner) {
      return read(inner.getSelect(), scope.inner());
    }
    if (select instanceof PlainSelect plain) {
      return plain(plain, scope);
    }
    if (select instanceof SetOperationList arms) {
      Exposure all = read(arms.getSelect(0), scope.inner());
      for (Select arm : arms.getSelects().subList(1, arms.getSelects().size())) {
        all = all.or(read(arm, scope.inner()));
      }
      return all;
    }
    if (select instanceof Values values) {
      conditions.read(values.getExpressions(), scope);
      return new Exposure(List.of(), false, true);
    }
    if (select instanceof TableStatement table) {
      from(table.getTable(), scope);
      return new Exposure(all(scope.relations()), false, false);
    }
    findings.problem("a query of the form " + select.getClass().getSimpleName());
    return new Exposure(List.of(), false, false);
  }

  private Exposure plain(PlainSelect select, Scope scope) {
    from(select.getFromItem(), scope);
    joins(select.getJoins(), scope);
    if (select.getDistinct() != null && select.getDistinct().getOnSelectItems() != null) {
      select
          .getDistinct()
          .getOnSelectItems()
          .forEach(i -> conditions.read(i.getExpression(), scope));
    }
    conditions.read(select.getWhere(), scope);
    if (select.getGroupBy() != null) {
      conditions.read(select.getGroupBy().getGroupByExpressionList(), scope);
      if (select.getGroupBy().getGroupingSets() != null) {
        select.getGroupBy().getGroupingSets().forEach(set -> conditions.read(set, scope));
      }
    }
    conditions.read(select.getHaving(), scope);
    conditions.read(select.getQualify(), scope);
    if (select.getIntoTables() != null) {
      findings.problem("SELECT INTO makes a table");
    }
    return items(select.getSelectItems(), scope);
  }

  private Exposure items(List<SelectItem<?>> selected, Scope scope) {
    List<Exposure.Item> items = new ArrayList<>();
    boolean complete = true;
    for (SelectItem<?> item : selected) {
      Expression expression = item.getExpression();
      if (expression instanceof AllTableColumns all) {
        complete = false;
        String table = Scope.key(all.getTable().getUnquotedName());
        items.addAll(all(scope.relations().stream().filter(r -> r.alias().equals(table)).toList()));
      } else if (expression instanceof AllColumns) {
        complete = false;
        items.addAll(all(scope.relations()));
      } else {
        conditions.read(expression, scope);
        items.add(item(item, scope));
      }
    }
    boolean given = scope.relations().stream().allMatch(Relation::given);
    return new Exposure(items, complete, given);
  }

  private static Exposure.Item item(SelectItem<?> item, Scope scope) {
    Optional<String> name = Optional.ofNullable(item.getUnquotedAliasName());
    Expression bare = Columns.bare(item.getExpression());
    if (!(bare instanceof Column column)) {
      return new Exposure.Item(name, Optional.empty());
    }
    return new Exposure.Item(
        name.or(() -> Optional.of(Columns.name(column))),
        Columns.meaning(column, scope) instanceof TenantColumn tenant
            ? Optional.of(tenant.origin())
            : Optional.empty());
  }

  private static List<Exposure.Item> all(List<Relation> relations) {
    Map<String, Exposure.Item> items = new HashMap<>();
    for (Relation relation : relations) {
      relation
          .columns()
          .forEach(
              (name, origin) ->
                  items.putIfAbsent(
                      name, new Exposure.Item(Optional.of(name), Optional.of(origin))));
      relation
          .names()
          .forEach(
              name ->
                  items.putIfAbsent(name, new Exposure.Item(Optional.of(name), Optional.empty())));
    }
    return List.copyOf(items.values());
  }

  private void order(@Nullable List<OrderByElement> elements, Scope scope) {
    if (elements != null) {
      elements.forEach(element -> conditions.read(element.getExpression(), scope));
    }
  }

  /** What a changing statement returns. */
  Exposure returned(@Nullable ReturningClause returning, Scope scope) {
    return returning == null
        ? new Exposure(List.of(), true, false)
        : items(returning, scope).returned();
  }

  /** Makes the queries of a WITH known. */
  void with(@Nullable List<WithItem<?>> items, Scope scope) {
    if (items == null) {
      return;
    }
    boolean recursive = items.stream().anyMatch(WithItem::isRecursive);
    for (WithItem<?> item : items) {
      String name = item.getUnquotedAliasName();
      List<String> columns = columns(item);
      ParenthesedStatement statement = item.getParenthesedStatement();
      Exposure exposure;
      if (statement instanceof ParenthesedSelect select) {
        exposure =
            recursive && select.getSelect() instanceof SetOperationList arms
                ? recursive(name, columns, arms, scope)
                : read(select, scope.inner());
      } else {
        exposure = changes.read(statement, scope.inner());
      }
      scope.declare(name, exposure.relation(name, columns));
    }
  }

  private Exposure recursive(
      String name, List<String> columns, SetOperationList arms, Scope scope) {
    Scope own = scope.inner();
    with(arms.getWithItemsList(), own);
    Exposure all = read(arms.getSelect(0), own.inner());
    own.declare(name, all.relation(name, columns));
    for (Select arm : arms.getSelects().subList(1, arms.getSelects().size())) {
      all = all.or(read(arm, own.inner()));
    }
    return all;
  }

  private static List<String> columns(WithItem<?> item) {
    List<String> columns = new ArrayList<>();
    if (item.getWithItemList() != null) {
      for (SelectItem<?> column : item.getWithItemList()) {
        columns.add(
            column.getExpression() instanceof Column c ? Columns.name(c) : column.toString());
      }
      return columns;
    }
    return columns(item.getAlias());
  }

  private static List<String> columns(@Nullable Alias alias) {
    return alias == null || alias.getAliasColumns() == null
        ? List.of()
        : alias.getAliasColumns().stream().map(c -> unquoted(c.name)).toList();
  }

  private static String unquoted(String name) {
    return Lexer.tokens(name).stream().findFirst().map(Token::text).orElse(name);
  }

  private static Optional<String> alias(@Nullable Alias alias) {
    return Optional.ofNullable(alias).map(a -> unquoted(a.getName()));
  }

  /** Adds what a FROM names. */
  void from(@Nullable FromItem item, Scope scope) {
    if (item == null) {
      return;
    }
    Optional<String> alias = alias(item.getAlias());
    if (item instanceof Table table) {
      table(table, alias, scope);
    } else if (item instanceof ParenthesedFromItem group && alias.isEmpty()) {
      from(group.getFromItem(), scope);
      joins(group.getJoins(), scope);
    } else if (item instanceof ParenthesedFromItem group) {
      Scope inner = scope.inner();
      from(group.getFromItem(), inner);
      joins(group.getJoins(), inner);
      boolean given = inner.relations().stream().allMatch(Relation::given);
      scope.add(
          new Exposure(all(inner.relations()), false, given)
              .relation(alias.orElse(""), columns(item.getAlias())));
    } else if (item instanceof LateralSubSelect || item instanceof ParenthesedSelect) {
      Exposure exposure = read((Select) item, scope.inner());
      scope.add(exposure.relation(alias.orElse(""), columns(item.getAlias())));
    } else if (item instanceof Values values) {
      scope.add(read(values, scope.inner()).relation(alias.orElse(""), columns(item.getAlias())));
    } else if (item instanceof TableFunction functions) {
      functions.getFunctions().forEach(function -> function(function, item, alias, scope));
    } else {
      findings.problem("a FROM of the form " + item.getClass().getSimpleName());
    }
  }

  private void function(Function function, FromItem item, Optional<String> alias, Scope scope) {
    List<Column> arguments = new ArrayList<>();
    function.accept(new Columns(arguments), null);
    conditions.read(function, scope);
    boolean given =
        arguments.stream().allMatch(c -> Columns.meaning(c, scope) instanceof Scope.Value);
    String name = alias.orElse(unquoted(String.valueOf(function.getName())));
    List<String> columns = new ArrayList<>(columns(item.getAlias()));
    columns.add(name);
    scope.add(new Exposure(List.of(), false, given).relation(name, columns));
  }

  private void table(Table table, Optional<String> alias, Scope scope) {
    String name = table.getUnquotedName();
    Optional<String> schema = Optional.ofNullable(table.getUnquotedSchemaName());
    Optional<Relation> declared = schema.isEmpty() ? scope.declared(name) : Optional.empty();
    if (declared.isPresent()) {
      scope.add(declared.get().as(alias.orElse(name)));
      return;
    }
    Optional<Occurrence> occurrence = target(table);
    occurrence.ifPresent(findings.occurrences::add);
    scope.add(occurrence.map(Relation::of).orElseGet(() -> Relation.other(alias.orElse(name))));
  }

  /** A table that is named, if tenants' rows are in it. */
  Optional<Occurrence> target(Table table) {
    String name = table.getUnquotedName();
    Optional<SqlSchema.Table> known =
        names.table(Optional.ofNullable(table.getUnquotedSchemaName()), name);
    known.ifPresent(findings.tables::add);
    return known
        .filter(Names::isTenants)
        .map(found -> new Occurrence(found, alias(table.getAlias()).orElse(name)));
  }

  /** Adds what is joined. */
  void joins(@Nullable List<Join> joins, Scope scope) {
    if (joins == null) {
      return;
    }
    for (Join join : joins) {
      int before = scope.relations().size();
      from(join.getFromItem(), scope);
      List<Relation> left = scope.relations().subList(0, before);
      List<Relation> right = scope.relations().subList(before, scope.relations().size());
      if (join.isNatural()) {
        Set<String> columns = new HashSet<>();
        right.forEach(relation -> columns.addAll(relation.columns().keySet()));
        columns.forEach(column -> same(column, left, right));
      }
      if (join.getUsingColumns() != null) {
        join.getUsingColumns().forEach(c -> same(Scope.key(Columns.name(c)), left, right));
      }
      if (join.getOnExpressions() != null) {
        join.getOnExpressions().forEach(on -> conditions.read(on, scope));
      }
    }
  }

  /** The column is the same on both sides of a join. */
  private static void same(String column, List<Relation> left, List<Relation> right) {
    for (Relation one : left) {
      for (Relation other : right) {
        Origin mine = one.columns().get(column);
        Origin others = other.columns().get(column);
        if (mine != null && others != null) {
          Conditions.join(mine, others);
        }
      }
    }
  }
}
