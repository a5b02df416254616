package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Stmt;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.MethodDecl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether a transaction is open where a statement runs, on every way that leads there. */
final class Transactions {
  private static final int MAX_CALLERS = 12;

  /** What runs its lambda in a transaction of its own, whose handle the lambda gets. */
  private static final Set<String> WITH_HANDLE =
      Set.of(
          "transaction",
          "transactionResult",
          "inTransaction",
          "useTransaction",
          "fromTransaction",
          "transactionAsync",
          "transactionResultAsync",
          "transactionPublisher");

  /** What runs its lambda in a transaction that is bound to the thread. */
  private static final Set<String> BOUND =
      Set.of(
          "doInTransaction",
          "callInTransaction",
          "runInTransaction",
          "executeInTransaction",
          "withTransaction",
          "executeWithoutResult",
          "transactional",
          "doInTransactionWithoutResult");

  private static final List<String> OTHER_THREADS =
      List.of("executor", "pool", "scheduler", "thread", "timer");

  private final Code code;
  private final Types types;
  private final TransactionMarks marks;
  private final Begins begins;
  private final Callers callers;

  Transactions(Code code, Types types, Callers callers) {
    this.callers = callers;
    this.code = code;
    this.types = types;
    this.marks = new TransactionMarks(types.program());
    this.begins = new Begins(code, types);
  }

  /** A way to the place on which no transaction is open; none where every way has one. */
  Optional<List<Callers.Site>> without(Node at, Unit unit) {
    return without(at, root(at), unit, new HashSet<>(), 0);
  }

  /** A way to a statement that is declared by a method without a body. */
  Optional<List<Callers.Site>> without(MethodDecl method) {
    return without(method, Optional.empty(), Unit.of(method), new HashSet<>(), 0);
  }

  private Optional<List<Callers.Site>> without(
      Node at, Optional<Expr> root, Unit unit, Set<MethodDecl> seen, int depth) {
    if (isOpen(at, root, unit)) {
      return Optional.empty();
    }
    List<Callers.Site> way = new ArrayList<>();
    way.add(new Callers.Site(unit, at));
    if (runsElsewhere(at, unit) || unit.method().isEmpty()) {
      return Optional.of(way);
    }
    return without(unit.method().get(), root, unit, seen, depth)
        .map(
            further -> {
              way.addAll(further);
              return way;
            });
  }

  /** A way to the method, of which the body has no transaction of its own. */
  private Optional<List<Callers.Site>> without(
      MethodDecl method, Optional<Expr> root, Unit unit, Set<MethodDecl> seen, int depth) {
    TransactionMarks.Mark mark = marks.of(method);
    if (mark == TransactionMarks.Mark.SUSPENDS) {
      return Optional.of(List.of());
    }
    if (depth > MAX_CALLERS || !seen.add(method)) {
      return Optional.empty();
    }
    List<Callers.Site> calls = callers.of(method);
    if (calls.isEmpty()) {
      return mark == TransactionMarks.Mark.OPENS || marks.isAdvice(method)
          ? Optional.empty()
          : Optional.of(List.of());
    }
    for (Callers.Site call : calls) {
      if (mark == TransactionMarks.Mark.OPENS && !isSelf(call)) {
        continue;
      }
      Optional<List<Callers.Site>> way =
          without(call.at(), passed(root, unit, call), call.unit(), seen, depth + 1);
      if (way.isPresent()) {
        return way;
      }
    }
    return Optional.empty();
  }

  /** Whether the call does not pass the container's proxy. */
  private static boolean isSelf(Callers.Site call) {
    if (call.at().item() instanceof Expr.Call c) {
      return c.scope().isEmpty()
          || c.scope().get() instanceof Expr.This
          || c.scope().get() instanceof Expr.Super;
    }
    return call.at().item() instanceof Expr.MethodRef reference
        && (reference.scope() instanceof Expr.This || reference.scope() instanceof Expr.Super);
  }

  /** What the handle of the statement is at a call, where it is a parameter of the method. */
  private static Optional<Expr> passed(Optional<Expr> root, Unit unit, Callers.Site call) {
    if (root.isEmpty() || !(root.get() instanceof Expr.Name name)) {
      return root;
    }
    Optional<Variable> variable = unit.variable(name.id(), name.span());
    if (variable.isEmpty() || variable.get().role() != Variable.Role.PARAMETER) {
      return root;
    }
    List<Expr> arguments =
        call.at().item() instanceof Expr.Call c
            ? c.arguments()
            : call.at().item() instanceof Expr.New n ? n.arguments() : List.of();
    return variable.get().index() < arguments.size()
        ? Optional.of(arguments.get(variable.get().index()))
        : Optional.empty();
  }

  /** What a statement is made with: what its chain of calls begins at. */
  private static Optional<Expr> root(Node at) {
    return at.item() instanceof Expr expression ? Optional.of(root(expression)) : Optional.empty();
  }

  private static Expr root(Expr expression) {
    Expr root = expression;
    while (root instanceof Expr.Call call && call.scope().isPresent()) {
      root = call.scope().get();
    }
    return root;
  }

  /** Whether a transaction is open by what stands around the place in its own body. */
  private boolean isOpen(Node at, Optional<Expr> root, Unit unit) {
    if (begins.before(at, root, unit)) {
      return true;
    }
    for (Node each = at; each.parent() != null; each = each.parent()) {
      Optional<Node> taker = taker(each, unit);
      if (taker.isPresent()) {
        Expr.Call call = (Expr.Call) taker.get().item();
        if (opens(call, each.item(), root, unit)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The call that gets the lambda, the object with the method, or the reference. */
  private Optional<Node> taker(Node function, Unit unit) {
    boolean isFunction =
        function.item() instanceof Expr.Lambda
            || function.item() instanceof Expr.MethodRef
            || (function.item() instanceof Expr.New n && n.body().isPresent());
    if (!isFunction) {
      return Optional.empty();
    }
    Optional<Node> around = function.around();
    if (around.isPresent() && around.get().item() instanceof Expr.Cast) {
      around = around.get().around();
    }
    if (around.isPresent() && around.get().item() instanceof Expr.Call call) {
      return call.scope().filter(s -> s == function.item()).isPresent() ? Optional.empty() : around;
    }
    if (around.isPresent() && around.get().item() instanceof Stmt.Local local) {
      return unit.calls().stream()
          .filter(
              n ->
                  n.item() instanceof Expr.Call c
                      && c.arguments().stream()
                          .anyMatch(a -> a instanceof Expr.Name x && x.id().equals(local.name())))
          .findFirst();
    }
    return Optional.empty();
  }

  private boolean opens(Expr.Call call, Object function, Optional<Expr> root, Unit unit) {
    List<MethodDecl> targets = types.targets(call, unit);
    if (targets.isEmpty()) {
      if (WITH_HANDLE.contains(call.name())) {
        return root.isPresent() && isFrom(root.get(), function, unit, 0);
      }
      return BOUND.contains(call.name())
          || (call.name().equals("execute") && isTransactional(call, unit))
          || (Set.of("call", "run").contains(call.name()) && isTransactional(call, unit));
    }
    int index = call.arguments().indexOf(function);
    return !targets.isEmpty()
        && targets.stream()
            .filter(t -> t.fact().body().isPresent())
            .anyMatch(t -> runsInTransaction(t, Math.max(index, 0)))
        && targets.stream()
            .filter(t -> t.fact().body().isPresent())
            .allMatch(t -> runsInTransaction(t, Math.max(index, 0)));
  }

  private boolean isTransactional(Expr.Call call, Unit unit) {
    JType type = types.receiver(call, unit);
    String name =
        type.name().isEmpty()
            ? call.scope().map(Transactions::spelled).orElse("")
            : type.simpleName();
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("transaction") || lower.startsWith("tx");
  }

  private static String spelled(Expr expression) {
    if (expression instanceof Expr.Name name) {
      return name.id();
    }
    if (expression instanceof Expr.Field field) {
      return field.name();
    }
    return expression instanceof Expr.Call call
        ? call.name() + call.scope().map(Transactions::spelled).orElse("")
        : "";
  }

  private final Set<MethodDecl> active = new HashSet<>();

  /** Whether a method runs the function that is its parameter in a transaction that it opens. */
  private boolean runsInTransaction(MethodDecl method, int parameter) {
    if (parameter >= method.fact().parameters().size() || !active.add(method)) {
      return false;
    }
    try {
      if (marks.of(method) == TransactionMarks.Mark.OPENS) {
        return true;
      }
      String name = method.fact().parameters().get(parameter).name();
      Unit unit = code.unit(method);
      boolean any = false;
      for (Node each : unit.calls()) {
        if (!(each.item() instanceof Expr.Call call)) {
          continue;
        }
        boolean runs =
            call.scope().filter(s -> s instanceof Expr.Name n && n.id().equals(name)).isPresent();
        Optional<Expr> handed =
            call.arguments().stream()
                .filter(a -> a instanceof Expr.Name n && n.id().equals(name))
                .findFirst();
        if (runs) {
          if (!isOpen(each, call.arguments().stream().findFirst(), unit)) {
            return false;
          }
          any = true;
        } else if (handed.isPresent() && !call.name().startsWith("require")) {
          boolean open =
              isOpen(each, Optional.empty(), unit)
                  || opens(call, handed.get(), handed, unit)
                  || (types.targets(call, unit).isEmpty() && WITH_HANDLE.contains(call.name()));
          if (!open) {
            return false;
          }
          any = true;
        }
      }
      return any;
    } finally {
      active.remove(method);
    }
  }

  /** Whether a handle comes from the parameter of the lambda, or of the object's method. */
  private boolean isFrom(Expr root, Object function, Unit unit, int depth) {
    if (depth > 5) {
      return false;
    }
    Expr begin = root(root);
    if (begin instanceof Expr.Name name) {
      Optional<Variable> variable = unit.variable(name.id(), name.span());
      if (variable.isEmpty()) {
        return begin instanceof Expr.Name && isType(root, function, unit, depth);
      }
      Optional<Object> by = variable.get().declaredBy();
      if (by.isPresent()) {
        return by.get() == function
            || (by.get() instanceof MethodFact
                && function instanceof Expr.New n
                && n.body().filter(b -> b.methods().contains(by.get())).isPresent());
      }
      return Carriers.values(variable.get(), name.span(), unit).stream()
          .anyMatch(v -> isFrom(v, function, unit, depth + 1));
    }
    return isType(root, function, unit, depth);
  }

  /** {@code DSL.using(configuration)}, {@code new Repository(context)}: by what goes in. */
  private boolean isType(Expr root, Object function, Unit unit, int depth) {
    Expr each = root;
    while (true) {
      List<Expr> arguments =
          each instanceof Expr.Call c
              ? c.arguments()
              : each instanceof Expr.New n ? n.arguments() : List.of();
      if (arguments.stream().anyMatch(a -> isFrom(a, function, unit, depth + 1))) {
        return true;
      }
      if (each instanceof Expr.Call c && c.scope().isPresent()) {
        each = c.scope().get();
      } else {
        return false;
      }
    }
  }

  /** Whether the place is in a task that runs on another thread, where the caller's ends. */
  private boolean runsElsewhere(Node at, Unit unit) {
    for (Node each = at; each.parent() != null; each = each.parent()) {
      Optional<Node> taker = taker(each, unit);
      if (taker.isPresent() && taker.get().item() instanceof Expr.Call call) {
        String name =
            types.receiver(call, unit).simpleName()
                + call.scope().map(Transactions::spelled).orElse("");
        boolean other =
            call.name().endsWith("Async")
                || (Set.of("submit", "execute", "schedule", "invokeAll").contains(call.name())
                    && OTHER_THREADS.stream().anyMatch(name.toLowerCase(Locale.ROOT)::contains));
        if (other) {
          return true;
        }
      }
    }
    return false;
  }
}
