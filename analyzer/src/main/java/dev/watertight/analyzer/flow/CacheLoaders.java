package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Caches that load tenants' data by themselves, by a key without the tenant. It does not look at
 * what else is put into them.
 */
final class CacheLoaders {

  static final Set<String> BUILDS = Set.of("build", "buildAsync");

  private final Code code;
  private final Types types;
  private final Terms terms;
  private final Carriers carriers;
  private final TenantData data;
  private final Containers containers;

  CacheLoaders(
      Code code,
      Types types,
      Terms terms,
      Carriers carriers,
      TenantData data,
      Containers containers) {
    this.code = code;
    this.types = types;
    this.terms = terms;
    this.carriers = carriers;
    this.data = data;
    this.containers = containers;
  }

  /** A cache that is built with its loader. */
  void find(Expr.Call call, Unit unit, List<Found> found) {
    Expr loader = call.arguments().get(0);
    if (!isBuilder(call.scope().orElseThrow())) {
      return;
    }
    Optional<String> table = loaded(loader, unit);
    if (table.isEmpty() || keyOfLoader(loader, unit) != Hold.NONE) {
      return;
    }
    Optional<Program.FieldDecl> field = field(call, unit);
    if (field.isPresent()) {
      JType type = types.program().resolve(field.get().fact().type(), field.get().owner());
      if (containers.hasTenantKey(type)
          || !containers.isShared(field.get(), true)
          || isAskedByTenant(field.get())) {
        return;
      }
    }
    found.add(
        Found.in(
            unit,
            call.nameSpan(),
            "This cache loads rows of `"
                + table.get()
                + "` by a key without the tenant, and is shared by all of them: another tenant that"
                + " asks with the same key gets them. Make the tenant's id a part of the key.",
            table,
            "cache of " + table.get()));
  }

  private static boolean isBuilder(Expr scope) {
    Expr each = scope;
    while (each instanceof Expr.Call call && call.scope().isPresent()) {
      if (call.name().equals("newBuilder") || call.name().equals("from")) {
        each = call.scope().get();
        break;
      }
      each = call.scope().get();
    }
    return each instanceof Expr.Name name
        && (name.id().equals("Caffeine")
            || name.id().equals("CacheBuilder")
            || name.id().toLowerCase(java.util.Locale.ROOT).contains("cache"));
  }

  private Optional<String> loaded(Expr loader, Unit unit) {
    if (loader instanceof Expr.New creation && creation.body().isPresent()) {
      for (Node each : unit.returns()) {
        if (each.isIn(creation)) {
          Optional<Expr> value = ((dev.watertight.analyzer.facts.Stmt.Return) each.item()).value();
          Optional<String> table = value.flatMap(v -> data.from(v, unit));
          if (table.isPresent()) {
            return table;
          }
        }
      }
      return Optional.empty();
    }
    if (loader instanceof Expr.Call call && !call.arguments().isEmpty()) {
      return loaded(call.arguments().get(0), unit);
    }
    return data.stored(loader, JType.UNKNOWN, unit);
  }

  private Hold keyOfLoader(Expr loader, Unit unit) {
    if (loader instanceof Expr.Lambda lambda && !lambda.parameters().isEmpty()) {
      MethodFact.Parameter key = lambda.parameters().get(0);
      return terms.isTenant(key.name()) || carriers.carries(types.resolve(key.type(), unit))
          ? Hold.VALUE
          : Hold.NONE;
    }
    if (loader instanceof Expr.MethodRef) {
      return types.targets(loader, unit).stream()
          .filter(m -> !m.fact().parameters().isEmpty())
          .map(m -> carriers.parameter(m, 0))
          .findFirst()
          .orElse(Hold.NONE);
    }
    if (loader instanceof Expr.New creation && creation.body().isPresent()) {
      return creation.body().get().methods().stream()
              .filter(m -> m.name().startsWith("load") && !m.parameters().isEmpty())
              .map(m -> m.parameters().get(0))
              .anyMatch(
                  p -> terms.isTenant(p.name()) || carriers.carries(types.resolve(p.type(), unit)))
          ? Hold.VALUE
          : Hold.NONE;
    }
    return loader instanceof Expr.Call call && !call.arguments().isEmpty()
        ? keyOfLoader(call.arguments().get(0), unit)
        : Hold.NONE;
  }

  private Optional<Program.FieldDecl> field(Expr.Call call, Unit unit) {
    if (unit.field().isPresent()) {
      return Optional.of(new Program.FieldDecl(unit.type(), unit.field().get()));
    }
    Optional<Node> around = unit.node(call).around();
    if (around.isPresent() && around.get().item() instanceof Expr.Assign assign) {
      if (assign.target() instanceof Expr.Field f && f.scope() instanceof Expr.This) {
        return types.program().field(unit.type(), f.name());
      }
      return assign.target() instanceof Expr.Name name
          ? types.field(name.id(), unit)
          : Optional.empty();
    }
    return Optional.empty();
  }

  /** Whether each call that asks the cache brings the tenant in its key. */
  private boolean isAskedByTenant(Program.FieldDecl field) {
    List<Hold> keys = new ArrayList<>();
    for (Unit unit : code.units(field.owner())) {
      for (Node each : unit.calls()) {
        if (each.item() instanceof Expr.Call call
            && call.arguments().size() == 1
            && (call.name().startsWith("get") || call.name().equals("refresh"))
            && call.scope()
                .filter(
                    s ->
                        (s instanceof Expr.Name n && n.id().equals(field.fact().name()))
                            || (s instanceof Expr.Field f && f.name().equals(field.fact().name())))
                .isPresent()) {
          keys.add(carriers.of(call.arguments().get(0), unit));
        }
      }
    }
    return !keys.isEmpty() && keys.stream().allMatch(k -> k != Hold.NONE);
  }
}
