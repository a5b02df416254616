package dev.watertight.analyzer.scope;

import dev.watertight.analyzer.sql.SqlTrees;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.JdbcNamedParameter;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ExistsExpression;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsBooleanExpression;
import net.sf.jsqlparser.expression.operators.relational.IsDistinctExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.expression.operators.relational.NotEqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/**
 * Reads conditions: what they say of tenant columns. A condition that is not understood is one that
 * says nothing.
 */
final class Conditions {
  private static final String PASSES_OTHERS =
      "its condition on the tenant stands beside others of which one is enough (OR)";

  private final Options options;
  private final Queries queries;
  private final Sides sides;
  private final Comparisons comparisons;

  Conditions(Options options, Queries queries) {
    this.options = options;
    this.queries = queries;
    this.sides = new Sides(options, queries);
    this.comparisons = new Comparisons(options, queries, sides);
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
          .forEach(n -> n.hint(nullable ? Gap.FALLS_AWAY : PASSES_OTHERS));
    }
    return Condition.any(conditions);
  }

  /** {@code ? is null}, {@code current_setting('app.tenant', true) = ''}. */
  private static boolean isNullTest(Expression expression) {
    Expression bare = Sides.bare(expression);
    if (bare instanceof IsNullExpression test) {
      return !test.isNot() && isGiven(test.getLeftExpression());
    }
    return bare instanceof EqualsTo equals
        && ((isEmptyText(equals.getRightExpression()) && isGiven(equals.getLeftExpression()))
            || (isEmptyText(equals.getLeftExpression()) && isGiven(equals.getRightExpression())));
  }

  private static boolean isEmptyText(Expression expression) {
    return Sides.bare(expression) instanceof StringValue text && text.getValue().isEmpty();
  }

  /** Whether the value is what the statement is given, or a setting. */
  private static boolean isGiven(Expression expression) {
    Expression bare = Sides.bare(expression);
    if (bare instanceof Function function && function.getParameters() != null) {
      String name = Relation.key(function.getName());
      return name.endsWith("current_setting")
          || (Set.of("nullif", "coalesce", "trim").contains(name)
              && !function.getParameters().isEmpty()
              && isGiven(function.getParameters().get(0)));
    }
    return bare instanceof JdbcParameter || bare instanceof JdbcNamedParameter;
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
      return comparisons.of(equals, negated, frame, block);
    }
    if (expression instanceof NotEqualsTo differs) {
      return comparisons.of(differs, !negated, frame, block);
    }
    if (expression instanceof IsDistinctExpression distinct) {
      return comparisons.of(distinct, distinct.isNot() == negated, frame, block);
    }
    if (expression instanceof InExpression in) {
      return comparisons.in(in, in.isNot() != negated, frame, block);
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
      comparisons.hint(binary.getLeftExpression(), "it is not compared for equality", frame, block);
      comparisons.hint(
          binary.getRightExpression(), "it is not compared for equality", frame, block);
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
}
