package dev.watertight.analyzer.scope;

import dev.watertight.analyzer.sql.SqlTrees;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.AnyComparisonExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.CollateExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.JdbcNamedParameter;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.Select;

/** Says what the sides of comparisons are. */
final class Sides {
  /** Functions of one text that tell two of them apart as before, or only by case and space. */
  private static final Set<String> KEEPING = Set.of("lower", "upper", "trim", "btrim", "cast");

  /** What reads as a column and is a value. */
  private static final Set<String> WORDS =
      Set.of(
          "current_catalog",
          "current_date",
          "current_schema",
          "current_time",
          "current_timestamp",
          "default",
          "false",
          "localtime",
          "localtimestamp",
          "true");

  private static final Set<String> ROLES =
      Set.of("current_role", "current_user", "session_user", "system_user", "user");

  /** Functions of the database that give nothing of the scope, where nothing of it goes in. */
  private static final Set<String> BUILT_IN =
      Set.of(
          "now",
          "random",
          "gen_random_uuid",
          "uuid_generate_v4",
          "version",
          "clock_timestamp",
          "statement_timestamp",
          "transaction_timestamp",
          "nextval",
          "lower",
          "upper",
          "trim",
          "md5",
          "concat",
          "coalesce",
          "nullif",
          "greatest",
          "least",
          "to_char",
          "to_date",
          "length",
          "substring",
          "replace",
          "abs",
          "round",
          "count",
          "sum",
          "min",
          "max");

  private final Options options;
  private final Queries queries;

  Sides(Options options, Queries queries) {
    this.options = options;
    this.queries = queries;
  }

  Side of(Expression expression, Frame frame, Block block) {
    Expression bare = bare(expression);
    if (bare instanceof Column column) {
      return column(column, frame);
    }
    if (bare instanceof JdbcNamedParameter named) {
      return new Side.Bound(Optional.of(named.getName()));
    }
    if (bare instanceof JdbcParameter) {
      return new Side.Bound(Optional.empty());
    }
    if (bare instanceof StringValue text) {
      return text.getValue().indexOf(SqlTrees.MARK) >= 0
          ? new Side.Bound(Optional.empty())
          : new Side.Constant();
    }
    if (bare instanceof Select select) {
      return query(select, frame, block, 0);
    }
    if (bare instanceof AnyComparisonExpression any && any.getSelect() != null) {
      return query(any.getSelect(), frame, block, 0);
    }
    if (bare instanceof Function function) {
      return function(function, frame, block);
    }
    return made(bare, frame);
  }

  /** A column of a query's result. */
  Side query(Select select, Frame frame, Block block, int index) {
    Queries.Read read = queries.nested(select, frame, block);
    return read.exposure()
        .node(index)
        .<Side>map(n -> new Side.Tenant(n, Conditions.found(read.block())))
        .orElse(new Side.Other());
  }

  private Side column(Column column, Frame frame) {
    if (Mentions.isHole(column)) {
      return new Side.Bound(Optional.empty());
    }
    Optional<String> qualifier = qualifier(column);
    String name = name(column);
    if (qualifier.isEmpty() && WORDS.contains(Relation.key(name))) {
      return new Side.Constant();
    }
    if (qualifier.isEmpty() && ROLES.contains(Relation.key(name))) {
      return options.rolePerTenant() ? new Side.Bound(Optional.empty()) : new Side.Constant();
    }
    return meaning(qualifier, name, frame);
  }

  private static Side meaning(Optional<String> qualifier, String name, Frame frame) {
    if (qualifier.isEmpty()) {
      Optional<Relation> relation = frame.having(name);
      return relation.isPresent() ? tenant(relation, name) : row(frame.relation(name));
    }
    List<String> path = List.of(qualifier.get().split("\\."));
    for (int i = path.size() - 1; i >= 0; i--) {
      Optional<Relation> relation = frame.relation(path.get(i));
      if (relation.isPresent()) {
        String rest = String.join(".", path.subList(i + 1, path.size()));
        return tenant(relation, rest.isEmpty() ? name : rest + "." + name);
      }
    }
    return new Side.Other();
  }

  /** A row as a whole, as JPQL names it: its key stands for it. */
  private static Side row(Optional<Relation> relation) {
    Optional<String> key =
        relation
            .flatMap(Relation::table)
            .map(KnownRelation::referenced)
            .filter(k -> k.size() == 1)
            .map(k -> k.iterator().next());
    return key.isPresent() ? tenant(relation, key.get()) : new Side.Other();
  }

  private static Side tenant(Optional<Relation> relation, String path) {
    return relation
        .flatMap(r -> r.tenant(path))
        .<Side>map(n -> new Side.Tenant(n, Condition.FREE))
        .orElse(new Side.Other());
  }

  static String name(Column column) {
    return column.getUnquotedColumnName();
  }

  private static Optional<String> qualifier(Column column) {
    Table table = column.getTable();
    if (table == null || table.getName() == null || table.getName().isEmpty()) {
      return Optional.empty();
    }
    String schema = table.getUnquotedSchemaName();
    return Optional.of(
        schema == null || schema.isEmpty()
            ? table.getUnquotedName()
            : schema + "." + table.getUnquotedName());
  }

  private Side function(Function function, Frame frame, Block block) {
    String name = Relation.key(function.getName());
    ExpressionList<?> parameters = function.getParameters();
    if (name.endsWith("current_setting")) {
      boolean other =
          parameters != null
              && !parameters.isEmpty()
              && parameters.get(0) instanceof StringValue setting
              && options.setting().filter(s -> !s.equalsIgnoreCase(setting.getValue())).isPresent();
      return other ? new Side.Constant() : new Side.Bound(Optional.empty());
    }
    boolean keeps =
        parameters != null
            && (KEEPING.contains(name)
                ? parameters.size() == 1
                : (name.equals("coalesce") || name.equals("nullif"))
                    && restIsConstant(parameters, frame, block));
    return keeps && parameters != null
        ? of(parameters.get(0), frame, block)
        : made(function, frame);
  }

  private boolean restIsConstant(ExpressionList<?> parameters, Frame frame, Block block) {
    return parameters.size() > 1
        && parameters.subList(1, parameters.size()).stream()
            .allMatch(p -> of(p, frame, block) instanceof Side.Constant);
  }

  /** What an expression gives, by what goes into it. */
  private Side made(Expression expression, Frame frame) {
    Mentions mentions = Mentions.of(expression);
    for (Column column : mentions.columns) {
      Side side = column(column, frame);
      boolean own = side instanceof Side.Tenant || side instanceof Side.Other;
      if (own && !(options.optional() && isFallback(expression))) {
        return new Side.Other();
      }
    }
    if (!mentions.queries.isEmpty()) {
      return new Side.Other();
    }
    boolean own =
        mentions.functions.stream().anyMatch(f -> !BUILT_IN.contains(Relation.key(f.getName())));
    return mentions.bound || own ? new Side.Bound(Optional.empty()) : new Side.Constant();
  }

  /** {@code coalesce(?, organization_id)}: holds for every row where no tenant is asked for. */
  private static boolean isFallback(Expression expression) {
    return expression instanceof Function function
        && Relation.key(function.getName()).equals("coalesce");
  }

  /** The expression without casts and parentheses around it. */
  static Expression bare(Expression expression) {
    Expression bare = expression;
    while (true) {
      if (bare instanceof CastExpression cast) {
        bare = cast.getLeftExpression();
      } else if (bare instanceof CollateExpression collate) {
        bare = collate.getLeftExpression();
      } else if (bare instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
        bare = list.get(0);
      } else {
        return bare;
      }
    }
  }
}
