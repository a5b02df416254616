package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Objects that are bound to one tenant and get to where other tenants' requests find them. */
final class Escapes {
  private static final Set<String> STORES =
      Set.of(
          "put",
          "putIfAbsent",
          "add",
          "addFirst",
          "addLast",
          "offer",
          "push",
          "set",
          "lazySet",
          "compareAndSet",
          "getAndSet",
          "computeIfAbsent",
          "compute",
          "merge",
          "replace",
          "setAttribute");

  private final Code code;
  private final Types types;
  private final Scopes scopes;
  private final Lifetimes lifetimes;
  private final HandOffs handOffs;

  Escapes(Code code, Types types, Scopes scopes, Lifetimes lifetimes) {
    this.code = code;
    this.types = types;
    this.scopes = scopes;
    this.lifetimes = lifetimes;
    this.handOffs = new HandOffs(types, scopes);
  }

  void find(TypeDecl type, List<Found> found) {
    List<Unit> units = code.units(type);
    List<FieldFact> kept = new ArrayList<>();
    for (Unit unit : units) {
      for (Node each : unit.assigns()) {
        assign((Expr.Assign) each.item(), unit, kept, found);
      }
      for (Node each : unit.calls()) {
        if (each.item() instanceof Expr.Call call) {
          store(call, unit, kept, found);
        }
        handOffs.find(each, unit, found);
      }
    }
    for (FieldFact field : type.fact().fields()) {
      JType declared = types.program().resolve(field.type(), type);
      boolean inherited =
          declared.simpleName().equals("InheritableThreadLocal")
              && scopes.isScope(declared.argument(0));
      if ((inherited || (isShared(field, type) && scopes.keeps(declared)))
          && !kept.contains(field)) {
        found.add(field(field, type, declared, inherited));
      }
    }
  }

  private Found field(FieldFact field, TypeDecl type, JType declared, boolean inherited) {
    String scope = scopeIn(declared);
    String message =
        inherited
            ? "`"
                + scope
                + "` is kept in the inheritable thread-local `"
                + field.name()
                + "`: every thread that is started meanwhile works with this tenant's scope. Use a"
                + " plain ThreadLocal, and open a scope in each task."
            : message(scope, field.name(), type);
    return new Found(
        type,
        type.name() + "#" + field.name(),
        Optional.empty(),
        field.span(),
        message,
        Optional.empty(),
        field.name(),
        List.of());
  }

  private String scopeIn(JType type) {
    if (scopes.isScope(type)) {
      return type.simpleName();
    }
    return type.arguments().stream()
        .map(this::scopeIn)
        .filter(s -> !s.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String message(String scope, String field, TypeDecl type) {
    return "`"
        + scope
        + "` is bound to one tenant and is kept in `"
        + field
        + "` of `"
        + type.fact().name()
        + "`, which all requests share: the next request works with this tenant's data. Open a scope"
        + " in each request and pass it on as a parameter.";
  }

  private boolean isShared(FieldFact field, TypeDecl type) {
    return field.modifiers().isStatic() || lifetimes.of(type) == Lifetimes.Life.SHARED;
  }

  private void assign(Expr.Assign assign, Unit unit, List<FieldFact> kept, List<Found> found) {
    Optional<Program.FieldDecl> field = types.fieldOf(assign.target(), unit);
    if (field.isEmpty() || !isShared(field.get().fact(), field.get().owner())) {
      return;
    }
    JType value = types.of(assign.value(), unit);
    JType declared = types.program().resolve(field.get().fact().type(), field.get().owner());
    boolean gives = !scopes.keeps(declared) && !declared.arguments().isEmpty();
    if (scopes.isScope(value) && !gives) {
      kept.add(field.get().fact());
      found.add(
          Found.in(
              unit,
              assign.span(),
              message(value.simpleName(), field.get().fact().name(), field.get().owner()),
              Optional.empty(),
              field.get().fact().name()));
    }
  }

  private void store(Expr.Call call, Unit unit, List<FieldFact> kept, List<Found> found) {
    if (call.scope().isEmpty() || !STORES.contains(call.name()) || call.arguments().isEmpty()) {
      return;
    }
    Optional<Program.FieldDecl> field = types.fieldOf(call.scope().get(), unit);
    if (field.isEmpty() || !isShared(field.get().fact(), field.get().owner())) {
      return;
    }
    JType declared = types.program().resolve(field.get().fact().type(), field.get().owner());
    if (declared.simpleName().endsWith("ThreadLocal")) {
      return;
    }
    for (Expr argument : call.arguments()) {
      JType given =
          argument instanceof Expr.Lambda
              ? types.resultOf(argument, unit)
              : types.of(argument, unit);
      if (scopes.isScope(given)) {
        kept.add(field.get().fact());
        found.add(
            Found.in(
                unit,
                call.nameSpan(),
                message(given.simpleName(), field.get().fact().name(), field.get().owner()),
                Optional.empty(),
                field.get().fact().name()));
        return;
      }
    }
  }
}
