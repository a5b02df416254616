package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.facts.Stmt;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.MethodDecl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * Rows that are loaded first and then compared with the tenant: whether, on every way, a difference
 * ends the request before anything is done with the row.
 */
final class Loads {
  /** What becomes of a value in a body. */
  enum State {
    /** Nothing is done with it before it has been compared. */
    CHECKED,
    /** It is given to the caller, who may compare it. */
    RETURNED,
    /** Something is done with it. */
    USED
  }

  private static final Set<String> FILTERS =
      Set.of("filter", "filterWhen", "takeIf", "removeIf", "select");

  private static final Set<String> MAPS =
      Set.of("map", "flatMap", "handle", "mapNotNull", "concatMap", "peek", "doOnNext", "and");

  private static final Set<String> ENDS =
      Set.of("ifPresent", "forEach", "ifPresentOrElse", "subscribe", "doOnSuccess");

  private static final Set<String> PRESENCE =
      Set.of("isPresent", "isEmpty", "isNull", "nonNull", "size");

  private static final Set<String> LOGS = Set.of("trace", "debug", "info", "warn", "error", "log");

  private static final int MAX_DEPTH = 6;

  private final Code code;
  private final Types types;
  private final RowIds ids;
  private final Terms terms;
  private final Guards guards;
  private final Callers callers;
  private final Carriers carriers;
  private final TenantData data;
  private final Identities identities;
  private final Provenance provenance;
  private final Contexts contexts;
  private final Map<Asked, Boolean> byCallers = new HashMap<>();
  private final IdentityHashMap<Expr, Boolean> trustedOnes = new IdentityHashMap<>();
  private final BiPredicate<Expr, Unit> trusted = this::isTrusted;

  Loads(
      Code code,
      Types types,
      RowIds ids,
      Terms terms,
      Guards guards,
      Callers callers,
      Carriers carriers,
      TenantData data,
      Identities identities,
      Provenance provenance,
      Contexts contexts) {
    this.code = code;
    this.types = types;
    this.ids = ids;
    this.terms = terms;
    this.guards = guards;
    this.callers = callers;
    this.carriers = carriers;
    this.data = data;
    this.identities = identities;
    this.provenance = provenance;
    this.contexts = contexts;
  }

  /**
   * Whether what the access loads is compared before it is used, by whoever gets it, or the id by
   * which it finds its rows is checked.
   */
  boolean isChecked(Access access) {
    Optional<MethodDecl> method = access.method();
    if (method.isEmpty()) {
      return false;
    }
    boolean read = access.tables().stream().noneMatch(t -> t.write());
    if (method.get().fact().body().isEmpty()) {
      return (read && answersFor(method.get()))
          || isCheckedByCallers(method.get(), Set.copyOf(ids.of(method.get())), read, 0);
    }
    Optional<Unit> unit = contexts.unit(access);
    Optional<Node> at = unit.flatMap(u -> u.at(access.at()));
    return at.isPresent() && isChecked(at.get(), unit.get(), ids.of(access, unit.get()), read, 0);
  }

  private boolean isChecked(Node at, Unit unit, List<Expr> keys, boolean read, int depth) {
    State state = read ? of(at, unit) : State.USED;
    if (state == State.CHECKED || keys.stream().anyMatch(k -> isIdChecked(k, at, unit))) {
      return true;
    }
    if (unit.method().isEmpty() || Requests.isEntry(unit.method().get().fact())) {
      return read && unit.method().filter(this::answersFor).isPresent();
    }
    MethodDecl method = unit.method().get();
    boolean returned = state == State.RETURNED;
    if (returned && answersFor(method)) {
      return true;
    }
    Set<Integer> passed = new TreeSet<>();
    for (Expr key : keys) {
      if (key instanceof Expr.Name name) {
        unit.variable(name.id(), name.span())
            .filter(v -> v.role() == Variable.Role.PARAMETER)
            .ifPresent(v -> passed.add(v.index()));
      }
    }
    return (returned || !passed.isEmpty()) && isCheckedByCallers(method, passed, returned, depth);
  }

  private record Asked(MethodDecl method, Set<Integer> keys, boolean read) {}

  /** Whether every call of the method, of which there is one, is of code that checks. */
  private boolean isCheckedByCallers(
      MethodDecl method, Set<Integer> keys, boolean read, int depth) {
    Asked asked = new Asked(method, keys, read);
    Boolean before = byCallers.get(asked);
    if (before != null || depth > MAX_DEPTH) {
      return before != null && before;
    }
    byCallers.put(asked, false);
    List<Callers.Site> sites = callers.of(method);
    boolean all = !sites.isEmpty();
    for (Callers.Site site : all ? sites : List.<Callers.Site>of()) {
      List<Expr> values =
          keys.stream()
              .filter(i -> i < site.arguments().size())
              .map(i -> site.arguments().get(i))
              .toList();
      all = all && isChecked(site.at(), site.unit(), values, read, depth + 1);
    }
    byCallers.put(asked, all);
    return all;
  }

  /** {@code @PostAuthorize("returnObject.tenant == principal.tenant")}. */
  boolean answersFor(MethodDecl method) {
    return method.fact().annotations().stream()
        .filter(a -> Code.simple(a.name()).equals("PostAuthorize"))
        .anyMatch(this::comparesWhatIsReturned);
  }

  private boolean comparesWhatIsReturned(AnnotationFact annotation) {
    return annotation.attributes().values().stream()
        .anyMatch(
            v ->
                Parts.any(
                    v,
                    e ->
                        e instanceof Expr.Text text
                            && text.value().contains("returnObject")
                            && isAbout(text.value())));
  }

  /** Whether an expression of Spring's asks a bean, or for the tenant. */
  private boolean isAbout(String expression) {
    boolean asks =
        expression.matches("(?s).*@\\w+\\.\\w+\\([^)]*returnObject.*|.*hasPermission\\(.*");
    for (String word : expression.split("[^A-Za-z0-9_]+", -1)) {
      asks |= terms.isTenant(word) && expression.contains("==");
    }
    return asks;
  }

  /** Whether the call's value, or what is made of it, is compared where it is made. */
  boolean isCheckedAt(Node at, Unit unit) {
    return of(at, unit) == State.CHECKED;
  }

  private State of(Node at, Unit unit) {
    return of(at, unit, new HashSet<>());
  }

  /** What becomes of the value at a place. */
  private State of(Node at, Unit unit, Set<Variable> open) {
    Node child = at;
    for (Node each = at.parent(); each != null; each = each.parent()) {
      Object item = each.item();
      if (isCondition(each)
          && at.item() instanceof Expr row
          && isComparison((Expr) item, row(unit, row))) {
        return State.CHECKED;
      }
      if (item instanceof Expr.Call call) {
        Object inner = child.item();
        boolean receiver = call.scope().filter(s -> s == inner).isPresent();
        Optional<State> state =
            receiver ? receives(call, unit) : takes(call, (Expr) child.item(), unit);
        if (state.isPresent()) {
          return state.get();
        }
      } else if (item instanceof Stmt.Local local) {
        return variable(local.name(), child, unit, open);
      } else if (item instanceof Expr.Assign assign) {
        return assign.target() instanceof Expr.Name name
            ? variable(name.id(), child, unit, open)
            : State.USED;
      } else if (item instanceof Stmt.Loop loop
          && loop.each().isPresent()
          && loop.each().get().iterated() == child.item()) {
        return unit.variable(loop.each().get().name(), start(loop.body().span()))
            .map(v -> uses(v, start(loop.body().span()), unit, open))
            .orElse(State.USED);
      } else if (item instanceof Stmt.Return) {
        return Unit.belongsTo(each, null) ? State.RETURNED : fromFunction(each, unit, open);
      } else if (item instanceof Expr.Binary || !(item instanceof Expr)) {
        return State.USED;
      }
      child = each;
    }
    return State.USED;
  }

  /** Whether the expression decides by itself which way is taken, or is an equality. */
  private static boolean isCondition(Node node) {
    if (node.item() instanceof Expr.Call call && Guards.EQUALITIES.contains(call.name())) {
      return true;
    }
    Node around = node.parent();
    boolean asks = node.item() instanceof Expr.Call || node.item() instanceof Expr.Binary;
    if (!asks || around == null) {
      return false;
    }
    return around.item() instanceof Expr.Unary
        || (around.item() instanceof Stmt.If branch && branch.condition() == node.item())
        || (around.item() instanceof Expr.Conditional choice && choice.condition() == node.item())
        || (around.item() instanceof Expr.Binary binary
            && Set.of("&&", "||").contains(binary.operator()));
  }

  private boolean isComparison(Expr expression, Subject subject) {
    return guards.holds(expression, true, subject) || guards.holds(expression, false, subject);
  }

  private static boolean isPresence(Expr.Binary binary) {
    return binary.operands().stream()
        .anyMatch(o -> o instanceof Expr.Literal l && l.kind() == Expr.Literal.Kind.NULL);
  }

  /** What a lambda gives to whom it is passed. */
  private State fromFunction(Node returned, Unit unit, Set<Variable> open) {
    for (Node each = returned.parent(); each != null; each = each.parent()) {
      if (each.item() instanceof Expr.Lambda
          && each.parent() != null
          && each.parent().item() instanceof Expr.Call) {
        return of(each.parent(), unit, open);
      }
      if (each.item() instanceof MethodFact) {
        return State.USED;
      }
    }
    return State.USED;
  }

  /** What a method does with the value that it is called on; empty where it gives it on. */
  private Optional<State> receives(Expr.Call call, Unit unit) {
    if (FILTERS.contains(call.name()) && !call.arguments().isEmpty()) {
      return isFilter(call.arguments().get(0), unit)
          ? Optional.of(State.CHECKED)
          : Optional.empty();
    }
    if (MAPS.contains(call.name()) && call.arguments().size() == 1) {
      State inside = function(call.arguments().get(0), unit);
      return inside == State.CHECKED ? Optional.of(inside) : Optional.empty();
    }
    if (ENDS.contains(call.name()) && !call.arguments().isEmpty()) {
      return Optional.of(function(call.arguments().get(0), unit));
    }
    if (PRESENCE.contains(call.name())) {
      return Optional.of(State.USED);
    }
    return Optional.empty();
  }

  /** What a method does with the value that it is given; empty where it gives something on. */
  private Optional<State> takes(Expr.Call call, Expr argument, Unit unit) {
    Subject subject = row(unit, argument);
    return guards.isCheck(call, subject) ? Optional.of(State.CHECKED) : Optional.empty();
  }

  /** The expression itself as a row. */
  private Subject row(Unit unit, Expr itself) {
    Set<String> names = Set.of(Guards.canonical(itself).orElse("(the row)"));
    return new Subject.Row(terms, Optional.of(itself)).named(names, unit, trusted);
  }

  private Subject row(String name, Unit unit) {
    return new Subject.Row(terms, Optional.empty()).named(Set.of(name), unit, trusted);
  }

  /** Whether a predicate lets only rows of the tenant through. */
  private boolean isFilter(Expr predicate, Unit unit) {
    if (predicate instanceof Expr.Lambda lambda && lambda.parameters().size() == 1) {
      Subject subject = row(lambda.parameters().get(0).name(), unit);
      List<Expr> results = unit.results(lambda);
      return !results.isEmpty()
          && results.stream()
              .allMatch(
                  r ->
                      (r instanceof Expr.Literal l && l.text().equals("false"))
                          || guards.holds(r, true, subject)
                          || guards.isChecked(subject, unit.node(r)));
    }
    if (predicate instanceof Expr.MethodRef reference) {
      List<MethodDecl> targets = bodies(reference, unit);
      return !targets.isEmpty() && targets.stream().allMatch(t -> guards.answers(t, parameter(t)));
    }
    return false;
  }

  private List<MethodDecl> bodies(Expr.MethodRef reference, Unit unit) {
    return types.targets(reference, unit).stream()
        .filter(t -> t.fact().body().isPresent())
        .toList();
  }

  private Subject parameter(MethodDecl method) {
    Unit body = code.unit(method);
    return method.fact().parameters().isEmpty()
        ? new Subject.Row(terms, Optional.empty()).self(body, trusted)
        : row(method.fact().parameters().get(0).name(), body);
  }

  /** What becomes of the value in a function that is given it. */
  private State function(Expr function, Unit unit) {
    if (function instanceof Expr.Lambda lambda && lambda.parameters().size() == 1) {
      return unit.parameter(lambda, 0)
          .map(v -> uses(v, v.at(), unit, new HashSet<>()))
          .orElse(State.USED);
    }
    if (function instanceof Expr.MethodRef reference) {
      List<MethodDecl> targets = bodies(reference, unit);
      boolean check =
          !targets.isEmpty()
              && targets.stream().allMatch(t -> guards.throwsUnlessTrusted(t, parameter(t)));
      return check ? State.CHECKED : State.USED;
    }
    return State.USED;
  }

  private State variable(String name, Node from, Unit unit, Set<Variable> open) {
    Expr value = (Expr) from.item();
    Span end =
        new Span(
            value.span().endLine(),
            value.span().endColumn() + 1,
            value.span().endLine(),
            value.span().endColumn() + 1);
    return unit.variable(name, end).map(v -> uses(v, end, unit, open)).orElse(State.USED);
  }

  /** What becomes of what a variable holds, from a place on. */
  private State uses(Variable variable, Span from, Unit unit, Set<Variable> open) {
    if (!open.add(variable)) {
      return State.CHECKED;
    }
    Subject subject = row(variable.name(), unit);
    boolean checked = false;
    boolean returned = false;
    Optional<Node> loop = Optional.empty();
    for (Node use : unit.uses(variable)) {
      if (Carriers.isBefore(((Expr) use.item()).span(), from) || isTarget(use)) {
        continue;
      }
      if (isInCheck(use, subject) || guards.isChecked(subject, use)) {
        checked = true;
      } else if (!isHarmless(use)) {
        if (loop.isPresent() && Begins.dominates(loop.get(), use)) {
          continue;
        }
        switch (of(use, unit, open)) {
          case CHECKED -> {
            checked = true;
            loop = loop.or(() -> endsAtOthers(use));
          }
          case RETURNED -> returned = true;
          case USED -> {
            return State.USED;
          }
        }
      }
    }
    return returned ? State.RETURNED : checked ? State.CHECKED : State.USED;
  }

  private static Span start(Span span) {
    return new Span(span.line(), span.column(), span.line(), span.column());
  }

  /** The loop over rows that ends the request at the first that is another tenant's. */
  private static Optional<Node> endsAtOthers(Node use) {
    for (Node each = use.parent(); each != null; each = each.parent()) {
      if (each.item() instanceof Stmt.Loop loop && loop.each().isPresent()) {
        return Parts.any(loop.body(), e -> false, s -> s instanceof Stmt.Throw)
            ? Optional.of(each)
            : Optional.empty();
      }
      if (each.item() instanceof Expr.Call call && call.name().equals("forEach")) {
        return each.around();
      }
      if (!(each.item() instanceof Expr)) {
        break;
      }
    }
    return Optional.empty();
  }

  private static boolean isTarget(Node use) {
    return use.parent() != null
        && use.parent().item() instanceof Expr.Assign assign
        && assign.target() == use.item();
  }

  /** Whether the use is a part of what compares the row. */
  private boolean isInCheck(Node use, Subject subject) {
    for (Node each = use.parent();
        each != null
            && each.item() instanceof Expr expression
            && !(expression instanceof Expr.Lambda);
        each = each.parent()) {
      if ((isCondition(each) && isComparison(expression, subject))
          || (expression instanceof Expr.Call call
              && (guards.isCheck(call, subject) || guards.asserts(call, subject)))) {
        return true;
      }
    }
    return isCompared(use, subject);
  }

  /** {@code String owner = row.getOrg();}: what stands in it is compared later, or used. */
  private static boolean isCompared(Node use, Subject subject) {
    for (Node each = use.parent(); each != null; each = each.parent()) {
      if (each.item() instanceof Stmt.Local local) {
        return local.initializer().filter(subject::is).isPresent();
      }
      if (!(each.item() instanceof Expr)) {
        return false;
      }
    }
    return false;
  }

  /** Whether it is only asked if it is there, or written to the log. */
  private static boolean isHarmless(Node use) {
    Node each = use.parent();
    if (each == null) {
      return false;
    }
    if (each.item() instanceof Expr.Binary binary) {
      return isPresence(binary);
    }
    if (!(each.item() instanceof Expr.Call call)) {
      return false;
    }
    return PRESENCE.contains(call.name())
        || (call.name().equals("requireNonNull")
            && each.parent() != null
            && each.parent().item() instanceof Stmt.Evaluate)
        || isLog(call);
  }

  /** Whether the call writes to the log. */
  static boolean isLog(Expr.Call call) {
    return LOGS.contains(call.name()) && call.scope().filter(Loads::isLog).isPresent();
  }

  private static boolean isLog(Expr scope) {
    return Guards.canonical(scope)
        .map(c -> Code.simple(c).toLowerCase(Locale.ROOT))
        .filter(c -> c.equals("log") || c.equals("logger"))
        .isPresent();
  }

  /** Whether the id was checked before the place, on every way there, or says the tenant itself. */
  boolean isIdChecked(Expr id, Node at, Unit unit) {
    return guards.isChecked(id, at, unit, trusted)
        || isLoadedBefore(id, at, unit)
        || (id instanceof Expr.New && carriers.of(id, unit) != Hold.NONE);
  }

  /**
   * Whether a row with the same id was loaded and compared before the place, on every way there.
   */
  private boolean isLoadedBefore(Expr id, Node at, Unit unit) {
    Optional<String> name = Guards.canonical(id);
    if (name.isEmpty()) {
      return false;
    }
    for (Node each : unit.calls()) {
      if (each.item() instanceof Expr.Call call
          && call != at.item()
          && Carriers.isBefore(call.span(), ((Expr) at.item()).span())
          && call.arguments().stream()
              .anyMatch(a -> Guards.canonical(a).filter(name.get()::equals).isPresent())
          && Begins.dominates(each, at)
          && (isCheckedUpTo(each, at, unit) || isScoped(call, each, unit))) {
        return true;
      }
    }
    return false;
  }

  /** {@code findByIdAndOrg(id, session.org()).orElseThrow()}. */
  private boolean isScoped(Expr.Call call, Node load, Unit unit) {
    return usesEnd(load)
        && (call.arguments().stream().anyMatch(a -> isTrusted(a, unit))
            || call.scope().filter(s -> carriers.of(s, unit) != Hold.NONE).isPresent());
  }

  private boolean isCheckedUpTo(Node load, Node at, Unit unit) {
    for (Node each = load.parent();
        each != null && each.item() instanceof Expr;
        each = each.parent()) {
      if (at.isIn(each.item())) {
        return isCheckedAt(load, unit);
      }
    }
    for (Node each = load; each != null; each = each.parent()) {
      if (each.item() instanceof Stmt.Local local) {
        Subject subject = row(local.name(), unit);
        return guards.isChecked(subject, at) || (isCheckedAt(load, unit) && usesEnd(load));
      }
      if (each.item() instanceof Stmt.If branch) {
        Subject subject = row(unit, (Expr) load.item());
        return Guards.leaves(branch.then()) && guards.holds(branch.condition(), false, subject);
      }
      if (each.item() instanceof Stmt.Evaluate) {
        return isCheckedAt(load, unit) && usesEnd(load);
      }
    }
    return false;
  }

  /** Whether a chain ends the request where its filter lets nothing through. */
  private static boolean usesEnd(Node load) {
    for (Node each = load.parent();
        each != null && each.item() instanceof Expr;
        each = each.parent()) {
      if (each.item() instanceof Expr.Call call
          && (call.name().equals("orElseThrow")
              || call.name().equals("getFirst")
              || (call.name().equals("get") && call.arguments().isEmpty())
              || call.scope().filter(s -> load.isIn(s)).isEmpty())) {
        return true;
      }
    }
    return false;
  }

  /** Whether the expression says which tenant's the request is. */
  private boolean isTrusted(Expr expression, Unit unit) {
    if (expression instanceof Expr.Text || expression instanceof Expr.Literal) {
      return false;
    }
    Boolean before = trustedOnes.get(expression);
    if (before == null) {
      trustedOnes.put(expression, false);
      before =
          (identities.isIdentity(expression, unit, 0) || isTenant(expression, unit))
              && provenance.fromRequest(expression, unit).isEmpty();
      trustedOnes.put(expression, before);
    }
    return before;
  }

  private boolean isTenant(Expr expression, Unit unit) {
    if (carriers.of(expression, unit) == Hold.NONE) {
      return false;
    }
    List<Expr> roots = new ArrayList<>();
    Expr root = expression;
    while (root instanceof Expr.Call || root instanceof Expr.Field || root instanceof Expr.Cast) {
      roots.add(root);
      root =
          root instanceof Expr.Call call
              ? call.scope().orElse(call)
              : root instanceof Expr.Field field ? field.scope() : ((Expr.Cast) root).value();
      if (root == roots.get(roots.size() - 1)) {
        break;
      }
    }
    roots.add(root);
    // Another row's tenant says nothing.
    return roots.stream().allMatch(r -> data.from(r, unit).isEmpty())
        && !isAskedFor(expression, unit, 0);
  }

  /** Whether the value was looked up by a part of the request. */
  private boolean isAskedFor(Expr expression, Unit unit, int depth) {
    return depth < MAX_DEPTH
        && Parts.any(
            expression,
            e -> {
              if (e instanceof Expr.Name name) {
                return unit.variable(name.id(), name.span())
                    .filter(v -> v.role() == Variable.Role.LOCAL)
                    .filter(
                        v ->
                            Carriers.values(v, name.span(), unit).stream()
                                .anyMatch(x -> isAskedFor(x, unit, depth + 1)))
                    .isPresent();
              }
              return e instanceof Expr.Call call
                  && call.arguments().stream()
                      .anyMatch(a -> provenance.fromRequest(a, unit).isPresent());
            });
  }
}
