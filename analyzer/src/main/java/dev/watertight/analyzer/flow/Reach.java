package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.MethodDecl;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which code leads to an access of tenants' data: followed from a place, as far as it is asked. */
final class Reach {
  private final Code code;
  private final Types types;
  private final Map<MethodDecl, List<Access>> byMethod = new HashMap<>();
  private final Map<String, List<Access>> byPath = new HashMap<>();
  private final Map<MethodDecl, Optional<Access>> known = new HashMap<>();

  /**
   * Follows calls.
   *
   * @param accesses those that are looked for
   */
  Reach(Code code, Types types, List<Access> accesses) {
    this.code = code;
    this.types = types;
    for (Access access : accesses) {
      access
          .method()
          .ifPresent(m -> byMethod.computeIfAbsent(m, k -> new ArrayList<>()).add(access));
      byPath.computeIfAbsent(access.path(), k -> new ArrayList<>()).add(access);
    }
  }

  /** An access to which a method leads. */
  Optional<Access> from(MethodDecl method) {
    Optional<Access> before = known.get(method);
    if (before == null) {
      before = search(method);
      known.put(method, before);
    }
    return before;
  }

  /**
   * The nearest access. What was seen on the way leads nowhere if nothing was found; else what lies
   * on the way leads to what was found.
   */
  private Optional<Access> search(MethodDecl root) {
    Map<MethodDecl, MethodDecl> from = new LinkedHashMap<>();
    Deque<MethodDecl> open = new ArrayDeque<>();
    from.put(root, root);
    open.add(root);
    while (!open.isEmpty()) {
      MethodDecl next = open.removeFirst();
      Optional<Access> found = at(next);
      if (found.isPresent()) {
        for (MethodDecl each = next; !each.equals(root); each = from.getOrDefault(each, root)) {
          known.put(each, found);
        }
        return found;
      }
      if (next.fact().body().isPresent() && !known.containsKey(next)) {
        Unit unit = code.unit(next);
        for (Node call : unit.calls()) {
          for (MethodDecl target : types.targets((Expr) call.item(), unit)) {
            if (from.putIfAbsent(target, next) == null) {
              open.add(target);
            }
          }
        }
      }
    }
    from.keySet().forEach(m -> known.put(m, Optional.empty()));
    return Optional.empty();
  }

  private Optional<Access> at(MethodDecl method) {
    Optional<Access> before = known.getOrDefault(method, Optional.empty());
    List<Access> own = byMethod.get(method);
    return before.isPresent() || own == null ? before : Optional.of(own.get(0));
  }

  private Optional<Access> target(Expr call, Unit unit) {
    for (MethodDecl target : types.targets(call, unit)) {
      Optional<Access> found = from(target);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** An access to which an expression leads: one that stands in it, or one behind a call. */
  Optional<Access> from(Expr expression, Unit unit) {
    Optional<Access> inside = inside(expression.span(), unit);
    if (inside.isPresent()) {
      return inside;
    }
    for (Node call : unit.calls()) {
      if (call.isIn(expression)) {
        Optional<Access> found = target((Expr) call.item(), unit);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Access> inside(Span span, Unit unit) {
    return byPath.getOrDefault(unit.path(), List.of()).stream()
        .filter(a -> span.contains(a.at()))
        .findFirst();
  }
}
