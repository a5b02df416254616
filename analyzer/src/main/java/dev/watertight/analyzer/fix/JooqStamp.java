package dev.watertight.analyzer.fix;

import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import dev.watertight.core.finding.Fix;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sets the tenant in a jOOQ insert that sets columns one by one and leaves it out. */
final class JooqStamp implements Fixer {
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
    Optional<Expression> named = chain.table(Set.of("insertInto"), table.get());
    Optional<String> column = place.tenantColumn(table.get());
    Optional<String> tenant = new TenantValue(place.analysis()).in(method.get());
    List<MethodCallExpr> calls = chain.calls();
    for (int i = 0; i + 1 < calls.size() && named.isPresent() && column.isPresent(); i++) {
      if (calls.get(i).getNameAsString().equals("insertInto")
          && calls.get(i + 1).getNameAsString().equals("set")
          && calls.get(i + 1).getArguments().size() == 2
          && tenant.isPresent()
          && calls.stream().noneMatch(c -> sets(c, column.get()))) {
        String set = JooqCondition.column(place, named.get(), column.get()) + ", " + tenant.get();
        return Optional.of(
            new Fix(
                "Set the row's tenant: `.set(" + set + ")`",
                List.of(chain.insertAfter(i, "set(" + set + ")"))));
      }
    }
    return Optional.empty();
  }

  /** Whether the call assigns the column. */
  static boolean sets(MethodCallExpr call, String column) {
    return call.getNameAsString().equals("set")
        && call.getArguments().size() == 2
        && Chain.isConstant(call.getArgument(0), column);
  }
}
