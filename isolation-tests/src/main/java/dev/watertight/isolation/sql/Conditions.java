package dev.watertight.isolation.sql;

import dev.watertight.isolation.sql.Findings.Alternative;
import dev.watertight.isolation.sql.Findings.PredicateSite;
import dev.watertight.isolation.sql.Scope.Foreign;
import dev.watertight.isolation.sql.Scope.Meaning;
import dev.watertight.isolation.sql.Scope.Occurrence;
import dev.watertight.isolation.sql.Scope.Origin;
import dev.watertight.isolation.sql.Scope.TenantColumn;
import dev.watertight.isolation.sql.Source.Range;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.expression.AnyComparisonExpression;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsDistinctExpression;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.expression.operators.relational.RegExpMatchOperator;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** Finds the predicates in expressions. */
final class Conditions extends ExpressionVisitorAdapter<@Nullable Void> {
  private final Findings findings;
  private final Queries queries;
  private final IdentityHashMap<Expression, Neighbours> conjunctions = new IdentityHashMap<>();
  private Scope scope = new Scope(Optional.empty());
  private boolean negative;

  Conditions(Findings findings, Queries queries) {
    this.findings = findings;
    this.queries = queries;
  }

  private record Neighbours(Optional<Expression> before, Optional<Expression> after) {}

  /** Looks through an expression, if there is one. */
  void read(@Nullable Expression expression, Scope where) {
    if (expression == null) {
      return;
    }
    Scope outer = scope;
    boolean outerNegative = negative;
    scope = where;
    negative = false;
    expression.accept(this, null);
    scope = outer;
    negative = outerNegative;
  }

  @Override
  public <S> @Nullable Void visit(Column column, S context) {
    findings.seen(column);
    return null;
  }

  @Override
  public <S> @Nullable Void visit(ParenthesedSelect select, S context) {
    queries.read(select, scope.inner());
    return null;
  }

  @Override
  public <S> @Nullable Void visit(Select select, S context) {
    queries.read(select, scope.inner());
    return null;
  }

  @Override
  public <S> @Nullable Void visit(AnyComparisonExpression any, S context) {
    queries.read(any.getSelect(), scope.inner());
    return null;
  }

  @Override
  public <S> @Nullable Void visit(NotExpression not, S context) {
    negative = !negative;
    super.visit(not, context);
    negative = !negative;
    return null;
  }

  @Override
  public <S> @Nullable Void visit(AndExpression and, S context) {
    if (!conjunctions.containsKey(and)) {
      List<Expression> members = new ArrayList<>();
      flatten(and, members);
      for (int i = 0; i < members.size(); i++) {
        conjunctions.put(
            members.get(i),
            new Neighbours(
                i > 0 ? Optional.of(members.get(i - 1)) : Optional.empty(),
                i + 1 < members.size() ? Optional.of(members.get(i + 1)) : Optional.empty()));
      }
    }
    return super.visit(and, context);
  }

  private void flatten(Expression expression, List<Expression> members) {
    if (expression instanceof AndExpression and) {
      conjunctions.put(and, new Neighbours(Optional.empty(), Optional.empty()));
      flatten(and.getLeftExpression(), members);
      flatten(and.getRightExpression(), members);
    } else {
      members.add(expression);
    }
  }

  @Override
  public <S> @Nullable Void visit(EqualsTo equals, S context) {
    compare(equals, equals.getLeftExpression(), equals.getRightExpression());
    return super.visit(equals, context);
  }

  @Override
  public <S> @Nullable Void visit(Between between, S context) {
    if (!between.isNot()) {
      compare(
          between,
          between.getLeftExpression(),
          new ExpressionList<>(
              between.getBetweenExpressionStart(), between.getBetweenExpressionEnd()));
    }
    return super.visit(between, context);
  }

  @Override
  public <S> @Nullable Void visit(RegExpMatchOperator match, S context) {
    if (!match.getStringExpression().startsWith("!")) {
      compare(match, match.getLeftExpression(), match.getRightExpression());
    }
    return super.visit(match, context);
  }

  @Override
  public <S> @Nullable Void visit(LikeExpression like, S context) {
    if (!like.isNot()) {
      compare(like, like.getLeftExpression(), like.getRightExpression());
    }
    return super.visit(like, context);
  }

  @Override
  public <S> @Nullable Void visit(IsDistinctExpression distinct, S context) {
    if (distinct.isNot()) {
      compare(distinct, distinct.getLeftExpression(), distinct.getRightExpression());
    }
    return visitBinaryExpression((BinaryExpression) distinct, context);
  }

  @Override
  public <S> @Nullable Void visit(InExpression in, S context) {
    if (!in.isNot()) {
      Optional<ExpressionList<?>> row = row(in.getLeftExpression());
      if (row.isEmpty()) {
        compare(in, in.getLeftExpression(), in.getRightExpression());
      } else if (in.getRightExpression() instanceof Select select) {
        in.getLeftExpression().accept(this, context);
        among(row.get(), queries.read(select, scope.inner()));
        return null;
      } else if (in.getRightExpression() instanceof ExpressionList<?> list) {
        compareRows(in, row.get(), list);
      }
    }
    return super.visit(in, context);
  }

  /** A row among those of a query. */
  private void among(ExpressionList<?> row, Exposure exposure) {
    for (int i = 0; i < row.size(); i++) {
      if (meaning(row.get(i)) instanceof TenantColumn column) {
        Optional<Origin> other = exposure.at(i).flatMap(Exposure.Item::origin);
        if (other.isEmpty()) {
          findings.problem("a row with a tenant column is compared with a query's other column");
        } else {
          join(column.origin(), other.get());
        }
      }
    }
  }

  private void compareRows(InExpression in, ExpressionList<?> row, ExpressionList<?> list) {
    for (int i = 0; i < row.size(); i++) {
      if (!(meaning(row.get(i)) instanceof TenantColumn tenant) || negative) {
        continue;
      }
      for (Object member : list) {
        if (!(member instanceof ExpressionList<?> values) || values.size() != row.size()) {
          findings.problem("a row with a tenant column is compared with something that is none");
          return;
        }
      }
      int index = i;
      predicate(
          in,
          new Mention((Column) bare(row.get(i)), tenant.origin()),
          whole -> membersOfList(whole, index));
    }
  }

  private List<Span> membersOfList(Range whole, int index) {
    int open = findings.source.closing(opening(whole.first())) + 2;
    List<Span> members = new ArrayList<>();
    for (Range item : findings.source.items(open)) {
      members.addAll(member(opening(item.first()), index));
    }
    return members;
  }

  private List<Span> member(int open, int index) {
    List<Range> items = findings.source.items(open);
    return index < items.size() ? List.of(findings.source.span(items.get(index))) : List.of();
  }

  /** The parenthesis with which a row begins. */
  private int opening(int first) {
    return findings.source.isAt(first, "row") ? first + 1 : first;
  }

  private void compare(Expression whole, Expression left, Expression right) {
    Optional<ExpressionList<?>> leftRow = row(left);
    Optional<ExpressionList<?>> rightRow = row(right);
    if (leftRow.isEmpty() || rightRow.isEmpty()) {
      compare(whole, left, right, Optional.empty());
      return;
    }
    if (leftRow.get().size() == rightRow.get().size()) {
      for (int i = 0; i < leftRow.get().size(); i++) {
        compare(whole, leftRow.get().get(i), rightRow.get().get(i), Optional.of(i));
      }
    }
  }

  private void compare(
      Expression whole, Expression left, Expression right, Optional<Integer> index) {
    Side one = side(left);
    Side other = side(right);
    if (!one.tenants().isEmpty() && !other.tenants().isEmpty()) {
      if (!negative) {
        join(one.tenants().get(0).origin(), other.tenants().get(0).origin());
      }
    } else if (!one.tenants().isEmpty() && !other.foreign()) {
      predicate(whole, one.tenants().get(0), range -> members(range, index, false));
    } else if (!other.tenants().isEmpty() && !one.foreign()) {
      predicate(whole, other.tenants().get(0), range -> members(range, index, true));
    }
  }

  private List<Span> members(Range whole, Optional<Integer> index, boolean inFirst) {
    if (index.isEmpty()) {
      return List.of();
    }
    int first = opening(whole.first());
    return member(inFirst ? first : opening(findings.source.closing(first) + 2), index.get());
  }

  static void join(Origin one, Origin other) {
    for (Occurrence occurrence : one.occurrences()) {
      other.occurrences().forEach(occurrence::join);
    }
  }

  private interface Members {
    List<Span> in(Range whole);
  }

  private void predicate(Expression whole, Mention mention, Members members) {
    if (negative) {
      return;
    }
    Source source = findings.source;
    Optional<Integer> place = source.place(mention.column());
    Optional<Range> range = place.flatMap(at -> source.around(at, whole));
    Optional<Range> column = place.flatMap(at -> source.from(at, mention.column()));
    if (range.isEmpty() || column.isEmpty()) {
      findings.problem("the place of the condition " + whole + " in the text is not clear");
      return;
    }
    boolean rows = row(left(whole)).isPresent();
    List<Span> spans = members.in(range.get());
    if (rows && spans.isEmpty()) {
      findings.problem("the row's member in " + whole + " is not clear");
      return;
    }
    Origin origin = mention.origin();
    Occurrence first = origin.occurrences().get(0);
    findings.predicates.add(
        new PredicateSite(
            first.table(),
            first.alias(),
            origin.column(),
            source.span(range.get()),
            source.span(column.get()),
            spans,
            alternative(whole, range.get())));
    if (origin.constrains()) {
      origin.occurrences().forEach(Occurrence::constrain);
    }
  }

  private static Expression left(Expression whole) {
    return whole instanceof BinaryExpression binary
        ? binary.getLeftExpression()
        : whole instanceof InExpression in ? in.getLeftExpression() : whole;
  }

  private Optional<Alternative> alternative(Expression whole, Range range) {
    Neighbours neighbours = conjunctions.get(whole);
    Source source = findings.source;
    if (neighbours == null) {
      return Optional.empty();
    }
    if (neighbours.after().isPresent() && source.isAt(range.end(), "and")) {
      Optional<Range> after = source.from(range.end() + 1, neighbours.after().get());
      if (after.isPresent()) {
        return Optional.of(alternative(range, range.end(), after.get()));
      }
    }
    if (neighbours.before().isPresent() && source.isAt(range.first() - 1, "and")) {
      Optional<Range> before = source.before(range.first() - 1, neighbours.before().get());
      if (before.isPresent()) {
        return Optional.of(alternative(before.get(), range.first() - 1, range));
      }
    }
    return Optional.empty();
  }

  private Alternative alternative(Range first, int and, Range second) {
    Source source = findings.source;
    return new Alternative(
        source.span(first).start(),
        source.span(new Range(and, and + 1)),
        source.span(second).end());
  }

  /** A tenant column in an expression. */
  private record Mention(Column column, Origin origin) {}

  /**
   * One side of a comparison.
   *
   * @param foreign whether a column is in it that is no tenant column
   */
  private record Side(List<Mention> tenants, boolean foreign) {}

  private Side side(Expression expression) {
    List<Column> columns = new ArrayList<>();
    expression.accept(new Columns(columns), null);
    List<Mention> tenants = new ArrayList<>();
    boolean foreign = false;
    for (Column column : columns) {
      Meaning meaning = Columns.meaning(column, scope);
      if (meaning instanceof TenantColumn tenant) {
        tenants.add(new Mention(column, tenant.origin()));
      }
      foreign |= meaning instanceof Foreign;
    }
    return new Side(tenants, foreign);
  }

  private Meaning meaning(Object expression) {
    return bare(expression) instanceof Column column
        ? Columns.meaning(column, scope)
        : new Scope.Value();
  }

  private static Object bare(Object expression) {
    return expression instanceof Expression e ? Columns.bare(e) : expression;
  }

  /** A row of several members. */
  private static Optional<ExpressionList<?>> row(Expression expression) {
    return expression instanceof ParenthesedExpressionList<?> list && list.size() > 1
        ? Optional.of(list)
        : Optional.empty();
  }
}
