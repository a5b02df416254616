package dev.watertight.analyzer.fix;

import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import dev.watertight.analyzer.link.Access;
import dev.watertight.core.finding.Fix;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Adds the tenant to the WHERE of a jOOQ query over a generated table. */
final class JooqCondition implements Fixer {
  private static final Set<String> NAMES =
      Set.of("selectFrom", "from", "update", "deleteFrom", "delete");

  @Override
  public Optional<Fix> fix(Place place) {
    Optional<String> table = place.onlyGap();
    Optional<MethodCallExpr> call =
        place.access().filter(JooqCondition::isJooq).flatMap(a -> place.call());
    Optional<CallableDeclaration<?>> method = place.method();
    if (table.isEmpty() || call.isEmpty() || method.isEmpty()) {
      return Optional.empty();
    }
    Chain chain = Chain.around(place.file(), call.get());
    Optional<Expression> named = chain.table(NAMES, table.get());
    Optional<String> column = place.tenantColumn(table.get());
    Optional<String> tenant = new TenantValue(place.analysis()).in(method.get());
    if (!chain.isOne() || named.isEmpty() || column.isEmpty() || tenant.isEmpty()) {
      return Optional.empty();
    }
    String condition = column(place, named.get(), column.get()) + ".eq(" + tenant.get() + ")";
    return chain
        .withCondition(condition)
        .map(r -> new Fix("Hold the rows to the tenant: `" + condition + "`", List.of(r)));
  }

  static boolean isJooq(Access access) {
    return access.road().startsWith("jOOQ");
  }

  /** The generated field of the tenant's column. */
  static String column(Place place, Expression table, String column) {
    return place.file().of(table) + "." + column.toUpperCase(Locale.ROOT);
  }
}
