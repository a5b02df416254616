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
  private static final int MAX_DEPTH = 8;
  private static final int MAX_METHODS = 500;

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

  private Optional<Access> search(MethodDecl root) {
    Map<MethodDecl, Integer> depths = new LinkedHashMap<>();
    Deque<MethodDecl> open = new ArrayDeque<>();
    depths.put(root, 0);
    open.add(root);
    while (!open.isEmpty() && depths.size() < MAX_METHODS) {
      MethodDecl next = open.removeFirst();
      Optional<Access> before = known.getOrDefault(next, Optional.empty());
      List<Access> own = byMethod.get(next);
      if (before.isPresent()) {
        return before;
      }
      if (own != null) {
        return Optional.of(own.get(0));
      }
      int depth = depths.getOrDefault(next, 0);
      if (depth < MAX_DEPTH && next.fact().body().isPresent() && !known.containsKey(next)) {
        Unit unit = code.unit(next);
        for (Node call : unit.calls()) {
          for (MethodDecl target : types.targets((Expr) call.item(), unit)) {
            if (depths.putIfAbsent(target, depth + 1) == null) {
              open.add(target);
            }
          }
        }
      }
    }
    return Optional.empty();
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
