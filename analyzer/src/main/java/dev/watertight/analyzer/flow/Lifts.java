package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.facts.Stmt;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.core.config.Configuration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the tenant's context is changed for a while, and whether it is put back on every way. */
final class Lifts {
  private static final Pattern ROLE =
      Pattern.compile(
          "(?is)\\s*(set\\s+(?:session\\s+)?(?:role|session\\s+authorization)\\s+(.*)|reset\\s+(?:role|session\\s+authorization)\\b.*)");

  private static final Pattern ROW_SECURITY =
      Pattern.compile(
          "(?is)\\s*(set\\s+(?:session\\s+)?row_security\\s*(?:=|to)\\s*(\\w+)|reset\\s+row_security\\b.*).*");

  private static final Set<String> CALLS =
      Set.of(
          "set",
          "disableFilter",
          "handle",
          "execute",
          "executeUpdate",
          "update",
          "prepareStatement",
          "createNativeQuery",
          "createUpdate");

  /** What a change is to what was before. */
  private enum What {
    /** Something else holds from here on. */
    CHANGE,
    /** What is usual holds again. */
    RESTORE,
    /** Either, by what stands before it. */
    EITHER
  }

  /**
   * A change of a context.
   *
   * @param of what is changed: changes of the same belong together
   * @param said how people call it
   */
  private record Change(Node at, What what, String of, String said) {}

  private final Code code;
  private final Types types;
  private final Terms terms;
  private final Configuration.ContextMethods configured;
  private final Set<String> holders = new TreeSet<>();
  private final Set<String> setters = new TreeSet<>();
  private final Set<MethodDecl> active = new HashSet<>();

  Lifts(Code code, Types types, Terms terms, Configuration.ContextMethods configured) {
    this.code = code;
    this.types = types;
    this.terms = terms;
    this.configured = configured;
  }

  /** The simple names of what is asked for by its methods. */
  Set<String> named() {
    Set<String> named = new TreeSet<>(holders);
    for (List<String> all : List.of(configured.set(), configured.lift(), configured.restore())) {
      all.forEach(m -> named.add(Code.simple(m.replaceFirst("#.*$", ""))));
    }
    return named;
  }

  List<Found> find() {
    Set<String> names = new TreeSet<>(CALLS);
    for (TypeDecl type : types.program().types()) {
      if (holds(type)) {
        holders.add(type.fact().name());
        for (MethodFact method : type.fact().methods()) {
          if (method.body().isPresent()
              && !changes(code.unit(new MethodDecl(type, method))).isEmpty()) {
            setters.add(method.name());
          }
        }
      }
    }
    names.addAll(setters);
    for (List<String> all : List.of(configured.set(), configured.lift(), configured.restore())) {
      all.forEach(m -> names.add(name(m)));
    }
    List<Found> found = new ArrayList<>();
    for (Unit unit : code.callingAny(names)) {
      List<Change> changes = changes(unit);
      for (int i = 0; i < changes.size(); i++) {
        check(changes, i, unit, found);
      }
    }
    return found;
  }

  private static String name(String method) {
    return method.substring(method.indexOf('#') + 1).replaceFirst("\\(.*$", "");
  }

  private void check(List<Change> changes, int index, Unit unit, List<Found> found) {
    Change change = changes.get(index);
    if ((change.what() == What.RESTORE && !isFirstOfTwo(changes, index))
        || isInFinally(change.at())
        || isInCatch(change.at())) {
      return;
    }
    List<Change> later =
        changes.subList(index + 1, changes.size()).stream()
            .filter(c -> c.of().equals(change.of()) && function(c.at()) == function(change.at()))
            .filter(c -> c.what() != What.CHANGE)
            .toList();
    if (change.what() == What.EITHER && isSecond(changes, index)) {
      return;
    }
    Optional<Change> safe = later.stream().filter(c -> puts(c, change)).findFirst();
    if (safe.isPresent() || !works(change, later, unit)) {
      return;
    }
    if (later.isEmpty()
        && ((change.what() == What.EITHER && !isRequest(unit))
            || isPutBackElsewhere(change, unit))) {
      return;
    }
    found.add(
        Found.in(
            unit,
            ((Expr) change.at().item()) instanceof Expr.Call call
                ? call.nameSpan()
                : unit.type().fact().span(),
            change.said()
                + (later.isEmpty()
                    ? " and never put back"
                    : " and put back only where nothing is thrown in between")
                + ": whatever comes next on this thread or connection works without the tenant, or with"
                + " another one's. Put it back in a `finally`, or use a method that runs the work and"
                + " does so itself.",
            Optional.empty(),
            change.said()));
  }

  /** The lambda or method in which it stands. */
  private static @org.jspecify.annotations.Nullable Object function(Node at) {
    for (Node each = at.parent(); each != null; each = each.parent()) {
      if (each.item() instanceof Expr.Lambda || each.item() instanceof MethodFact) {
        return each.item();
      }
    }
    return null;
  }

  /** Whether the context is taken away here, and set again further on. */
  private static boolean isFirstOfTwo(List<Change> changes, int index) {
    Change change = changes.get(index);
    return changes.subList(0, index).stream().noneMatch(c -> isBeside(c, change))
        && changes.subList(index + 1, changes.size()).stream()
            .anyMatch(c -> isBeside(c, change) && c.what() == What.EITHER);
  }

  private static boolean isBeside(Change one, Change other) {
    return one.of().equals(other.of()) && function(one.at()) == function(other.at());
  }

  /** Whether one before has changed it already, so that this one puts it back. */
  private static boolean isSecond(List<Change> changes, int index) {
    Change change = changes.get(index);
    long before =
        changes.subList(0, index).stream()
            .filter(c -> c.of().equals(change.of()) && function(c.at()) == function(change.at()))
            .filter(c -> c.what() == What.EITHER || c.what() == What.CHANGE)
            .count();
    return before % 2 == 1;
  }

  private static boolean isInFinally(Node at) {
    Node child = at;
    for (Node each = at.parent(); each != null; each = each.parent()) {
      Object inner = child.item();
      if (each.item() instanceof Stmt.Try attempt
          && attempt.finallyBlock().filter(f -> f == inner).isPresent()) {
        return true;
      }
      child = each;
    }
    return false;
  }

  private static boolean isInCatch(Node at) {
    return at.nearest(Stmt.Try.Catch.class).isPresent();
  }

  /** Whether the second change comes to pass whatever happens after the first. */
  private boolean puts(Change back, Change change) {
    Node child = back.at();
    for (Node each = back.at().parent(); each != null; each = each.parent()) {
      Object inner = child.item();
      if (each.item() instanceof Stmt.Try attempt
          && attempt.finallyBlock().filter(f -> f == inner).isPresent()) {
        boolean inside =
            change.at().isIn(attempt.body())
                || attempt.resources().stream().anyMatch(r -> change.at().isIn(r));
        boolean before = Begins.dominates(change.at(), each) && isDirectlyBefore(change, attempt);
        return (inside || before) && !isConditional(back.at(), attempt.finallyBlock().get());
      }
      child = each;
    }
    return false;
  }

  /**
   * Whether the putting back hangs on a condition other than that there is something to put back.
   */
  private static boolean isConditional(Node back, Stmt.Block finallyBlock) {
    for (Node each = back.parent();
        each != null && each.item() != finallyBlock;
        each = each.parent()) {
      if (each.item() instanceof Stmt.If branch
          && !Parts.any(
              branch.condition(),
              e -> e instanceof Expr.Literal l && l.kind() == Expr.Literal.Kind.NULL)) {
        return branch.otherwise().isEmpty();
      }
    }
    return false;
  }

  /** Whether nothing that can throw stands between the change and the try. */
  private static boolean isDirectlyBefore(Change change, Stmt.Try attempt) {
    Optional<Stmt.Block> block = Optional.empty();
    Node statement = change.at();
    for (Node each = change.at().parent(); each != null; each = each.parent()) {
      if (each.item() instanceof Stmt.Block b) {
        block = Optional.of(b);
        break;
      }
      statement = each;
    }
    if (block.isEmpty()) {
      return true;
    }
    List<Stmt> all = block.get().statements();
    int from = all.indexOf(statement.item());
    for (int i = from + 1; i < all.size(); i++) {
      if (all.get(i).equals(attempt)) {
        return true;
      }
      if (Parts.any(all.get(i), e -> e instanceof Expr.Call c && !isHarmless(c), s -> false)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHarmless(Expr.Call call) {
    return Set.of("get", "currentTimeMillis", "nanoTime", "debug", "info", "trace", "now")
            .contains(call.name())
        || call.name().startsWith("is");
  }

  /** Whether the thread goes back to a pool when the body is done. */
  private static boolean isRequest(Unit unit) {
    return unit.method().filter(m -> Requests.isEntry(m.fact())).isPresent()
        || unit.calls().stream()
            .anyMatch(
                c ->
                    c.item() instanceof Expr.Call call
                        && (call.name().equals("doFilter") || call.name().equals("proceed")));
  }

  /** Whether anything is done between the change and what puts it back, or after it. */
  private static boolean works(Change change, List<Change> later, Unit unit) {
    Expr from = (Expr) change.at().item();
    return unit.calls().stream()
        .filter(c -> function(c) == function(change.at()))
        .map(c -> (Expr) c.item())
        .anyMatch(
            c ->
                Carriers.isBefore(from.span(), c.span())
                    && !from.span().contains(c.span())
                    && !c.span().contains(from.span())
                    && later.stream().noneMatch(l -> l.at().item() == c)
                    && (later.isEmpty()
                        || Carriers.isBefore(
                            c.span(), ((Expr) later.get(later.size() - 1).at().item()).span())));
  }

  /** A framework calls another method of the class when the request is done. */
  private boolean isPutBackElsewhere(Change change, Unit unit) {
    return code.units(unit.type()).stream()
        .filter(u -> u != unit)
        .flatMap(u -> changes(u).stream())
        .anyMatch(c -> c.of().equals(change.of()) && c.what() != What.CHANGE);
  }

  private List<Change> changes(Unit unit) {
    List<Change> changes = new ArrayList<>();
    for (Node each : unit.calls()) {
      if (each.item() instanceof Expr.Call call) {
        change(call, each, unit).ifPresent(changes::add);
      }
    }
    return changes;
  }

  private Optional<Change> change(Expr.Call call, Node at, Unit unit) {
    return configured(call, at, unit)
        .or(() -> library(call, at))
        .or(() -> statement(call, at))
        .or(() -> holder(call, at, unit));
  }

  private Optional<Change> configured(Expr.Call call, Node at, Unit unit) {
    boolean lifts = isOneOf(configured.lift(), call, unit);
    boolean restores =
        isOneOf(configured.restore(), call, unit)
            || (configured.restore().isEmpty() && isOneOf(configured.set(), call, unit));
    if (!lifts && !restores) {
      return Optional.empty();
    }
    return Optional.of(
        new Change(
            at,
            lifts && restores ? What.EITHER : lifts ? What.CHANGE : What.RESTORE,
            "configured",
            "The tenant's context is lifted by `" + call.name() + "`"));
  }

  private boolean isOneOf(List<String> methods, Expr.Call call, Unit unit) {
    for (String each : methods) {
      int hash = each.indexOf('#');
      if (!name(each).equals(call.name())) {
        continue;
      }
      String type = each.substring(0, Math.max(hash, 0));
      JType receiver = types.receiver(call, unit);
      if (types.program().is(receiver, type)
          || receiver.isUnknown()
          || types.declared(call, unit).stream().anyMatch(m -> m.owner().name().equals(type))) {
        return true;
      }
    }
    return false;
  }

  /** Hibernate's filters, MyBatis-Plus's tenant line. */
  private Optional<Change> library(Expr.Call call, Node at) {
    if (call.arguments().size() == 1
        && (call.name().equals("disableFilter") || call.name().equals("enableFilter"))
        && (!(call.arguments().get(0) instanceof Expr.Text text) || names(text.value()))) {
      return Optional.of(
          new Change(
              at,
              call.name().equals("disableFilter") ? What.CHANGE : What.RESTORE,
              "filter",
              "Hibernate's tenant filter is taken off"));
    }
    boolean ignore =
        call.scope()
            .filter(s -> s instanceof Expr.Name n && n.id().equals("InterceptorIgnoreHelper"))
            .isPresent();
    if (ignore && (call.name().equals("handle") || call.name().equals("clearIgnoreStrategy"))) {
      return Optional.of(
          new Change(
              at,
              call.name().equals("handle") ? What.CHANGE : What.RESTORE,
              "ignore",
              "MyBatis-Plus's tenant line is taken off"));
    }
    return Optional.empty();
  }

  private boolean names(String text) {
    return Terms.words(text).stream().anyMatch(terms::isTenant) || terms.isTenant(text);
  }

  /** A role, or row-level security, that is changed for the session. */
  private static Optional<Change> statement(Expr.Call call, Node at) {
    if (call.arguments().isEmpty()) {
      return Optional.empty();
    }
    Optional<String> text = text(call.arguments().get(0));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher role = ROLE.matcher(text.get());
    if (role.matches()) {
      boolean reset =
          role.group(2) == null
              || role.group(2).strip().toLowerCase(java.util.Locale.ROOT).matches("none|default");
      return Optional.of(
          new Change(
              at, reset ? What.RESTORE : What.EITHER, "role", "The session's role is changed"));
    }
    Matcher security = ROW_SECURITY.matcher(text.get());
    if (security.matches()) {
      boolean off =
          security.group(2) != null
              && security.group(2).toLowerCase(java.util.Locale.ROOT).matches("off|false|0");
      return Optional.of(
          new Change(
              at,
              off ? What.CHANGE : What.RESTORE,
              "row_security",
              "Row-level security is switched off"));
    }
    return Optional.empty();
  }

  private static Optional<String> text(Expr expression) {
    if (expression instanceof Expr.Text text) {
      return Optional.of(text.value());
    }
    return expression instanceof Expr.Sum sum && sum.terms().get(0) instanceof Expr.Text text
        ? Optional.of(text.value() + "x")
        : Optional.empty();
  }

  /** A thread's own holder of the tenant, by itself or by the methods of its class. */
  private Optional<Change> holder(Expr.Call call, Node at, Unit unit) {
    if (call.scope().isPresent() && (call.name().equals("set") || call.name().equals("remove"))) {
      Optional<Program.FieldDecl> field = types.fieldOf(call.scope().get(), unit);
      if (field.filter(f -> isBox(f.fact()) && isTenants(f)).isPresent()) {
        return boxed(call, at, field.get().owner().name() + field.get().fact().name());
      }
    }
    if (!setters.contains(call.name())) {
      return Optional.empty();
    }
    for (MethodDecl target : types.declared(call, unit)) {
      if (holds(target.owner())
          && target.fact().modifiers().isStatic()
          && !unit.method().equals(Optional.of(target))) {
        return byMethod(target, call, at);
      }
    }
    return Optional.empty();
  }

  private static Optional<Change> boxed(Expr.Call call, Node at, String of) {
    if (call.name().equals("set") && call.arguments().size() == 1) {
      return Optional.of(new Change(at, What.EITHER, of, "The thread's tenant is changed"));
    }
    return call.name().equals("remove")
        ? Optional.of(new Change(at, What.RESTORE, of, "The thread's tenant is removed"))
        : Optional.empty();
  }

  /** A method of a holder that does nothing but set it, or remove it. */
  private Optional<Change> byMethod(MethodDecl method, Expr.Call call, Node at) {
    boolean plain =
        method.fact().body().isPresent()
            && method.fact().parameters().size() <= 1
            && active.add(method);
    List<Change> inside = plain ? changes(code.unit(method)) : List.of();
    if (plain) {
      active.remove(method);
    }
    if (inside.size() != 1) {
      return Optional.empty();
    }
    Change change = inside.get(0);
    return Optional.of(
        new Change(
            at,
            change.what(),
            change.of(),
            "The thread's tenant is changed by `"
                + method.owner().fact().name()
                + "."
                + call.name()
                + "`"));
  }

  private boolean holds(TypeDecl type) {
    return type.fact().fields().stream()
        .anyMatch(
            f -> isBox(f) && f.modifiers().isStatic() && isTenants(new Program.FieldDecl(type, f)));
  }

  private static boolean isBox(FieldFact field) {
    return Set.of("ThreadLocal", "InheritableThreadLocal")
        .contains(Code.simple(field.type().name()));
  }

  private boolean isTenants(Program.FieldDecl field) {
    return terms.isHolder(field.fact().name())
        || terms.isHolder(field.owner().fact().name())
        || field.fact().type().arguments().stream()
            .anyMatch(a -> terms.isTenant(Code.simple(a.name())))
        || Terms.words(field.fact().name()).stream().anyMatch(terms::isTenant);
  }
}
