package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.facts.Stmt;
import dev.watertight.analyzer.flow.ContextChanges.Change;
import dev.watertight.analyzer.flow.ContextChanges.What;
import dev.watertight.core.config.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Where the tenant's context is changed for a while, and whether it is put back on every way. */
final class Lifts {

  private final Code code;
  private final Configuration.ContextMethods configured;
  private final ContextChanges changes;

  Lifts(Code code, Types types, Terms terms, Configuration.ContextMethods configured) {
    this.code = code;
    this.configured = configured;
    this.changes = new ContextChanges(code, types, terms, configured);
  }

  /** The simple names of what is asked for by its methods. */
  Set<String> named() {
    Set<String> named = new TreeSet<>(changes.holders());
    for (List<String> all : List.of(configured.set(), configured.lift(), configured.restore())) {
      all.forEach(m -> named.add(Code.simple(m.replaceFirst("#.*$", ""))));
    }
    return named;
  }

  List<Found> find() {
    List<Found> found = new ArrayList<>();
    for (Unit unit : code.callingAny(changes.called())) {
      List<Change> inBody = changes.in(unit);
      for (int i = 0; i < inBody.size(); i++) {
        check(inBody, i, unit, found);
      }
    }
    return found;
  }

  private void check(List<Change> changes, int index, Unit unit, List<Found> found) {
    Change change = changes.get(index);
    if ((change.what() == What.RESTORE && !isFirstOfTwo(changes, index))
        || isInFinally(change.at())
        || isInCatch(change.at())) {
      return;
    }
    List<Change> later =
        changes.subList(index + 1, changes.size()).stream()
            .filter(c -> c.of().equals(change.of()) && function(c.at()) == function(change.at()))
            .filter(c -> c.what() != What.CHANGE)
            .toList();
    if (change.what() == What.EITHER && isSecond(changes, index)) {
      return;
    }
    Optional<Change> safe = later.stream().filter(c -> puts(c, change)).findFirst();
    if (safe.isPresent() || !works(change, later, unit)) {
      return;
    }
    if (later.isEmpty()
        && ((change.what() == What.EITHER && !isRequest(unit))
            || isPutBackElsewhere(change, unit))) {
      return;
    }
    found.add(
        Found.in(
            unit,
            ((Expr) change.at().item()) instanceof Expr.Call call
                ? call.nameSpan()
                : unit.type().fact().span(),
            change.said()
                + (later.isEmpty()
                    ? " and never put back"
                    : " and put back only where nothing is thrown in between")
                + ": whatever comes next on this thread or connection works without the tenant, or with"
                + " another one's. Put it back in a `finally`, or use a method that runs the work and"
                + " does so itself.",
            Optional.empty(),
            change.said()));
  }

  /** The lambda or method in which it stands. */
  private static @org.jspecify.annotations.Nullable Object function(Node at) {
    for (Node each = at.parent(); each != null; each = each.parent()) {
      if (each.item() instanceof Expr.Lambda || each.item() instanceof MethodFact) {
        return each.item();
      }
    }
    return null;
  }

  /** Whether the context is taken away here, and set again further on. */
  private static boolean isFirstOfTwo(List<Change> changes, int index) {
    Change change = changes.get(index);
    return changes.subList(0, index).stream().noneMatch(c -> isBeside(c, change))
        && changes.subList(index + 1, changes.size()).stream()
            .anyMatch(c -> isBeside(c, change) && c.what() == What.EITHER);
  }

  private static boolean isBeside(Change one, Change other) {
    return one.of().equals(other.of()) && function(one.at()) == function(other.at());
  }

  /** Whether one before has changed it already, so that this one puts it back. */
  private static boolean isSecond(List<Change> changes, int index) {
    Change change = changes.get(index);
    long before =
        changes.subList(0, index).stream()
            .filter(c -> c.of().equals(change.of()) && function(c.at()) == function(change.at()))
            .filter(c -> c.what() == What.EITHER || c.what() == What.CHANGE)
            .count();
    return before % 2 == 1;
  }

  private static boolean isInFinally(Node at) {
    Node child = at;
    for (Node each = at.parent(); each != null; each = each.parent()) {
      Object inner = child.item();
      if (each.item() instanceof Stmt.Try attempt
          && attempt.finallyBlock().filter(f -> f == inner).isPresent()) {
        return true;
      }
      child = each;
    }
    return false;
  }

  private static boolean isInCatch(Node at) {
    return at.nearest(Stmt.Try.Catch.class).isPresent();
  }

  /** Whether the second change comes to pass whatever happens after the first. */
  private boolean puts(Change back, Change change) {
    Node child = back.at();
    for (Node each = back.at().parent(); each != null; each = each.parent()) {
      Object inner = child.item();
      if (each.item() instanceof Stmt.Try attempt
          && attempt.finallyBlock().filter(f -> f == inner).isPresent()) {
        boolean inside =
            change.at().isIn(attempt.body())
                || attempt.resources().stream().anyMatch(r -> change.at().isIn(r));
        boolean before = Begins.dominates(change.at(), each) && isDirectlyBefore(change, attempt);
        return (inside || before) && !isConditional(back.at(), attempt.finallyBlock().get());
      }
      child = each;
    }
    return false;
  }

  /**
   * Whether the putting back hangs on a condition other than that there is something to put back.
   */
  private static boolean isConditional(Node back, Stmt.Block finallyBlock) {
    for (Node each = back.parent();
        each != null && each.item() != finallyBlock;
        each = each.parent()) {
      if (each.item() instanceof Stmt.If branch
          && !Parts.any(
              branch.condition(),
              e -> e instanceof Expr.Literal l && l.kind() == Expr.Literal.Kind.NULL)) {
        return branch.otherwise().isEmpty();
      }
    }
    return false;
  }

  /** Whether nothing that can throw stands between the change and the try. */
  private static boolean isDirectlyBefore(Change change, Stmt.Try attempt) {
    Optional<Stmt.Block> block = Optional.empty();
    Node statement = change.at();
    for (Node each = change.at().parent(); each != null; each = each.parent()) {
      if (each.item() instanceof Stmt.Block b) {
        block = Optional.of(b);
        break;
      }
      statement = each;
    }
    if (block.isEmpty()) {
      return true;
    }
    List<Stmt> all = block.get().statements();
    int from = all.indexOf(statement.item());
    for (int i = from + 1; i < all.size(); i++) {
      if (all.get(i).equals(attempt)) {
        return true;
      }
      if (Parts.any(all.get(i), e -> e instanceof Expr.Call c && !isHarmless(c), s -> false)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHarmless(Expr.Call call) {
    return Set.of("get", "currentTimeMillis", "nanoTime", "debug", "info", "trace", "now")
            .contains(call.name())
        || call.name().startsWith("is");
  }

  /** Whether the thread goes back to a pool when the body is done. */
  private static boolean isRequest(Unit unit) {
    return unit.method().filter(m -> Requests.isEntry(m.fact())).isPresent()
        || unit.calls().stream()
            .anyMatch(
                c ->
                    c.item() instanceof Expr.Call call
                        && (call.name().equals("doFilter") || call.name().equals("proceed")));
  }

  /** Whether anything is done between the change and what puts it back, or after it. */
  private static boolean works(Change change, List<Change> later, Unit unit) {
    Expr from = (Expr) change.at().item();
    return unit.calls().stream()
        .filter(c -> function(c) == function(change.at()))
        .map(c -> (Expr) c.item())
        .anyMatch(
            c ->
                Carriers.isBefore(from.span(), c.span())
                    && !from.span().contains(c.span())
                    && !c.span().contains(from.span())
                    && later.stream().noneMatch(l -> l.at().item() == c)
                    && (later.isEmpty()
                        || Carriers.isBefore(
                            c.span(), ((Expr) later.get(later.size() - 1).at().item()).span())));
  }

  /** A framework calls another method of the class when the request is done. */
  private boolean isPutBackElsewhere(Change change, Unit unit) {
    return code.units(unit.type()).stream()
        .filter(u -> u != unit)
        .flatMap(u -> changes.in(u).stream())
        .anyMatch(c -> c.of().equals(change.of()) && c.what() != What.CHANGE);
  }
}
