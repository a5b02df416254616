package dev.watertight.analyzer.fix;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MethodCallExpr;
import dev.watertight.core.finding.Fix;
import java.util.List;
import java.util.Optional;

/**
 * Takes the tenant's column out of what a jOOQ update sets, where it sets something else as well.
 */
final class JooqAssignment implements Fixer {
  @Override
  public Optional<Fix> fix(Place place) {
    Optional<MethodCallExpr> call =
        place.access().filter(JooqCondition::isJooq).flatMap(a -> place.call());
    Optional<String> column = place.onlyGap().flatMap(place::tenantColumn);
    if (call.isEmpty() || column.isEmpty()) {
      return Optional.empty();
    }
    Chain chain = Chain.around(place.file(), call.get());
    List<MethodCallExpr> sets =
        chain.calls().stream().filter(c -> c.getNameAsString().equals("set")).toList();
    List<MethodCallExpr> ours = sets.stream().filter(c -> JooqStamp.sets(c, column.get())).toList();
    boolean update = chain.calls().stream().anyMatch(c -> c.getNameAsString().equals("update"));
    if (!update || ours.size() != 1 || sets.size() < 2) {
      return Optional.empty();
    }
    Expression before = ours.get(0).getScope().orElseThrow();
    return Optional.of(
        new Fix(
            "Leave the tenant's column out of the update",
            List.of(
                place
                    .file()
                    .replace(place.file().end(before), place.file().end(ours.get(0)), ""))));
  }
}
