package dev.watertight.analyzer.scope;

import dev.watertight.analyzer.sql.SqlTrees;
import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.expression.AnyComparisonExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.JdbcNamedParameter;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** What an expression is made of; queries in it are not looked into. */
final class Mentions extends ExpressionVisitorAdapter<@Nullable Void> {
  final List<Column> columns = new ArrayList<>();
  final List<Select> queries = new ArrayList<>();
  final List<Function> functions = new ArrayList<>();
  boolean bound;

  static Mentions of(Expression expression) {
    Mentions mentions = new Mentions();
    expression.accept(mentions, null);
    return mentions;
  }

  @Override
  public <S> @Nullable Void visit(Column column, S context) {
    if (isHole(column)) {
      bound = true;
    } else {
      columns.add(column);
    }
    return null;
  }

  static boolean isHole(Column column) {
    return column.getFullyQualifiedName().indexOf(SqlTrees.MARK) >= 0;
  }

  @Override
  public <S> @Nullable Void visit(JdbcParameter parameter, S context) {
    bound = true;
    return null;
  }

  @Override
  public <S> @Nullable Void visit(JdbcNamedParameter parameter, S context) {
    bound = true;
    return null;
  }

  @Override
  public <S> @Nullable Void visit(StringValue text, S context) {
    bound |= text.getValue().indexOf(SqlTrees.MARK) >= 0;
    return null;
  }

  @Override
  public <S> @Nullable Void visit(Function function, S context) {
    functions.add(function);
    return super.visit(function, context);
  }

  @Override
  public <S> @Nullable Void visit(ParenthesedSelect select, S context) {
    queries.add(select);
    return null;
  }

  @Override
  public <S> @Nullable Void visit(Select select, S context) {
    queries.add(select);
    return null;
  }

  @Override
  public <S> @Nullable Void visit(AnyComparisonExpression any, S context) {
    if (any.getSelect() != null) {
      queries.add(any.getSelect());
    }
    return null;
  }
}
