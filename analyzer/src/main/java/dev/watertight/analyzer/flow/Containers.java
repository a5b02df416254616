package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Caches, maps and collections: whether all tenants share one, and whether it was itself looked up
 * by the tenant. It does not ask what is put in.
 */
final class Containers {

  /** What gives a part of what it is called on, or a view of it. */
  private static final Set<String> VIEWS =
      Set.of(
          "asMap", "get", "computeIfAbsent", "getOrDefault", "getIfPresent", "values", "entrySet");

  private static final int MAX_DEPTH = 6;

  private final Code code;
  private final Types types;
  private final Carriers carriers;
  private final Lifetimes lifetimes;
  private int depth;

  Containers(Code code, Types types, Carriers carriers, Lifetimes lifetimes) {
    this.code = code;
    this.types = types;
    this.carriers = carriers;
    this.lifetimes = lifetimes;
  }

  boolean hasTenantKey(JType receiver) {
    return receiver.arguments().size() == 2 && carriers.carries(receiver.argument(0));
  }

  static boolean isHash(Expr scope) {
    return scope instanceof Expr.Call call
        && (call.name().equals("opsForHash") || call.name().equals("boundHashOps"));
  }

  /** Whether what is written to was itself looked up by the tenant. */
  boolean keyed(Expr scope, Unit unit) {
    if (depth > MAX_DEPTH) {
      return false;
    }
    depth++;
    try {
      return isKeyed(scope, unit);
    } finally {
      depth--;
    }
  }

  private boolean isKeyed(Expr scope, Unit unit) {
    if (scope instanceof Expr.Name name) {
      Optional<Variable> variable = unit.variable(name.id(), name.span());
      if (variable.isPresent()) {
        List<Expr> values = Carriers.values(variable.get(), name.span(), unit);
        return !values.isEmpty() && values.stream().allMatch(v -> keyed(v, unit));
      }
      return false;
    }
    if (!(scope instanceof Expr.Call call)) {
      return false;
    }
    boolean keyedHere =
        call.arguments().stream().anyMatch(a -> carriers.of(a, unit) != Hold.NONE)
            && types.targets(call, unit).isEmpty();
    if (keyedHere) {
      return true;
    }
    for (MethodDecl target : types.targets(call, unit)) {
      Unit body = code.unit(target);
      List<Expr> results = body.results();
      if (!results.isEmpty() && results.stream().allMatch(r -> keyed(r, body))) {
        return true;
      }
    }
    return call.scope().map(s -> keyed(s, unit)).orElse(false);
  }

  static boolean isMap(JType type) {
    return type.simpleName().endsWith("Map") || type.simpleName().equals("Hashtable");
  }

  static boolean isCache(JType type, Expr scope) {
    String name = type.simpleName();
    if (name.equals("Cache")
        || name.endsWith("LoadingCache")
        || name.equals("AsyncCache")
        || name.equals("Ehcache")
        || name.endsWith("ValueOperations")
        || name.endsWith("HashOperations")
        || name.equals("IMap")
        || name.startsWith("RMap")
        || name.startsWith("RLocalCachedMap")) {
      return true;
    }
    return scope instanceof Expr.Call call
        && Set.of("getCache", "opsForValue", "opsForHash", "boundHashOps").contains(call.name());
  }

  /** Whether the container outlives the request and other tenants reach it. */
  boolean isShared(Expr scope, boolean cache, Unit unit) {
    if (depth > MAX_DEPTH) {
      return false;
    }
    depth++;
    try {
      return outlives(scope, cache, unit);
    } finally {
      depth--;
    }
  }

  private boolean outlives(Expr scope, boolean cache, Unit unit) {
    if (scope instanceof Expr.Name name) {
      Optional<Variable> variable = unit.variable(name.id(), name.span());
      if (variable.isPresent()) {
        return sharedVariable(variable.get(), name.span(), cache, unit);
      }
      return types.field(name.id(), unit).map(f -> isShared(f, cache)).orElse(false);
    }
    if (scope instanceof Expr.Field field) {
      JType of = types.isType(field.scope(), unit).orElseGet(() -> types.of(field.scope(), unit));
      return types
          .program()
          .find(of.name())
          .flatMap(t -> types.program().field(t, field.name()))
          .map(f -> isShared(f, cache))
          .orElse(false);
    }
    if (scope instanceof Expr.Call call) {
      List<MethodDecl> targets = types.targets(call, unit);
      for (MethodDecl target : targets) {
        Unit body = code.unit(target);
        if (body.results().stream().anyMatch(r -> isShared(r, cache, body))) {
          return true;
        }
      }
      return targets.isEmpty()
          && (cache
              || (VIEWS.contains(call.name())
                  && call.scope().map(s -> isShared(s, false, unit)).orElse(false)));
    }
    return false;
  }

  private boolean sharedVariable(Variable variable, Span use, boolean cache, Unit unit) {
    if (variable.role() == Variable.Role.PARAMETER
        || variable.role() == Variable.Role.LAMBDA_PARAMETER) {
      return cache;
    }
    return Carriers.values(variable, use, unit).stream()
        .anyMatch(v -> !(v instanceof Expr.New) && isShared(v, cache, unit));
  }

  boolean isShared(Program.FieldDecl field, boolean cache) {
    JType type = types.program().resolve(field.fact().type(), field.owner());
    if (type.simpleName().equals("ThreadLocal")
        || type.simpleName().equals("InheritableThreadLocal")) {
      return false;
    }
    if (field.fact().modifiers().isStatic()) {
      return true;
    }
    return isShared(field.owner(), cache || isConcurrent(type, field.fact()));
  }

  private static boolean isConcurrent(JType type, FieldFact field) {
    return type.simpleName().startsWith("Concurrent")
        || field
            .initializer()
            .filter(
                i ->
                    (i instanceof Expr.New n
                            && Code.simple(n.type().name()).startsWith("Concurrent"))
                        || (i instanceof Expr.Call c && c.name().startsWith("synchronized")))
            .isPresent();
  }

  /**
   * An object of which nothing says how long it lives is taken to be made for sharing by what it
   * holds.
   */
  boolean isShared(TypeDecl type, boolean madeForIt) {
    return switch (lifetimes.of(type)) {
      case SHARED -> true;
      case SHORT -> false;
      case UNKNOWN -> madeForIt;
    };
  }

  static String spelled(Expr scope) {
    if (scope instanceof Expr.Name name) {
      return "`" + name.id() + "`";
    }
    if (scope instanceof Expr.Field field) {
      return "`" + field.name() + "`";
    }
    return scope instanceof Expr.Call call ? "`" + call.name() + "()`" : "a map";
  }
}
