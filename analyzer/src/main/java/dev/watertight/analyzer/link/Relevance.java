package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.facts.Stmt;
import dev.watertight.analyzer.facts.TypeFact;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells which bodies can hold an access to a database: those with a call at which a road begins,
 * and those that call a method whose callers say what it runs. To look closely at the others, which
 * are nearly all, would find nothing.
 */
final class Relevance {
  private record Call(String name, int arguments) {}

  private final List<Road> roads;
  private final boolean everything;
  private final Map<Call, Boolean> begins = new HashMap<>();
  private final Set<String> takers = new HashSet<>();

  /**
   * Relevance for the given roads.
   *
   * @param everything whether every body counts
   */
  Relevance(List<Road> roads, boolean everything) {
    this.roads = roads;
    this.everything = everything;
  }

  /** Whether a road may begin at a call of that name. */
  boolean begins(String method, int arguments) {
    return begins.computeIfAbsent(
        new Call(method, arguments),
        c -> roads.stream().anyMatch(r -> r.begins(c.name(), c.arguments())));
  }

  /** From now on calls of the method count, too. Gives whether they did not before. */
  boolean addTaker(MethodDecl method) {
    return takers.add(
        method.fact().name().equals("<init>")
            ? "new " + method.owner().fact().name()
            : method.fact().name());
  }

  boolean isRelevant(FieldFact field, TypeDecl owner) {
    return field.initializer().isPresent()
        && (everything || Parts.any(field.initializer().get(), e -> counts(e, owner.fact())));
  }

  boolean isRelevant(MethodFact method, TypeDecl owner) {
    return method.body().isPresent()
        && (everything
            || Parts.any(method.body().get(), e -> counts(e, owner.fact()), Relevance::counts));
  }

  /** A class in a body is known only once the body was looked at. */
  private static boolean counts(Stmt statement) {
    return statement instanceof Stmt.LocalType;
  }

  private boolean counts(Expr expression, TypeFact owner) {
    if (expression instanceof Expr.Call call) {
      if (call.name().equals("super") || call.name().equals("this")) {
        return call.scope().isEmpty() && constructs(call, owner);
      }
      return counts(call.name(), call.arguments().size());
    }
    if (expression instanceof Expr.New creation) {
      return creation.body().isPresent()
          || counts("new " + simple(creation.type().name()), creation.arguments().size());
    }
    return expression instanceof Expr.MethodRef reference
        && (reference.name().equals("new") || counts(reference.name(), 1));
  }

  private boolean constructs(Expr.Call call, TypeFact owner) {
    return call.name().equals("this")
        ? counts("new " + owner.name(), call.arguments().size())
        : owner.supertypes().stream()
            .anyMatch(s -> counts("new " + simple(s.name()), call.arguments().size()));
  }

  private boolean counts(String name, int arguments) {
    return takers.contains(name) || begins(name, arguments);
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
