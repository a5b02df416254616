package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.TypeDecl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Objects that are bound to one tenant and are handed to another thread. */
final class HandOffs {
  private static final Set<String> ALWAYS =
      Set.of(
          "supplyAsync",
          "runAsync",
          "thenApplyAsync",
          "thenAcceptAsync",
          "thenRunAsync",
          "thenComposeAsync",
          "thenCombineAsync",
          "whenCompleteAsync",
          "handleAsync",
          "completeAsync",
          "startVirtualThread",
          "invokeAll",
          "invokeAny",
          "submitCompletable",
          "executeBlocking",
          "scheduleAtFixedRate",
          "scheduleWithFixedDelay",
          "orTimeoutAsync",
          "submitListenable");

  private static final Set<String> ON_EXECUTORS =
      Set.of(
          "submit",
          "execute",
          "schedule",
          "fork",
          "start",
          "unstarted",
          "invoke",
          "run",
          "newThread");

  private static final Set<String> REACTIVE =
      Set.of("subscribeOn", "publishOn", "observeOn", "emitOn", "runSubscriptionOn", "runOn");

  private static final List<String> EXECUTORS =
      List.of(
          "executor",
          "pool",
          "scheduler",
          "timer",
          "structuredtaskscope",
          "thread",
          "workers",
          "async");

  private final Types types;
  private final Scopes scopes;

  HandOffs(Types types, Scopes scopes) {
    this.types = types;
    this.scopes = scopes;
  }

  void find(Node node, Unit unit, List<Found> found) {
    if (node.item() instanceof Expr.New creation) {
      String name = Code.simple(creation.type().name());
      if (name.equals("Thread")) {
        creation
            .arguments()
            .forEach(a -> task(a, "a thread of its own", creation.span(), unit, found));
      }
      return;
    }
    if (!(node.item() instanceof Expr.Call call)) {
      return;
    }
    boolean hands =
        ALWAYS.contains(call.name())
            || (ON_EXECUTORS.contains(call.name()) && isExecutor(call, unit));
    if (hands && !isDirect(call, unit)) {
      call.arguments()
          .forEach(
              a ->
                  task(a, "another thread by `" + call.name() + "`", call.nameSpan(), unit, found));
      return;
    }
    if (call.arguments().stream().anyMatch(HandOffs::isFunction)) {
      chain(node)
          .ifPresent(
              how ->
                  call.arguments()
                      .forEach(
                          a ->
                              task(
                                  a,
                                  "other threads by `" + how + "`",
                                  call.nameSpan(),
                                  unit,
                                  found)));
    }
    async(call, unit, found);
  }

  private static boolean isFunction(Expr expression) {
    return expression instanceof Expr.Lambda || expression instanceof Expr.MethodRef;
  }

  /** What makes the chain of calls around and before a call run on other threads. */
  private static Optional<String> chain(Node node) {
    Expr outermost = (Expr) node.item();
    Node each = node;
    while (each.parent() != null
        && each.parent().item() instanceof Expr.Call outer
        && outer.scope().filter(s -> s == eachItem(node, outer)).isPresent()) {
      each = each.parent();
      outermost = (Expr) each.item();
    }
    for (Expr part = outermost; part instanceof Expr.Call call; part = call.scope().orElse(part)) {
      if (call.name().equals("parallelStream") || call.name().equals("parallel")) {
        return Optional.of(call.name());
      }
      if (REACTIVE.contains(call.name())) {
        return Optional.of(call.name());
      }
      if (call.scope().isEmpty()) {
        break;
      }
    }
    return Optional.empty();
  }

  private static Expr eachItem(Node node, Expr.Call outer) {
    Node each = node;
    while (each.parent() != null && each.parent().item() != outer) {
      each = each.parent();
    }
    return (Expr) each.item();
  }

  private boolean isExecutor(Expr.Call call, Unit unit) {
    if (call.scope().isEmpty()) {
      return false;
    }
    Expr scope = call.scope().get();
    JType type = types.receiver(call, unit);
    String name =
        !type.name().isEmpty() && !type.is("java.lang.Object")
            ? type.simpleName()
            : scope instanceof Expr.Name n
                ? n.id()
                : scope instanceof Expr.Field f
                    ? f.name()
                    : scope instanceof Expr.Call c ? c.name() : "";
    String lower = name.toLowerCase(Locale.ROOT);
    boolean builder =
        scope instanceof Expr.Call c
            && (c.name().equals("ofVirtual")
                || c.name().equals("ofPlatform")
                || c.name().equals("name"));
    return builder
        || (!lower.startsWith("sync")
            && !lower.startsWith("transaction")
            && EXECUTORS.stream().anyMatch(lower::contains));
  }

  /** Whether the executor runs the task in the caller's own thread. */
  private boolean isDirect(Expr.Call call, Unit unit) {
    List<Expr> all = new ArrayList<>(call.arguments());
    call.scope().ifPresent(all::add);
    return all.stream().anyMatch(e -> direct(e, unit, 0));
  }

  private boolean direct(Expr expression, Unit unit, int depth) {
    if (expression instanceof Expr.Call c) {
      return c.name().equals("directExecutor") || c.name().equals("newDirectExecutorService");
    }
    if (expression instanceof Expr.MethodRef r) {
      return r.name().equals("run")
          && r.scope() instanceof Expr.Name n
          && n.id().equals("Runnable");
    }
    if (types.of(expression, unit).simpleName().equals("SyncTaskExecutor")) {
      return true;
    }
    return depth < 2
        && expression instanceof Expr.Name name
        && unit.variable(name.id(), name.span())
            .map(
                v ->
                    Carriers.values(v, name.span(), unit).stream()
                        .anyMatch(e -> direct(e, unit, depth + 1)))
            .orElse(false);
  }

  private void task(Expr task, String how, Span at, Unit unit, List<Found> found) {
    captured(task, unit, 0)
        .ifPresent(
            scope ->
                found.add(
                    Found.in(
                        unit,
                        at,
                        scope
                            + " is bound to one tenant and to this thread's transaction, and is handed to "
                            + how
                            + ": the task runs when the scope has ended, or beside it. Open a scope"
                            + " inside the task.",
                        Optional.empty(),
                        how + scope)));
  }

  /** The scope that a task brings along. */
  private Optional<String> captured(Expr task, Unit unit, int depth) {
    if (task instanceof Expr.Lambda || (task instanceof Expr.New n && n.body().isPresent())) {
      Optional<String> inside = inside(task, unit);
      if (inside.isPresent() || !(task instanceof Expr.New)) {
        return inside;
      }
    }
    if (task instanceof Expr.New creation) {
      return creation.arguments().stream()
          .map(a -> types.of(a, unit))
          .filter(scopes::isScope)
          .map(t -> "`" + t.simpleName() + "`")
          .findFirst();
    }
    if (task instanceof Expr.MethodRef reference) {
      return types.isType(reference.scope(), unit).isEmpty()
              && scopes.isScope(types.of(reference.scope(), unit))
          ? Optional.of("`" + types.of(reference.scope(), unit).simpleName() + "`")
          : Optional.empty();
    }
    if (task instanceof Expr.Name name && depth < 3) {
      Optional<Variable> variable = unit.variable(name.id(), name.span());
      if (variable.isPresent()) {
        if (scopes.isScope(types.of(variable.get(), unit))) {
          return Optional.of("`" + name.id() + "`");
        }
        return Carriers.values(variable.get(), name.span(), unit).stream()
            .flatMap(v -> captured(v, unit, depth + 1).stream())
            .findFirst();
      }
    }
    if (task instanceof Expr.Call call && depth < 3) {
      boolean list = call.name().equals("of") || call.name().equals("asList");
      return list
          ? call.arguments().stream()
              .flatMap(a -> captured(a, unit, depth + 1).stream())
              .findFirst()
          : Optional.empty();
    }
    return Optional.empty();
  }

  private Optional<String> inside(Expr task, Unit unit) {
    for (Object item : unit.itemsIn(task)) {
      if (item instanceof Expr.Name name) {
        Optional<Variable> variable = unit.variable(name.id(), name.span());
        if (variable.isPresent()) {
          boolean outside = !task.span().contains(variable.get().at());
          if (outside && scopes.isScope(types.of(variable.get(), unit))) {
            return Optional.of("`" + name.id() + "`");
          }
          continue;
        }
        Optional<String> field =
            types
                .field(name.id(), unit)
                .filter(f -> !f.fact().modifiers().isStatic())
                .map(f -> types.program().resolve(f.fact().type(), f.owner()))
                .filter(scopes::isScope)
                .map(t -> "`" + name.id() + "`");
        if (field.isPresent()) {
          return field;
        }
      } else if (item instanceof Expr.Field field
          && field.scope() instanceof Expr.This
          && scopes.isScope(types.of(field, unit))) {
        return Optional.of("`" + field.name() + "`");
      }
      if (isOwn(item, unit)) {
        return Optional.of("`" + unit.type().fact().name() + "`");
      }
    }
    return Optional.empty();
  }

  /** Whether the code uses the object itself in which it stands, and that is a scope. */
  private boolean isOwn(Object item, Unit unit) {
    if (!scopes.isScope(JType.of(unit.type().name()))) {
      return false;
    }
    if (item instanceof Expr.This) {
      return true;
    }
    if (item instanceof Expr.Call call && call.scope().isEmpty()) {
      List<MethodDecl> declared = types.declared(call, unit);
      return !declared.isEmpty() && !declared.get(0).fact().modifiers().isStatic();
    }
    return item instanceof Expr.Name name
        && unit.variable(name.id(), name.span()).isEmpty()
        && types.field(name.id(), unit).filter(f -> !f.fact().modifiers().isStatic()).isPresent();
  }

  /** A method that runs on another thread gets a scope. */
  private void async(Expr.Call call, Unit unit, List<Found> found) {
    if (call.arguments().isEmpty()) {
      return;
    }
    Optional<JType> given =
        call.arguments().stream().map(a -> types.of(a, unit)).filter(scopes::isScope).findFirst();
    if (given.isEmpty()) {
      return;
    }
    for (MethodDecl target : types.targets(call, unit)) {
      boolean self = call.scope().isEmpty() || call.scope().get() instanceof Expr.This;
      if (!self && (isAsync(target.fact()) || isAsync(target.owner()))) {
        found.add(
            Found.in(
                unit,
                call.nameSpan(),
                "`"
                    + given.get().simpleName()
                    + "` is bound to one tenant and to this thread's transaction, and is handed to `"
                    + target.fact().name()
                    + "`, which is @Async and runs in another thread. Hand on the tenant, and open a"
                    + " scope there.",
                Optional.empty(),
                "async " + target.fact().name()));
        return;
      }
    }
  }

  private static boolean isAsync(MethodFact method) {
    return method.annotations().stream()
        .anyMatch(a -> Set.of("Async", "Asynchronous").contains(Code.simple(a.name())));
  }

  private static boolean isAsync(TypeDecl type) {
    return type.fact().annotations().stream()
        .anyMatch(a -> Set.of("Async", "Asynchronous").contains(Code.simple(a.name())));
  }
}
