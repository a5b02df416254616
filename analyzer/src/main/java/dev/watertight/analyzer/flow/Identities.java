package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.link.MethodDecl;
import java.util.List;
import java.util.Optional;

/**
 * Which expressions say who the caller is. It does not say whether the caller could have chosen
 * that: for this the value must be followed back.
 */
final class Identities {
  private final Code code;
  private final Types types;
  private final Requests requests;

  Identities(Code code, Types types, Requests requests) {
    this.code = code;
    this.types = types;
    this.requests = requests;
  }

  /** Whether it is one, or comes from one. */
  boolean isIdentity(Expr expression, Unit unit, int depthOfNames) {
    for (Expr each = expression; ; ) {
      if (requests.isLikelyIdentity(types.of(each, unit))
          || types.isType(each, unit).filter(requests::isLikelyIdentity).isPresent()) {
        return true;
      }
      if (each instanceof Expr.Call call) {
        for (MethodDecl target :
            depthOfNames < 4 ? types.targets(call, unit) : List.<MethodDecl>of()) {
          Unit body = code.unit(target);
          if (body.results().stream().anyMatch(r -> isIdentity(r, body, depthOfNames + 1))) {
            return true;
          }
        }
        if (call.arguments().stream().anyMatch(a -> isIdentity(a, unit, depthOfNames + 1))) {
          return true;
        }
        if (call.scope().isEmpty()) {
          return false;
        }
        each = call.scope().get();
      } else if (each instanceof Expr.Field field) {
        each = field.scope();
      } else if (each instanceof Expr.Cast cast) {
        each = cast.value();
      } else if (each instanceof Expr.Name name && depthOfNames < 4) {
        Optional<Variable> variable = unit.variable(name.id(), name.span());
        return variable.isPresent()
            && Carriers.values(variable.get(), name.span(), unit).stream()
                .anyMatch(v -> isIdentity(v, unit, depthOfNames + 1));
      } else {
        return false;
      }
    }
  }
}
