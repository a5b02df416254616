package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.Program;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tenants' data that is held without any key: in collections and fields that live as long as the
 * application. It does not look at maps and caches, which have keys.
 */
final class HeldRows {

  static final Set<String> ADDS =
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

  private static final Set<String> MEMOIZERS =
      Set.of("memoize", "memoizeWithExpiration", "memoized", "lazily");

  private final Types types;
  private final Terms terms;
  private final Carriers carriers;
  private final TenantData data;
  private final Lifetimes lifetimes;
  private final Containers containers;

  HeldRows(
      Types types,
      Terms terms,
      Carriers carriers,
      TenantData data,
      Lifetimes lifetimes,
      Containers containers) {
    this.types = types;
    this.terms = terms;
    this.carriers = carriers;
    this.data = data;
    this.lifetimes = lifetimes;
    this.containers = containers;
  }

  /** What is added to a collection. */
  void add(Expr.Call call, Unit unit, List<Found> found) {
    Expr scope = call.scope().orElseThrow();
    JType receiver = types.of(scope, unit);
    boolean holder =
        receiver.simpleName().endsWith("List")
            || receiver.simpleName().endsWith("Set")
            || receiver.simpleName().endsWith("Collection")
            || receiver.simpleName().endsWith("Queue")
            || receiver.simpleName().endsWith("Deque")
            || receiver.simpleName().equals("AtomicReference")
            || (Containers.isMap(receiver) && call.name().equals("putAll"));
    if (!holder
        || containers.hasTenantKey(receiver)
        || !containers.isShared(scope, receiver.simpleName().equals("AtomicReference"), unit)
        || containers.keyed(scope, unit)
        || knowsItsTenant(call.arguments().get(0), unit)) {
      return;
    }
    held(call.arguments().get(0), Containers.spelled(scope), call.nameSpan(), unit, found);
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
    if (containers.hasTenantKey(types.of(value, unit))) {
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

  /** What a field is set to. */
  void assign(Expr.Assign assign, Unit unit, List<Found> found) {
    Optional<Program.FieldDecl> field = types.fieldOf(assign.target(), unit);
    if (field.isEmpty()
        || !containers.isShared(field.get(), false)
        || assign.value() instanceof Expr.Lambda) {
      return;
    }
    JType type = types.program().resolve(field.get().fact().type(), field.get().owner());
    if (containers.hasTenantKey(type) || !keeps(type) || isBean(type)) {
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

  /** What a field starts with. */
  void initializer(FieldFact field, Unit unit, List<Found> found) {
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
      data.stored(loader, type, unit)
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
        && !CacheLoaders.BUILDS.contains(call.name())
        && !containers.hasTenantKey(type)) {
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
}
