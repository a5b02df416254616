package dev.watertight.analyzer.scope;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.RowConstructor;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.Select;

/** Reads comparisons for equality, one with one or one among several: what they say of tenants. */
final class Comparisons {
  private final Options options;
  private final Queries queries;
  private final Sides sides;

  Comparisons(Options options, Queries queries, Sides sides) {
    this.options = options;
    this.queries = queries;
    this.sides = sides;
  }

  /** What holds where two values are the same, or differ. */
  Condition of(BinaryExpression comparison, boolean differs, Frame frame, Block block) {
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
      fallsBack(tenant, right, frame, block);
      return held(tenant, other);
    }
    if (other instanceof Side.Tenant tenant) {
      fallsBack(tenant, left, frame, block);
      return held(tenant, one);
    }
    return Condition.FREE;
  }

  /** {@code coalesce(?, organization_id)}: the column itself where nothing is given. */
  private void fallsBack(Side.Tenant tenant, Expression by, Frame frame, Block block) {
    if (Sides.bare(by) instanceof Function function
        && Relation.key(function.getName()).equals("coalesce")
        && function.getParameters() != null
        && function.getParameters().size() > 1
        && sides.of(function.getParameters().get(function.getParameters().size() - 1), frame, block)
            instanceof Side.Tenant own
        && own.node().equals(tenant.node())) {
      tenant.node().hint(Gap.FALLS_AWAY);
    }
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

  /** What holds where a value is among others. */
  Condition in(InExpression in, boolean negated, Frame frame, Block block) {
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
    List<Condition> members = new ArrayList<>(List.of(Conditions.found(read.block())));
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

  /** Why the column, if it is a tenant's, does not hold its rows. */
  void hint(Expression expression, String reason, Frame frame, Block block) {
    if (Sides.bare(expression) instanceof Column
        && sides.of(expression, frame, block) instanceof Side.Tenant tenant) {
      tenant.node().hint(reason);
    }
  }
}
