package dev.watertight.isolation.sql;

import dev.watertight.isolation.sql.Scope.Meaning;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.AnyComparisonExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** Collects the columns of an expression, those of queries in it aside. */
final class Columns extends ExpressionVisitorAdapter<@Nullable Void> {
  /** What reads as a column and is a value. */
  private static final Set<String> VALUES =
      Set.of(
          "current_catalog",
          "current_date",
          "current_role",
          "current_schema",
          "current_time",
          "current_timestamp",
          "current_user",
          "default",
          "false",
          "localtime",
          "localtimestamp",
          "session_user",
          "system_user",
          "true",
          "user");

  private final List<Column> found;

  Columns(List<Column> found) {
    this.found = found;
  }

  /** What a column means. */
  static Meaning meaning(Column column, Scope scope) {
    Optional<String> qualifier = qualifier(column);
    if (qualifier.isEmpty() && VALUES.contains(Scope.key(column.getColumnName()))) {
      return new Scope.Value();
    }
    return scope.meaning(qualifier, name(column));
  }

  static String name(Column column) {
    return column.getUnquotedColumnName();
  }

  private static Optional<String> qualifier(Column column) {
    Table table = column.getTable();
    return table == null || table.getName() == null || table.getName().isEmpty()
        ? Optional.empty()
        : Optional.of(table.getUnquotedName());
  }

  /** The expression without casts and parentheses around it. */
  static Expression bare(Expression expression) {
    Expression bare = expression;
    while (true) {
      if (bare instanceof CastExpression cast) {
        bare = cast.getLeftExpression();
      } else if (bare instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
        bare = list.get(0);
      } else {
        return bare;
      }
    }
  }

  @Override
  public <S> @Nullable Void visit(Column column, S context) {
    found.add(column);
    return null;
  }

  @Override
  public <S> @Nullable Void visit(ParenthesedSelect select, S context) {
    return null;
  }

  @Override
  public <S> @Nullable Void visit(Select select, S context) {
    return null;
  }

  @Override
  public <S> @Nullable Void visit(AnyComparisonExpression any, S context) {
    return null;
  }
}
