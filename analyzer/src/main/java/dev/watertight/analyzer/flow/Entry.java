package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.link.MethodDecl;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call that led into a method, so that its parameters are what this call passes.
 *
 * @param self what the method is called on
 * @param outer the call that led to the caller; null where one started to look
 */
record Entry(
    MethodDecl method,
    List<Expr> arguments,
    Optional<Expr> self,
    Unit caller,
    @Nullable Entry outer) {

  /** Whether the method is being looked at already. */
  static boolean isActive(MethodDecl method, @Nullable Entry entry) {
    for (Entry each = entry; each != null; each = each.outer()) {
      if (each.method().equals(method)) {
        return true;
      }
    }
    return false;
  }
}
