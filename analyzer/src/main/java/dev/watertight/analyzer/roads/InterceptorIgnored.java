package dev.watertight.analyzer.roads;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.link.Access.Through;
import dev.watertight.analyzer.link.TypeDecl;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** MyBatis-Plus's {@code @InterceptorIgnore}: statements that its tenant plugin is to pass over. */
public final class InterceptorIgnored {
  private static final Set<String> YES = Set.of("1", "true", "on", "yes");

  private InterceptorIgnored() {}

  /** What a statement of the mapper goes through; the method's annotation has the last word. */
  public static Through through(Optional<TypeDecl> mapper, Optional<MethodFact> method) {
    Optional<String> said =
        method
            .flatMap(m -> tenantLine(m.annotations()))
            .or(() -> mapper.flatMap(t -> tenantLine(t.fact().annotations())));
    return said.filter(YES::contains).isPresent() ? Through.NATIVE : Through.MYBATIS;
  }

  private static Optional<String> tenantLine(List<AnnotationFact> annotations) {
    return annotations.stream()
        .filter(a -> a.name().substring(a.name().lastIndexOf('.') + 1).equals("InterceptorIgnore"))
        .map(a -> a.attributes().get("tenantLine"))
        .filter(Expr.Text.class::isInstance)
        .map(e -> ((Expr.Text) e).value())
        .filter(t -> !t.isBlank())
        .findFirst();
  }
}
