package dev.watertight.analyzer.fix;

import com.github.javaparser.Position;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.expr.MethodCallExpr;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.rules.Analysis;
import dev.watertight.analyzer.scope.Gap;
import dev.watertight.core.finding.Location;
import dev.watertight.core.tenant.TenantTable;
import java.util.List;
import java.util.Optional;

/**
 * Where a finding stands.
 *
 * @param rule the finding's
 * @param accesses the statements that it is about
 */
record Place(
    Analysis analysis, String rule, JavaText file, Location.InFile at, List<Access> accesses) {

  /** The statement, where there is one only. */
  Optional<Access> access() {
    return accesses.size() == 1 ? Optional.of(accesses.get(0)) : Optional.empty();
  }

  /** What is not held, where it is one relation only and nothing about it is unknown. */
  Optional<Gap> gap() {
    List<Gap> gaps =
        access()
            .flatMap(analysis.judgements()::of)
            .map(
                j ->
                    switch (rule) {
                      case "unstamped-insert" -> j.unstamped();
                      case "mutable-tenant-column" -> j.assigned();
                      default -> j.unscoped();
                    })
            .orElse(List.of());
    return gaps.size() == 1 && !gaps.get(0).open() ? Optional.of(gaps.get(0)) : Optional.empty();
  }

  /** Its table, where the statement calls it by its own name. */
  Optional<String> onlyGap() {
    return gap().filter(g -> g.alias().equalsIgnoreCase(g.table())).map(Gap::table);
  }

  /** The column of the table that names the tenant, where it is one. */
  Optional<String> tenantColumn(String table) {
    return analysis
        .tables()
        .find(Optional.empty(), table)
        .map(TenantTable::tenantColumns)
        .filter(c -> c.size() == 1)
        .map(c -> c.get(0));
  }

  /** The call whose name stands where the statement is. */
  Optional<MethodCallExpr> call() {
    return access()
        .flatMap(
            a ->
                file.find(
                    MethodCallExpr.class,
                    c -> begins(c.getName(), a.at().line(), a.at().column())));
  }

  /** The method or constructor in which the statement stands, or which the finding is about. */
  Optional<CallableDeclaration<?>> method() {
    return call()
        .map(Node.class::cast)
        .flatMap(Place::around)
        .or(
            () ->
                file.find(
                        MethodDeclaration.class,
                        m -> begins(m.getName(), at.line(), at.column()) || holds(m))
                    .map(m -> (CallableDeclaration<?>) m));
  }

  private static Optional<CallableDeclaration<?>> around(Node node) {
    for (Optional<Node> each = node.getParentNode();
        each.isPresent();
        each = each.get().getParentNode()) {
      if (each.get() instanceof CallableDeclaration<?> callable) {
        return Optional.of(callable);
      }
    }
    return Optional.empty();
  }

  /** Whether one of its annotations is where the finding stands. */
  private boolean holds(MethodDeclaration method) {
    return method.getAnnotations().stream().anyMatch(this::contains);
  }

  /** Whether the node is around the place. */
  boolean contains(Node node) {
    return node.getRange().map(r -> r.contains(new Position(at.line(), at.column()))).orElse(false);
  }

  static boolean begins(Node node, int line, int column) {
    return node.getBegin().map(b -> b.line == line && b.column == column).orElse(false);
  }
}
