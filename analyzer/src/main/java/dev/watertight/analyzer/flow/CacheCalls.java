package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tenants' data that code puts into caches, maps, collections and fields that all tenants share.
 */
final class CacheCalls {
  private static final Set<String> PAIRS =
      Set.of(
          "put",
          "putIfAbsent",
          "computeIfAbsent",
          "compute",
          "computeIfPresent",
          "merge",
          "replace",
          "get",
          "set",
          "setIfAbsent",
          "setex",
          "putAsync",
          "fastPut",
          "getAll",
          "setEx");

  private static final Set<String> ADDS =
      Set.of(
          "add",
          "addAll",
          "addFirst",
          "addLast",
          "offer",
          "push",
          "putAll",
          "set",
          "lazySet",
          "getAndSet");

  /** What gives a part of what it is called on, or a view of it. */
  private static final Set<String> VIEWS =
      Set.of(
          "asMap", "get", "computeIfAbsent", "getOrDefault", "getIfPresent", "values", "entrySet");

  private static final int MAX_DEPTH = 6;

  private static final Set<String> BUILDS = Set.of("build", "buildAsync");

  private static final Set<String> MEMOIZERS =
      Set.of("memoize", "memoizeWithExpiration", "memoized", "lazily");

  /** The calls at which anything can be found. */
  static final Set<String> CALLS =
      Stream.of(PAIRS, ADDS, BUILDS).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());

  /** Words of which a file has one that keeps anything in a cache or a map that threads share. */
  static final Set<String> WORDS =
      Set.of(
          "computeIfAbsent",
          "putIfAbsent",
          "ConcurrentHashMap",
          "ConcurrentMap",
          "Caffeine",
          "CacheBuilder",
          "CacheLoader",
          "LoadingCache",
          "AsyncLoadingCache",
          "AsyncCache",
          "Cache",
          "CacheManager",
          "RedisTemplate",
          "StringRedisTemplate",
          "ReactiveRedisTemplate",
          "ValueOperations",
          "HashOperations",
          "HazelcastInstance",
          "IMap",
          "RMap",
          "RMapCache",
          "synchronizedMap",
          "memoize",
          "memoizeWithExpiration",
          "WeakHashMap",
          "Ehcache",
          "Cacheable",
          "CachePut",
          "CacheResult",
          "Caching",
          "KeyGenerator",
          "CachingConfigurer",
          "CacheResolver",
          "computePrefixWith",
          "AtomicReference",
          "setCacheable",
          "QueryHints");

  private final Code code;
  private final Types types;
  private final Terms terms;
  private final Carriers carriers;
  private final TenantData data;
  private final Lifetimes lifetimes;
  private int depth;

  CacheCalls(
      Code code,
      Types types,
      Terms terms,
      Carriers carriers,
      TenantData data,
      Lifetimes lifetimes) {
    this.code = code;
    this.types = types;
    this.terms = terms;
    this.carriers = carriers;
    this.data = data;
    this.lifetimes = lifetimes;
  }

  /** What bodies hold by calls. */
  void find(Unit unit, List<Found> found) {
    for (Node each : unit.calls()) {
      if (each.item() instanceof Expr.Call call) {
        call(call, unit, found);
      }
    }
  }

  /** What the fields of a type hold that lives as long as the application. */
  void find(TypeDecl type, List<Found> found) {
    boolean statics =
        type.fact().fields().stream()
            .anyMatch(f -> f.modifiers().isStatic() && !f.modifiers().isFinal());
    if (statics || Lifetimes.isDeclared(type)) {
      for (Unit unit : code.units(type)) {
        unit.assigns().forEach(a -> assign((Expr.Assign) a.item(), unit, found));
      }
    }
    for (FieldFact field : type.fact().fields()) {
      boolean shared = field.modifiers().isStatic() || Lifetimes.isDeclared(type);
      if (shared && field.initializer().filter(Expr.Call.class::isInstance).isPresent()) {
        initializer(field, code.unit(type, field), found);
      }
    }
  }

  private void call(Expr.Call call, Unit unit, List<Found> found) {
    int size = call.arguments().size();
    if (call.scope().isEmpty() || size == 0 || isPlainlyLocal(call.scope().get(), unit)) {
      return;
    }
    if (size >= 2 && PAIRS.contains(call.name())) {
      pair(call, unit, found);
    } else if (size == 1 && ADDS.contains(call.name())) {
      add(call, unit, found);
    } else if (size == 1 && BUILDS.contains(call.name())) {
      loader(call, unit, found);
    }
  }

  /** Whether it is made in the body, or handed in and no cache. */
  private static boolean isPlainlyLocal(Expr scope, Unit unit) {
    if (!(scope instanceof Expr.Name name)) {
      return false;
    }
    Optional<Variable> variable = unit.variable(name.id(), name.span());
    if (variable.isEmpty()) {
      return false;
    }
    return variable.get().role() == Variable.Role.PARAMETER
        ? !Code.simple(variable.get().type().name()).matches(".*(Cache|Operations|IMap|RMap\\w*)")
        : variable.get().value().filter(v -> v instanceof Expr.New).isPresent();
  }

  /* A key and a value. */

  private void pair(Expr.Call call, Unit unit, List<Found> found) {
    Expr scope = call.scope().orElseThrow();
    JType receiver = types.of(scope, unit);
    boolean cache = isCache(receiver, scope);
    if (!cache && !isMap(receiver)) {
      return;
    }
    if (call.name().equals("get") && !cache) {
      return;
    }
    if (!isShared(scope, cache, unit) || keyed(scope, unit)) {
      return;
    }
    List<Expr> arguments = call.arguments();
    boolean hash = receiver.simpleName().contains("HashOperations") || isHash(scope);
    int value = hash && arguments.size() > 2 ? 2 : 1;
    for (Expr key : arguments.subList(0, value)) {
      if (carriers.of(key, unit) != Hold.NONE) {
        return;
      }
    }
    if (hasTenantKey(receiver)) {
      return;
    }
    Optional<String> table = stored(arguments.get(value), receiver, unit);
    table.ifPresent(
        t ->
            found.add(
                Found.in(
                    unit,
                    call.nameSpan(),
                    "Rows of `"
                        + t
                        + "` are kept in "
                        + spelled(scope)
                        + ", which all tenants share, under a key without the tenant: another tenant"
                        + " that asks with the same key gets them. Put the tenant's id into the key,"
                        + " or keep them in an object of the tenant's own scope.",
                    table,
                    call.name() + " " + spelled(scope))));
  }

  /** What a lambda loads, or what the value is. */
  private Optional<String> stored(Expr value, JType receiver, Unit unit) {
    if (value instanceof Expr.Lambda lambda) {
      for (Expr result : unit.results(lambda)) {
        Optional<String> table = data.from(result, unit);
        if (table.isPresent()) {
          return table;
        }
      }
      return Optional.empty();
    }
    if (value instanceof Expr.MethodRef) {
      for (MethodDecl target : types.targets(value, unit)) {
        Optional<String> table = data.from(target);
        if (table.isPresent()) {
          return table;
        }
      }
      return data.from(value, unit)
          .or(
              () ->
                  receiver.arguments().size() == 2
                      ? data.ofType(receiver.argument(1))
                      : Optional.empty());
    }
    return data.from(value, unit);
  }

  private boolean hasTenantKey(JType receiver) {
    return receiver.arguments().size() == 2 && carriers.carries(receiver.argument(0));
  }

  private static boolean isHash(Expr scope) {
    return scope instanceof Expr.Call call
        && (call.name().equals("opsForHash") || call.name().equals("boundHashOps"));
  }

  /** Whether what is written to was itself looked up by the tenant. */
  private boolean keyed(Expr scope, Unit unit) {
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

  private static boolean isMap(JType type) {
    return type.simpleName().endsWith("Map") || type.simpleName().equals("Hashtable");
  }

  private static boolean isCache(JType type, Expr scope) {
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
  private boolean isShared(Expr scope, boolean cache, Unit unit) {
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

  private boolean isShared(Program.FieldDecl field, boolean cache) {
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
  private boolean isShared(TypeDecl type, boolean madeForIt) {
    return switch (lifetimes.of(type)) {
      case SHARED -> true;
      case SHORT -> false;
      case UNKNOWN -> madeForIt;
    };
  }

  /* A value without a key. */

  private void add(Expr.Call call, Unit unit, List<Found> found) {
    Expr scope = call.scope().orElseThrow();
    JType receiver = types.of(scope, unit);
    boolean holder =
        receiver.simpleName().endsWith("List")
            || receiver.simpleName().endsWith("Set")
            || receiver.simpleName().endsWith("Collection")
            || receiver.simpleName().endsWith("Queue")
            || receiver.simpleName().endsWith("Deque")
            || receiver.simpleName().equals("AtomicReference")
            || (isMap(receiver) && call.name().equals("putAll"));
    if (!holder
        || hasTenantKey(receiver)
        || !isShared(scope, receiver.simpleName().equals("AtomicReference"), unit)
        || keyed(scope, unit)
        || knowsItsTenant(call.arguments().get(0), unit)) {
      return;
    }
    held(call.arguments().get(0), spelled(scope), call.nameSpan(), unit, found);
  }

  /** Whether what is kept is no row, and says itself whose it is. */
  private boolean knowsItsTenant(Expr value, Unit unit) {
    JType type = types.of(value, unit);
    return data.ofType(type).isEmpty() && carriers.carries(type);
  }

  private void held(Expr value, String where, Span at, Unit unit, List<Found> found) {
    if (isByTenant(value, unit)) {
      return;
    }
    Optional<String> table = data.from(value, unit);
    table.ifPresent(
        t ->
            found.add(
                Found.in(
                    unit,
                    at,
                    "Rows of `"
                        + t
                        + "` are held in "
                        + where
                        + ", which lives as long as the application, for whichever tenant came first:"
                        + " the next tenant sees them. Keep them in a map by the tenant's id, or load"
                        + " them in each request.",
                    table,
                    where)));
  }

  /** Whether the value is a map that is made by the tenant, or holds nothing of one. */
  private boolean isByTenant(Expr value, Unit unit) {
    if (hasTenantKey(types.of(value, unit))) {
      return true;
    }
    for (Node each : unit.calls()) {
      if (each.item() instanceof Expr.Call call
          && each.isIn(value)
          && (call.name().startsWith("groupingBy")
              || call.name().startsWith("toMap")
              || call.name().startsWith("toConcurrentMap")
              || call.name().startsWith("partitioningBy"))
          && !call.arguments().isEmpty()
          && isTenantOf(call.arguments().get(0), unit)) {
        return true;
      }
    }
    return false;
  }

  private boolean isTenantOf(Expr function, Unit unit) {
    if (function instanceof Expr.MethodRef reference) {
      return terms.isTenant(reference.name());
    }
    return function instanceof Expr.Lambda lambda
        && !unit.results(lambda).isEmpty()
        && unit.results(lambda).stream().allMatch(r -> carriers.of(r, unit) != Hold.NONE);
  }

  private void assign(Expr.Assign assign, Unit unit, List<Found> found) {
    Optional<Program.FieldDecl> field = types.fieldOf(assign.target(), unit);
    if (field.isEmpty() || !isShared(field.get(), false) || assign.value() instanceof Expr.Lambda) {
      return;
    }
    JType type = types.program().resolve(field.get().fact().type(), field.get().owner());
    if (hasTenantKey(type) || !keeps(type) || isBean(type)) {
      return;
    }
    held(
        assign.value(),
        "the field `" + field.get().fact().name() + "`",
        assign.span(),
        unit,
        found);
  }

  /** Whether a field of the type can keep rows: a service or a handle keeps none. */
  private boolean keeps(JType type) {
    return !type.name().startsWith("java.util.function.")
        && !type.simpleName().endsWith("Supplier")
        && !type.simpleName().endsWith("Cache");
  }

  private boolean isBean(JType type) {
    return types
        .program()
        .find(type.name())
        .filter(
            t ->
                lifetimes.of(t) == Lifetimes.Life.SHARED
                    || t.fact().kind() == dev.watertight.analyzer.facts.TypeFact.Kind.INTERFACE)
        .isPresent();
  }

  private void initializer(FieldFact field, Unit unit, List<Found> found) {
    Expr value = field.initializer().orElseThrow();
    boolean shared =
        field.modifiers().isStatic() || lifetimes.of(unit.type()) == Lifetimes.Life.SHARED;
    if (!shared || value instanceof Expr.Lambda || value instanceof Expr.MethodRef) {
      return;
    }
    JType type = types.program().resolve(field.type(), unit.type());
    boolean memoized = value instanceof Expr.Call c && MEMOIZERS.contains(c.name());
    if (memoized) {
      Expr loader = ((Expr.Call) value).arguments().get(0);
      stored(loader, type, unit)
          .ifPresent(
              t ->
                  loadedOnce(
                      t,
                      "the field `" + field.name() + "`",
                      ((Expr.Call) value).nameSpan(),
                      unit,
                      found));
    } else if (value instanceof Expr.Call call
        && keeps(type)
        && (type.name().startsWith("java.util.") || data.ofType(type).isPresent())
        && !BUILDS.contains(call.name())
        && !hasTenantKey(type)) {
      held(value, "the field `" + field.name() + "`", field.span(), unit, found);
    }
  }

  private static void loadedOnce(
      String table, String where, Span at, Unit unit, List<Found> found) {
    found.add(
        Found.in(
            unit,
            at,
            "Rows of `"
                + table
                + "` are loaded once and held in "
                + where
                + " for whichever tenant came first: the next tenant sees them. Keep them by the"
                + " tenant's id, or load them in each request.",
            Optional.of(table),
            where));
  }

  /* A cache that loads by itself. */

  private void loader(Expr.Call call, Unit unit, List<Found> found) {
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
      if (hasTenantKey(type) || !isShared(field.get(), true) || isAskedByTenant(field.get())) {
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
    return stored(loader, JType.UNKNOWN, unit);
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

  private static String spelled(Expr scope) {
    if (scope instanceof Expr.Name name) {
      return "`" + name.id() + "`";
    }
    if (scope instanceof Expr.Field field) {
      return "`" + field.name() + "`";
    }
    return scope instanceof Expr.Call call ? "`" + call.name() + "()`" : "a map";
  }
}
