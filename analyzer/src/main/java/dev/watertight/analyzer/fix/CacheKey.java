package dev.watertight.analyzer.fix;

import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.MemberValuePair;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import dev.watertight.core.finding.Fix;
import java.util.List;
import java.util.Optional;

/** Puts the tenant that a method takes into the key of its cache annotation. */
final class CacheKey implements Fixer {
  @Override
  public Optional<Fix> fix(Place place) {
    Optional<MethodDeclaration> method =
        place
            .file()
            .find(
                MethodDeclaration.class,
                m ->
                    Place.begins(m.getName(), place.at().line(), place.at().column())
                        || m.getAnnotations().stream().anyMatch(place::contains));
    Optional<Parameter> tenant =
        method.flatMap(m -> new TenantValue(place.analysis()).parameter(m));
    if (tenant.isEmpty()) {
      return Optional.empty();
    }
    List<StringLiteralExpr> keys =
        method.orElseThrow().getAnnotations().stream()
            .filter(CacheKey::isCache)
            .flatMap(a -> a.findAll(MemberValuePair.class).stream())
            .filter(p -> p.getNameAsString().equals("key"))
            .map(MemberValuePair::getValue)
            .filter(StringLiteralExpr.class::isInstance)
            .map(StringLiteralExpr.class::cast)
            .filter(k -> !k.getValue().isBlank())
            .toList();
    if (keys.size() != 1) {
      return Optional.empty();
    }
    int at = place.file().begin(keys.get(0)) + 1;
    int end = place.file().end(keys.get(0)) - 1;
    boolean simple = keys.get(0).getValue().matches("#\\w+");
    String before = "{#" + tenant.get().getNameAsString() + ", ";
    return Optional.of(
        new Fix(
            "Put the tenant into the key: `"
                + before
                + (simple ? keys.get(0).getValue() : "…")
                + "}`",
            List.of(place.file().insert(at, before), place.file().insert(end, "}"))));
  }

  private static boolean isCache(AnnotationExpr annotation) {
    return annotation.getName().getIdentifier().startsWith("Cach");
  }
}
