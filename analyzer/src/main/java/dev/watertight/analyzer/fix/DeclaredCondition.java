package dev.watertight.analyzer.fix;

import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.MemberValuePair;
import com.github.javaparser.ast.expr.NormalAnnotationExpr;
import com.github.javaparser.ast.expr.SingleMemberAnnotationExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.TextBlockLiteralExpr;
import dev.watertight.analyzer.scope.Gap;
import dev.watertight.core.finding.Fix;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Adds the tenant that a method takes to the statement in its annotation: SQL of MyBatis, JDBI or
 * Spring Data's native queries, in which parameters have names. Only where the statement has one
 * WHERE, no OR and no other query in it.
 */
final class DeclaredCondition implements Fixer {
  private static final Set<String> MYBATIS = Set.of("Select", "Update", "Delete");
  private static final Set<String> NAMED = Set.of("Query", "SqlQuery", "SqlUpdate");
  private static final Pattern WHERE = Pattern.compile("(?i)\\bwhere(\\s+)");
  private static final Pattern HARD =
      Pattern.compile("(?i)\\b(?:or|join|union|with|intersect|except)\\b|<");

  private static final Pattern ALIAS =
      Pattern.compile("(?i)\\b(?:from|update)\\s+[\\w.\"]+\\s+(?:as\\s+)?(\\w+)");

  @Override
  public Optional<Fix> fix(Place place) {
    Optional<String> table = place.gap().map(Gap::table);
    Optional<String> column = table.flatMap(place::tenantColumn);
    Optional<MethodDeclaration> method =
        place
            .method()
            .filter(MethodDeclaration.class::isInstance)
            .map(MethodDeclaration.class::cast);
    Optional<Parameter> tenant =
        method.flatMap(m -> new TenantValue(place.analysis()).parameter(m));
    if (column.isEmpty() || tenant.isEmpty()) {
      return Optional.empty();
    }
    for (AnnotationExpr each : method.orElseThrow().getAnnotations()) {
      String kind = each.getName().getIdentifier();
      Optional<String> bound = bound(kind, tenant.get(), isNative(each));
      Optional<Expression> text = text(each);
      if (bound.isPresent() && text.isPresent()) {
        return fix(place, text.get(), column.get(), bound.get());
      }
    }
    return Optional.empty();
  }

  /** How the statement names the parameter. */
  private static Optional<String> bound(String kind, Parameter parameter, boolean isNative) {
    Optional<String> name =
        parameter.getAnnotations().stream()
            .filter(a -> Set.of("Param", "Bind").contains(a.getName().getIdentifier()))
            .findFirst()
            .flatMap(DeclaredCondition::text)
            .filter(StringLiteralExpr.class::isInstance)
            .map(t -> ((StringLiteralExpr) t).getValue());
    if (MYBATIS.contains(kind)) {
      return name.map(n -> "#{" + n + "}");
    }
    return NAMED.contains(kind) && (isNative || !kind.equals("Query"))
        ? name.map(n -> ":" + n)
        : Optional.empty();
  }

  private static boolean isNative(AnnotationExpr annotation) {
    return annotation.findAll(MemberValuePair.class).stream()
        .anyMatch(
            p ->
                p.getNameAsString().equals("nativeQuery")
                    && p.getValue().toString().equals("true"));
  }

  private static Optional<Expression> text(AnnotationExpr annotation) {
    Optional<Expression> value =
        annotation instanceof SingleMemberAnnotationExpr single
            ? Optional.of(single.getMemberValue())
            : annotation instanceof NormalAnnotationExpr normal
                ? normal.getPairs().stream()
                    .filter(p -> p.getNameAsString().equals("value"))
                    .map(MemberValuePair::getValue)
                    .findFirst()
                : Optional.empty();
    return value.filter(v -> v instanceof StringLiteralExpr || v instanceof TextBlockLiteralExpr);
  }

  private static Optional<Fix> fix(Place place, Expression literal, String column, String bound) {
    String written = place.file().of(literal);
    Matcher where = WHERE.matcher(written);
    if (!where.find()
        || HARD.matcher(written).find()
        || count(written, "select") > 1
        || count(written, "from") + count(written, "update") > 1
        || written.contains(bound)) {
      return Optional.empty();
    }
    int at = place.file().begin(literal) + where.end();
    if (where.find()) {
      return Optional.empty();
    }
    String alias = alias(written).map(a -> a + ".").orElse("");
    String condition = alias + column + " = " + bound;
    return Optional.of(
        new Fix(
            "Hold the rows to the tenant: `" + condition + "`",
            List.of(place.file().insert(at, condition + " and "))));
  }

  private static int count(String text, String word) {
    Matcher matcher = Pattern.compile("(?i)\\b" + word + "\\b").matcher(text);
    int count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }

  /** What the statement calls its only relation. */
  private static Optional<String> alias(String text) {
    Matcher named = ALIAS.matcher(text);
    return named.find()
            && !Set.of("where", "set", "join", "left", "inner", "right", "full", "cross")
                .contains(named.group(1).toLowerCase(Locale.ROOT))
        ? Optional.of(named.group(1))
        : Optional.empty();
  }
}
