package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.Stmt;
import dev.watertight.analyzer.link.Access;
import java.util.ArrayList;
import java.util.List;

/** What a statement is given: arguments of its call and of those around it, and what is set. */
final class Binds {
  private Binds() {}

  /** The values, as they are written; none where the statement has no body around it. */
  static List<Expr> of(Access access, Unit unit) {
    List<Expr> values = new ArrayList<>();
    unit.at(access.at()).ifPresent(at -> add(at, unit, values));
    return values;
  }

  private static void add(Node at, Unit unit, List<Expr> values) {
    if (!(at.item() instanceof Expr.Call call)) {
      return;
    }
    values.addAll(call.arguments());
    for (Node each = at; each.parent() != null; each = each.parent()) {
      Object inner = each.item();
      if (each.parent().item() instanceof Expr.Call outer
          && outer.scope().filter(s -> s == inner).isPresent()) {
        values.addAll(outer.arguments());
      }
      if (each.parent().item() instanceof Stmt.Local local) {
        for (Node other : unit.calls()) {
          if (other.item() instanceof Expr.Call bind && binds(bind, local.name())) {
            values.addAll(bind.arguments());
          }
        }
      }
    }
  }

  private static boolean binds(Expr.Call call, String statement) {
    if (!call.name().startsWith("set")
        && !call.name().startsWith("bind")
        && !call.name().startsWith("param")) {
      return false;
    }
    Expr root = call;
    while (root instanceof Expr.Call inner && inner.scope().isPresent()) {
      root = inner.scope().get();
    }
    return root instanceof Expr.Name name && name.id().equals(statement);
  }
}
