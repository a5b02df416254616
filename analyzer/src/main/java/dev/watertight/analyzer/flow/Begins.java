package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Stmt;
import dev.watertight.analyzer.link.MethodDecl;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Transactions that code begins by itself, before what stands behind. */
final class Begins {
  private static final Pattern BEGIN =
      Pattern.compile("(?is)\\s*(begin|start\\s+transaction)\\b.*");

  private enum State {
    CLOSED,
    OPEN,
    /** Each statement begins one where none is. */
    MANUAL
  }

  private final Code code;
  private final Types types;
  private final Set<MethodDecl> active = new HashSet<>();

  Begins(Code code, Types types) {
    this.code = code;
    this.types = types;
  }

  /**
   * Whether a transaction was begun in the same body before the place, and not ended.
   *
   * @param root what the statement is made with
   */
  boolean before(Node at, Optional<Expr> root, Unit unit) {
    State state = State.CLOSED;
    for (Node call : unit.calls()) {
      if (!(call.item() instanceof Expr.Call each)
          || each == at.item()
          || (!Carriers.isBefore(each.nameSpan(), ((Expr) at.item()).span())
              && !isInChain(each, at))) {
        continue;
      }
      if (!dominates(call, at)) {
        continue;
      }
      state = after(state, each, root, unit);
    }
    return state != State.CLOSED;
  }

  private static boolean isInChain(Expr.Call call, Node at) {
    return at.item() instanceof Expr expression && expression.span().contains(call.span());
  }

  /** Whether what stands at the one place has always run when the other is reached. */
  static boolean dominates(Node one, Node other) {
    Node child = one;
    for (Node each = one.parent(); each != null; each = each.parent()) {
      if (other.isIn(each.item())) {
        return true;
      }
      if (each.item() instanceof Expr.Lambda
          || each.item() instanceof MethodFact
          || each.item() instanceof Stmt.Loop
          || each.item() instanceof Stmt.Case
          || each.item() instanceof Stmt.Try.Catch
          || each.item() instanceof Expr.Conditional
          || (each.item() instanceof Stmt.Try attempt
              && attempt.body() == child.item()
              && attempt.catches().stream().anyMatch(c -> !Guards.leaves(c.body())))
          || (each.item() instanceof Stmt.If branch
              && branch.condition() != child.item()
              && !asksForIt(branch))) {
        return false;
      }
      child = each;
    }
    return true;
  }

  /** {@code if (connection.getAutoCommit()) connection.setAutoCommit(false)}. */
  private static boolean asksForIt(Stmt.If branch) {
    return dev.watertight.analyzer.facts.Parts.any(
        branch.condition(),
        e ->
            e instanceof Expr.Call c
                && Set.of("getAutoCommit", "isActive", "isInTransaction", "isAutoCommit")
                    .contains(c.name()));
  }

  private State after(State state, Expr.Call call, Optional<Expr> root, Unit unit) {
    List<Expr> arguments = call.arguments();
    switch (call.name()) {
      case "setAutoCommit" -> {
        if (arguments.size() == 1 && isOther(call, root, unit)) {
          return state;
        }
        return arguments.size() == 1
                && arguments.get(0) instanceof Expr.Literal literal
                && literal.text().equals("false")
            ? State.MANUAL
            : State.CLOSED;
      }
      case "begin", "beginTransaction", "startTransaction", "doBegin" -> {
        return State.OPEN;
      }
      case "getTransaction" -> {
        return arguments.isEmpty() && !isManager(call, unit) ? state : State.OPEN;
      }
      case "commit", "rollback" -> {
        return state == State.MANUAL ? state : State.CLOSED;
      }
      default -> {
        if (!arguments.isEmpty()
            && arguments.get(0) instanceof Expr.Text text
            && BEGIN.matcher(text.value()).matches()) {
          return State.OPEN;
        }
        return declared(state, call, unit);
      }
    }
  }

  private boolean isManager(Expr.Call call, Unit unit) {
    String type = types.receiver(call, unit).simpleName().toLowerCase(Locale.ROOT);
    return type.endsWith("transactionmanager");
  }

  /** Whether the connection is plainly another than the one that the statement is made with. */
  private static boolean isOther(Expr.Call call, Optional<Expr> root, Unit unit) {
    return root.isPresent()
        && root.get() instanceof Expr.Name statement
        && call.scope().isPresent()
        && call.scope().get() instanceof Expr.Name begun
        && !statement.id().equals(begun.id())
        && unit.variable(statement.id(), statement.span())
            .map(v -> v.value().filter(x -> mentions(x, begun.id())).isEmpty())
            .orElse(false)
        && unit.variable(statement.id(), statement.span())
            .filter(v -> v.type().name().endsWith("Connection"))
            .isPresent();
  }

  private static boolean mentions(Expr expression, String name) {
    return dev.watertight.analyzer.facts.Parts.any(
        expression, e -> e instanceof Expr.Name n && n.id().equals(name));
  }

  /** A method of the project's own that begins or ends one and comes back. */
  private State declared(State state, Expr.Call call, Unit unit) {
    State after = state;
    for (MethodDecl target : types.targets(call, unit)) {
      if (target.fact().body().isEmpty() || active.size() > 2 || !active.add(target)) {
        continue;
      }
      try {
        Unit body = code.unit(target);
        for (Node each : body.calls()) {
          boolean straight =
              each.nearest(Expr.Lambda.class).isEmpty()
                  && each.nearest(Stmt.Loop.class).isEmpty()
                  && each.nearest(Stmt.Try.Catch.class).isEmpty();
          if (straight && each.item() instanceof Expr.Call inner) {
            after = after(after, inner, Optional.empty(), body);
          }
        }
      } finally {
        active.remove(target);
      }
    }
    return after;
  }
}
