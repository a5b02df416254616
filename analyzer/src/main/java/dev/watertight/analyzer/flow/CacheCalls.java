package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.TypeDecl;
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

  /** The calls at which anything can be found. */
  static final Set<String> CALLS =
      Stream.of(PAIRS, HeldRows.ADDS, CacheLoaders.BUILDS)
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

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
  private final Carriers carriers;
  private final TenantData data;
  private final Containers containers;
  private final HeldRows held;
  private final CacheLoaders loaders;

  CacheCalls(
      Code code,
      Types types,
      Terms terms,
      Carriers carriers,
      TenantData data,
      Lifetimes lifetimes) {
    this.code = code;
    this.types = types;
    this.carriers = carriers;
    this.data = data;
    this.containers = new Containers(code, types, carriers, lifetimes);
    this.held = new HeldRows(types, terms, carriers, data, lifetimes, containers);
    this.loaders = new CacheLoaders(code, types, terms, carriers, data, containers);
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
        unit.assigns().forEach(a -> held.assign((Expr.Assign) a.item(), unit, found));
      }
    }
    for (FieldFact field : type.fact().fields()) {
      boolean shared = field.modifiers().isStatic() || Lifetimes.isDeclared(type);
      if (shared && field.initializer().filter(Expr.Call.class::isInstance).isPresent()) {
        held.initializer(field, code.unit(type, field), found);
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
    } else if (size == 1 && HeldRows.ADDS.contains(call.name())) {
      held.add(call, unit, found);
    } else if (size == 1 && CacheLoaders.BUILDS.contains(call.name())) {
      loaders.find(call, unit, found);
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
    boolean cache = Containers.isCache(receiver, scope);
    if (!cache && !Containers.isMap(receiver)) {
      return;
    }
    if (call.name().equals("get") && !cache) {
      return;
    }
    if (!containers.isShared(scope, cache, unit) || containers.keyed(scope, unit)) {
      return;
    }
    List<Expr> arguments = call.arguments();
    boolean hash = receiver.simpleName().contains("HashOperations") || Containers.isHash(scope);
    int value = hash && arguments.size() > 2 ? 2 : 1;
    for (Expr key : arguments.subList(0, value)) {
      if (carriers.of(key, unit) != Hold.NONE) {
        return;
      }
    }
    if (containers.hasTenantKey(receiver)) {
      return;
    }
    Optional<String> table = data.stored(arguments.get(value), receiver, unit);
    table.ifPresent(
        t ->
            found.add(
                Found.in(
                    unit,
                    call.nameSpan(),
                    "Rows of `"
                        + t
                        + "` are kept in "
                        + Containers.spelled(scope)
                        + ", which all tenants share, under a key without the tenant: another tenant"
                        + " that asks with the same key gets them. Put the tenant's id into the key,"
                        + " or keep them in an object of the tenant's own scope.",
                    table,
                    call.name() + " " + Containers.spelled(scope))));
  }
}
