package dev.watertight.analyzer.scope;

import dev.watertight.analyzer.sql.SqlTrees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.JdbcNamedParameter;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.RowConstructor;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ExistsExpression;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsBooleanExpression;
import net.sf.jsqlparser.expression.operators.relational.IsDistinctExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.expression.operators.relational.NotEqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** Reads conditions: what they say of tenant columns. */
final class Conditions {
  private static final String PASSES_OTHERS =
      "its condition on the tenant stands beside others of which one is enough (OR)";
  private static final String FALLS_AWAY =
      "its condition on the tenant falls away where the tenant's id is null";

  private final Options options;
  private final Queries queries;
  private final Sides sides;

  Conditions(Options options, Queries queries) {
    this.options = options;
    this.queries = queries;
    this.sides = new Sides(options, queries);
  }

  Sides sides() {
    return sides;
  }

  /** What holds where the expression, if there is one, does. */
  Condition read(@Nullable Expression expression, Frame frame, Block block) {
    return expression == null ? Condition.FREE : read(expression, false, frame, block);
  }

  /** Looks at the queries in an expression that is no condition. */
  void look(@Nullable Expression expression, Frame frame, Block block) {
    if (expression != null) {
      Mentions.of(expression).queries.forEach(q -> queries.nested(q, frame, block));
    }
  }

  private Condition read(Expression expression, boolean negated, Frame frame, Block block) {
    if (expression instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
      return read(list.get(0), negated, frame, block);
    }
    if (expression instanceof NotExpression not) {
      return read(not.getExpression(), !negated, frame, block);
    }
    if (expression instanceof AndExpression || expression instanceof OrExpression) {
      boolean all = expression instanceof AndExpression != negated;
      List<Expression> members = new ArrayList<>();
      flatten(expression, expression.getClass(), members);
      return all
          ? Condition.all(members.stream().map(m -> read(m, negated, frame, block)).toList())
          : any(members, negated, frame, block);
    }
    if (expression instanceof CaseExpression choice && !negated) {
      return choice(choice, frame, block);
    }
    if (expression instanceof IsBooleanExpression test) {
      look(test, frame, block);
      // IS NOT FALSE and IS NOT TRUE let through what is null.
      return test.isNot() || negated
          ? Condition.FREE
          : read(test.getLeftExpression(), !test.isTrue(), frame, block);
    }
    Condition condition = leaf(expression, negated, frame, block);
    look(expression, frame, block);
    return condition;
  }

  private static void flatten(
      Expression expression, Class<? extends Expression> kind, List<Expression> members) {
    Expression bare = expression;
    while (bare instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
      bare = list.get(0);
    }
    if (kind.isInstance(bare)) {
      BinaryExpression binary = (BinaryExpression) bare;
      flatten(binary.getLeftExpression(), kind, members);
      flatten(binary.getRightExpression(), kind, members);
    } else {
      members.add(bare);
    }
  }

  private Condition any(List<Expression> members, boolean negated, Frame frame, Block block) {
    boolean nullable = members.stream().anyMatch(Conditions::isNullTest);
    List<Condition> conditions = new ArrayList<>();
    for (Expression member : members) {
      if (!(options.optional() && isNullTest(member))) {
        conditions.add(read(member, negated, frame, block));
      }
    }
    for (Condition each : conditions) {
      each.facts(Facts.NONE)
          .mentioned()
          .forEach(n -> n.hint(nullable ? FALLS_AWAY : PASSES_OTHERS));
    }
    return Condition.any(conditions);
  }

  /** {@code ? is null}. */
  private static boolean isNullTest(Expression expression) {
    if (!(Sides.bare(expression) instanceof IsNullExpression test) || test.isNot()) {
      return false;
    }
    Expression tested = Sides.bare(test.getLeftExpression());
    return tested instanceof JdbcParameter || tested instanceof JdbcNamedParameter;
  }

  private Condition choice(CaseExpression choice, Frame frame, Block block) {
    look(choice, frame, block);
    List<Condition> outcomes = new ArrayList<>();
    choice
        .getWhenClauses()
        .forEach(w -> outcomes.add(read(w.getThenExpression(), false, frame, block)));
    if (choice.getElseExpression() != null) {
      outcomes.add(read(choice.getElseExpression(), false, frame, block));
    }
    return Condition.any(outcomes);
  }

  static Condition found(Block query) {
    return query.saysNothing() ? Condition.FREE : new Condition.Found(query);
  }

  private Condition leaf(Expression expression, boolean negated, Frame frame, Block block) {
    if (expression instanceof EqualsTo equals) {
      return compare(equals, negated, frame, block);
    }
    if (expression instanceof NotEqualsTo differs) {
      return compare(differs, !negated, frame, block);
    }
    if (expression instanceof IsDistinctExpression distinct) {
      return compare(distinct, distinct.isNot() == negated, frame, block);
    }
    if (expression instanceof InExpression in) {
      return in(in, in.isNot() != negated, frame, block);
    }
    if (expression instanceof ExistsExpression exists) {
      Queries.Read read =
          queries.nested((Select) Sides.bare(exists.getRightExpression()), frame, block);
      return exists.isNot() != negated ? Condition.FREE : found(read.block());
    }
    if (expression instanceof Column || expression instanceof BooleanValue) {
      return word(expression.toString(), negated, block);
    }
    if (expression instanceof Function function
        && Relation.key(function.getName()).equals("coalesce")
        && !negated
        && function.getParameters() != null
        && function.getParameters().size() == 2
        && function.getParameters().get(1).toString().equalsIgnoreCase("false")) {
      return read(function.getParameters().get(0), false, frame, block);
    }
    hints(expression, frame, block);
    return options.optional() && !negated ? ofNobody(expression, frame, block) : Condition.FREE;
  }

  /** {@code tenant_id is null}: the rows that belong to no tenant, where none is asked for. */
  private Condition ofNobody(Expression expression, Frame frame, Block block) {
    return expression instanceof IsNullExpression test
            && !test.isNot()
            && sides.of(test.getLeftExpression(), frame, block) instanceof Side.Tenant tenant
            && !tenant.node().isKey()
        ? new Condition.Fixed(tenant.node())
        : Condition.FREE;
  }

  /** A comparison of another kind than equality. */
  private void hints(Expression expression, Frame frame, Block block) {
    if (expression instanceof BinaryExpression binary) {
      hint(binary.getLeftExpression(), "it is not compared for equality", frame, block);
      hint(binary.getRightExpression(), "it is not compared for equality", frame, block);
    }
  }

  private void hint(Expression expression, String reason, Frame frame, Block block) {
    if (Sides.bare(expression) instanceof Column
        && sides.of(expression, frame, block) instanceof Side.Tenant tenant) {
      tenant.node().hint(reason);
    }
  }

  private static Condition word(String word, boolean negated, Block block) {
    if (word.indexOf(SqlTrees.MARK) >= 0) {
      block.isOpen();
      return Condition.FREE;
    }
    boolean never = word.equalsIgnoreCase(negated ? "true" : "false");
    return never ? Condition.NEVER : Condition.FREE;
  }

  private Condition compare(
      BinaryExpression comparison, boolean differs, Frame frame, Block block) {
    Expression left = comparison.getLeftExpression();
    Expression right = comparison.getRightExpression();
    if (differs) {
      hint(left, "it has to differ from the value", frame, block);
      hint(right, "it has to differ from the value", frame, block);
      return Condition.FREE;
    }
    Optional<List<? extends Expression>> leftRow = row(left);
    Optional<List<? extends Expression>> rightRow = row(right);
    if (leftRow.isPresent() && Sides.bare(right) instanceof Select select) {
      return amongQuery(leftRow.get(), select, frame, block);
    }
    if (leftRow.isPresent() && rightRow.isPresent()) {
      return rows(leftRow.get(), rightRow.get(), frame, block);
    }
    return same(left, right, frame, block);
  }

  private Condition rows(
      List<? extends Expression> left, List<? extends Expression> right, Frame frame, Block block) {
    List<Condition> members = new ArrayList<>();
    for (int i = 0; i < left.size() && left.size() == right.size(); i++) {
      members.add(same(left.get(i), right.get(i), frame, block));
    }
    return Condition.all(members);
  }

  /** A row of several members. */
  private static Optional<List<? extends Expression>> row(Expression expression) {
    Expression bare = Sides.bare(expression);
    if (bare instanceof RowConstructor<?> row && row.size() > 1) {
      return Optional.of(row);
    }
    return bare instanceof ParenthesedExpressionList<?> list && list.size() > 1
        ? Optional.of(list)
        : Optional.empty();
  }

  /** What holds where two values are the same. */
  private Condition same(Expression left, Expression right, Frame frame, Block block) {
    Side one = sides.of(left, frame, block);
    Side other = sides.of(right, frame, block);
    if (one instanceof Side.Constant && other instanceof Side.Constant) {
      return isLiteral(left) && isLiteral(right) && !left.toString().equals(right.toString())
          ? Condition.NEVER
          : Condition.FREE;
    }
    if (one instanceof Side.Tenant a && other instanceof Side.Tenant b) {
      if (!a.node().fits(b.node())) {
        return Condition.FREE;
      }
      if (a.node().equals(b.node())) {
        a.node().hint("it is compared with itself");
      }
      return Condition.all(List.of(a.where(), b.where(), new Condition.Same(a.node(), b.node())));
    }
    if (one instanceof Side.Tenant tenant) {
      return held(tenant, other);
    }
    if (other instanceof Side.Tenant tenant) {
      return held(tenant, one);
    }
    return one instanceof Side.Other a && other instanceof Side.Other b
        ? throughParent(a, b)
        : Condition.FREE;
  }

  private static boolean isLiteral(Expression expression) {
    Mentions mentions = Mentions.of(expression);
    return mentions.columns.isEmpty()
        && mentions.functions.isEmpty()
        && !(expression instanceof NullValue);
  }

  private Condition held(Side.Tenant tenant, Side by) {
    if (tenant.node().isKey()) {
      return Condition.FREE;
    }
    if (by instanceof Side.Bound bound) {
      bound.name().ifPresent(tenant.node()::boundTo);
      return Condition.all(List.of(tenant.where(), new Condition.Fixed(tenant.node())));
    }
    if (by instanceof Side.Constant && options.optional()) {
      return new Condition.Fixed(tenant.node());
    }
    tenant
        .node()
        .hint(
            by instanceof Side.Constant
                ? "it is compared with a constant"
                : "it is compared with something that is not the scope's tenant");
    return Condition.FREE;
  }

  /** Rows that belong to tenants through a parent are joined to it. */
  private static Condition throughParent(Side.Other one, Side.Other other) {
    List<Condition> found = new ArrayList<>();
    child(one, other).ifPresent(found::add);
    child(other, one).ifPresent(found::add);
    return Condition.all(found);
  }

  private static Optional<Condition> child(Side.Other child, Side.Other parent) {
    Optional<String> wanted =
        child.relation().flatMap(Relation::table).flatMap(KnownRelation::parent);
    Optional<Relation> of =
        parent
            .relation()
            .filter(
                r ->
                    r.table()
                        .filter(t -> wanted.filter(t.table()::equalsIgnoreCase).isPresent())
                        .isPresent());
    if (of.isEmpty()) {
      return Optional.empty();
    }
    List<Condition> same = new ArrayList<>();
    Set<Node> children = child.relation().map(Relation::nodes).orElse(Set.of());
    for (Node node : of.get().nodes()) {
      children.forEach(c -> same.add(new Condition.Same(c, node)));
    }
    return Optional.of(Condition.all(same));
  }

  private Condition in(InExpression in, boolean negated, Frame frame, Block block) {
    Expression left = in.getLeftExpression();
    Expression right = Sides.bare(in.getRightExpression());
    Optional<List<? extends Expression>> row = row(left);
    if (negated) {
      hint(left, "it has to differ from the values", frame, block);
      return Condition.FREE;
    }
    if (right instanceof Select select) {
      return row.isPresent()
          ? amongQuery(row.get(), select, frame, block)
          : amongQuery(List.of(left), select, frame, block);
    }
    List<? extends Expression> values =
        in.getRightExpression() instanceof ExpressionList<?> list ? list : List.of(right);
    if (row.isPresent()) {
      return amongRows(row.get(), values, frame, block);
    }
    List<Condition> each = new ArrayList<>();
    for (Expression value : values) {
      each.add(same(left, value, frame, block));
    }
    return Condition.any(each);
  }

  private Condition amongRows(
      List<? extends Expression> row, List<? extends Expression> values, Frame frame, Block block) {
    List<Condition> each = new ArrayList<>();
    for (Expression value : values) {
      Optional<List<? extends Expression>> members = row(value);
      if (members.isPresent()) {
        each.add(rows(row, members.get(), frame, block));
      } else if (sides.of(value, frame, block) instanceof Side.Bound) {
        // A list of rows that is bound as a whole.
        Set<Condition> fixed = new HashSet<>();
        for (Expression member : row) {
          if (sides.of(member, frame, block) instanceof Side.Tenant tenant
              && !tenant.node().isKey()) {
            fixed.add(new Condition.Fixed(tenant.node()));
          }
        }
        each.add(Condition.all(List.copyOf(fixed)));
      } else {
        each.add(Condition.FREE);
      }
    }
    return each.isEmpty() ? Condition.FREE : Condition.any(each);
  }

  private Condition amongQuery(
      List<? extends Expression> row, Select select, Frame frame, Block block) {
    Queries.Read read = queries.nested(select, frame, block);
    List<Condition> members = new ArrayList<>(List.of(found(read.block())));
    for (int i = 0; i < row.size(); i++) {
      if (sides.of(row.get(i), frame, block) instanceof Side.Tenant tenant) {
        Optional<Node> node = read.exposure().node(i);
        if (node.filter(tenant.node()::fits).isPresent()) {
          members.add(new Condition.Same(tenant.node(), node.get()));
        } else if (!tenant.node().isKey()) {
          tenant.node().hint("it is compared with something that is not the scope's tenant");
        }
      }
    }
    return Condition.all(members);
  }
}
