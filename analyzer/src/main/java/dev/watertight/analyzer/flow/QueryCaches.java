package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.analyzer.link.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Queries in Hibernate's query cache, whose key is the query's text with what is bound to it: where
 * the tenant is in neither, it is left to the database, which is not asked again.
 */
final class QueryCaches {
  private static final Pattern HINT =
      Pattern.compile("org\\.hibernate\\.cacheable|HINT_CACHEABLE|CACHEABLE");
  private static final Pattern WORD = Pattern.compile("\\w+");
  private static final Pattern TEXT = Pattern.compile("(?is)\\bfrom\\b.*");

  private final Terms terms;
  private final Carriers carriers;
  private final List<Access> accesses;
  private final BiFunction<TypeDecl, AnnotationFact, Map<String, Value>> attributes;

  /**
   * The caches.
   *
   * @param accesses those of tenants' tables to which nothing adds the tenant by itself
   */
  QueryCaches(
      Terms terms,
      Carriers carriers,
      List<Access> accesses,
      BiFunction<TypeDecl, AnnotationFact, Map<String, Value>> attributes) {
    this.terms = terms;
    this.carriers = carriers;
    this.accesses = accesses;
    this.attributes = attributes;
  }

  void find(Unit unit, List<Found> found) {
    for (Node each : unit.calls()) {
      if (each.item() instanceof Expr.Call call && caches(call)) {
        query(call, unit)
            .filter(a -> !names(a))
            .ifPresent(a -> found.add(at(unit, call.nameSpan(), a)));
      }
    }
  }

  private static boolean caches(Expr.Call call) {
    List<Expr> arguments = call.arguments();
    if (call.name().equals("setCacheable")) {
      return arguments.size() == 1 && isTrue(arguments.get(0));
    }
    return call.name().equals("setHint")
        && arguments.size() == 2
        && Parts.any(arguments.get(0), QueryCaches::isHint)
        && isTrue(arguments.get(1));
  }

  private static boolean isHint(Expr expression) {
    return (expression instanceof Expr.Text text && HINT.matcher(text.value()).matches())
        || (expression instanceof Expr.Name name && HINT.matcher(name.id()).matches())
        || (expression instanceof Expr.Field field && HINT.matcher(field.name()).matches());
  }

  private static boolean isTrue(Expr expression) {
    return (expression instanceof Expr.Literal literal && literal.text().equals("true"))
        || (expression instanceof Expr.Text text && text.value().equals("true"))
        || (expression instanceof Expr.Field field && field.name().equals("TRUE"));
  }

  /**
   * The statement that the query is: in the same chain, or in the variable that it is called on.
   */
  private Optional<Access> query(Expr.Call call, Unit unit) {
    List<Span> spans = new ArrayList<>();
    spans.add(call.span());
    Expr root = call;
    while (root instanceof Expr.Call next && next.scope().isPresent()) {
      root = next.scope().get();
    }
    if (root instanceof Expr.Name name) {
      unit.variable(name.id(), name.span())
          .ifPresent(
              v -> Carriers.values(v, name.span(), unit).forEach(value -> spans.add(value.span())));
    }
    return accesses.stream()
        .filter(a -> a.path().equals(unit.path()))
        .filter(a -> spans.stream().anyMatch(s -> s.contains(a.at())))
        .findFirst();
  }

  /** Whether the text of a statement names the tenant; of one without text it is not known. */
  private boolean names(Access access) {
    return !TEXT.matcher(access.text()).find()
        || WORD.matcher(access.text()).results().anyMatch(w -> terms.isTenant(w.group()));
  }

  /** Hints of a repository's methods. */
  void find(TypeDecl type, List<Found> found) {
    for (MethodFact fact : type.fact().methods()) {
      MethodDecl method = new MethodDecl(type, fact);
      for (AnnotationFact each : fact.annotations()) {
        if (Code.simple(each.name()).equals("QueryHints") && isHint(each, type)) {
          accesses.stream()
              .filter(a -> a.method().filter(method::equals).isPresent())
              .filter(a -> !names(a) || !TEXT.matcher(a.text()).find())
              .filter(a -> !hasTenant(method))
              .findFirst()
              .ifPresent(
                  a ->
                      found.add(
                          new Found(
                              type,
                              method.signature(),
                              Optional.of(method),
                              each.span(),
                              message(a),
                              a.tables().stream().findFirst().map(t -> t.name()),
                              "query cache",
                              List.of())));
        }
      }
    }
  }

  private boolean hasTenant(MethodDecl method) {
    for (int i = 0; i < method.fact().parameters().size(); i++) {
      if (carriers.parameter(method, i) != Hold.NONE) {
        return true;
      }
    }
    return false;
  }

  private boolean isHint(AnnotationFact hints, TypeDecl type) {
    List<AnnotationFact> all = new ArrayList<>();
    hints
        .attributes()
        .values()
        .forEach(
            v ->
                Parts.expressions(
                    v,
                    e -> {
                      if (e instanceof Expr.AnnotationValue value) {
                        all.add(value.annotation());
                      }
                    }));
    for (AnnotationFact each : all) {
      Map<String, Value> values = attributes.apply(type, each);
      Expr name = each.attributes().get("name");
      boolean cacheable =
          name != null
              && (Parts.any(name, QueryCaches::isHint)
                  || text(values, "name").filter(t -> HINT.matcher(t).matches()).isPresent());
      if (cacheable && text(values, "value").filter(t -> t.equals("true")).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> text(Map<String, Value> values, String attribute) {
    return Optional.ofNullable(values.get(attribute)).map(v -> v.textOrHole().variants().get(0));
  }

  private static Found at(Unit unit, Span at, Access access) {
    return Found.in(
        unit,
        at,
        message(access),
        access.tables().stream().findFirst().map(t -> t.name()),
        "query cache");
  }

  private static String message(Access access) {
    return "The result of this query on `"
        + access.tables().stream().findFirst().map(t -> t.name()).orElse("")
        + "` goes into Hibernate's query cache, and the tenant is neither in its text nor bound to"
        + " it: the next tenant gets the same result. Compare the tenant column in the query, or do"
        + " not cache it.";
  }
}
