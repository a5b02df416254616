package dev.watertight.analyzer.scope;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.facts.Stmt;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.MethodDecl;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the parameter of a method that is a tenant's id by its name, and of no use in it. */
public final class UnusedParameter {
  /** Calls that look at a value and do nothing with it. */
  private static final Set<String> CHECKS =
      Set.of(
          "requireNonNull",
          "requireNonNullElse",
          "notNull",
          "checkNotNull",
          "nonNull",
          "isNull",
          "hasText",
          "hasLength",
          "isBlank",
          "isEmpty",
          "isNotBlank",
          "isNotEmpty",
          "notBlank",
          "notEmpty");

  private static final Pattern LOG = Pattern.compile("(?i)(?:[a-z]+_)?log(?:ger)?");

  private final Set<String> names = new HashSet<>();

  /** By the names of the tenant columns. */
  public UnusedParameter(List<String> tenantColumns) {
    names.add("tenantid");
    for (String column : tenantColumns) {
      names.add(column.toLowerCase(Locale.ROOT).replace("_", ""));
    }
  }

  /** The parameter of the method around the access, if there is such a one. */
  public Optional<MethodFact.Parameter> in(Access access) {
    return access.method().map(MethodDecl::fact).flatMap(m -> in(m, access));
  }

  private Optional<MethodFact.Parameter> in(MethodFact method, Access access) {
    return method.parameters().stream()
        .filter(p -> names.contains(p.name().toLowerCase(Locale.ROOT)))
        .filter(
            p ->
                method
                    .body()
                    .map(b -> !isUsed(p.name(), b))
                    .orElseGet(() -> !isBound(p, method, access)))
        .findFirst();
  }

  /** Whether a declared query names the parameter, by its name or its place. */
  private static boolean isBound(MethodFact.Parameter parameter, MethodFact method, Access access) {
    boolean text = access.wording().isPresent() && !access.path().endsWith(".xml");
    boolean annotated =
        method.annotations().stream()
            .anyMatch(a -> a.name().endsWith("Query") || a.name().endsWith("SqlUpdate"));
    if (!text || !annotated || !parameter.annotations().isEmpty()) {
      return true;
    }
    int place = method.parameters().indexOf(parameter) + 1;
    Pattern bound =
        Pattern.compile(
            "[:#{]\\s*" + Pattern.quote(parameter.name()) + "\\b|\\?" + place + "\\b|\\?(?!\\d)");
    return access.wording().get().variants().stream().anyMatch(v -> bound.matcher(v).find());
  }

  private static boolean isUsed(String name, Stmt body) {
    Set<Span> all = new HashSet<>();
    Set<Span> noUse = new HashSet<>();
    Parts.expressions(
        body,
        e -> {
          if (isNamed(e, name)) {
            all.add(e.span());
          }
          if (isNoUse(e)) {
            Parts.expressions(
                e,
                inner -> {
                  if (isNamed(inner, name)) {
                    noUse.add(inner.span());
                  }
                });
          }
        });
    all.removeAll(noUse);
    return !all.isEmpty();
  }

  private static boolean isNamed(Expr expression, String name) {
    return expression instanceof Expr.Name named && named.id().equals(name);
  }

  /** A null check, a line of a log, a text of an exception. */
  private static boolean isNoUse(Expr expression) {
    if (expression instanceof Expr.Binary binary) {
      return (binary.operator().equals("==") || binary.operator().equals("!="))
          && binary.operands().stream()
              .anyMatch(o -> o instanceof Expr.Literal l && l.kind() == Expr.Literal.Kind.NULL);
    }
    if (expression instanceof Expr.New creation) {
      return creation.type().name().endsWith("Exception");
    }
    return expression instanceof Expr.Call call
        && (CHECKS.contains(call.name())
            || (call.scope().isPresent()
                && call.scope().get() instanceof Expr.Name scope
                && LOG.matcher(scope.id()).matches()));
  }
}
