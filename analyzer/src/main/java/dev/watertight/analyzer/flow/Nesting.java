package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Stmt;
import dev.watertight.analyzer.facts.TypeRef;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.core.finding.FlowStep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Scopes of a tenant that are opened while another is open. */
final class Nesting {
  private static final int MAX_CALLERS = 6;

  /** How a method opens a scope. */
  private enum Kind {
    /** For a piece of work that it is given. */
    WORK,
    /** Until what it gives is closed. */
    RESOURCE,
    /** For the transaction that is open. */
    TRANSACTION
  }

  private record Opener(MethodDecl method, Kind kind, int tenant) {}

  private record Opening(Opener opener, Callers.Site site) {
    Optional<Expr> tenant() {
      return opener.tenant() >= 0 && opener.tenant() < site.arguments().size()
          ? Optional.of(site.arguments().get(opener.tenant()))
          : Optional.empty();
    }
  }

  private final Types types;
  private final Terms terms;
  private final Scopes scopes;
  private final Callers callers;
  private final Contexts contexts;
  private final Predicate<String> inFactory;
  private final List<String> setters;
  private final Map<Node, Opening> openings = new LinkedHashMap<>();

  Nesting(
      Types types,
      Terms terms,
      Scopes scopes,
      Callers callers,
      Contexts contexts,
      Predicate<String> inFactory,
      List<String> setters) {
    this.types = types;
    this.terms = terms;
    this.scopes = scopes;
    this.callers = callers;
    this.contexts = contexts;
    this.inFactory = inFactory;
    this.setters = setters;
  }

  List<Found> find() {
    for (Opener opener : openers()) {
      for (Callers.Site site : callers.of(opener.method())) {
        openings.putIfAbsent(site.at(), new Opening(opener, site));
      }
    }
    List<Found> found = new ArrayList<>();
    for (Opening inner : List.copyOf(openings.values())) {
      check(inner, inner.site(), inner.tenant(), new ArrayList<>(), new HashSet<>(), found);
    }
    return found;
  }

  private List<Opener> openers() {
    Set<MethodDecl> setting = new HashSet<>();
    contexts.setting().stream().map(Access::method).flatMap(Optional::stream).forEach(setting::add);
    List<Opener> openers = new ArrayList<>();
    Program program = types.program();
    for (TypeDecl type : program.types()) {
      boolean opens =
          inFactory.test(type.name())
              || setters.stream().anyMatch(s -> s.startsWith(type.name() + "#"))
              || setting.stream().anyMatch(m -> m.owner().equals(type));
      if (!opens || program.isGenerated(type)) {
        continue;
      }
      for (MethodFact fact : type.fact().methods()) {
        MethodDecl method = new MethodDecl(type, fact);
        kind(method, setting.contains(method))
            .ifPresent(k -> openers.add(new Opener(method, k, tenant(method))));
      }
    }
    return openers;
  }

  private Optional<Kind> kind(MethodDecl method, boolean sets) {
    MethodFact fact = method.fact();
    boolean named = setters.contains(method.owner().name() + "#" + fact.name());
    boolean factory = inFactory.test(method.owner().name());
    if (fact.name().startsWith("<") || (!sets && !named && !factory)) {
      return Optional.empty();
    }
    boolean work = fact.parameters().stream().anyMatch(p -> isFunction(p.type(), method.owner()));
    boolean workOnScope =
        fact.parameters().stream()
            .filter(p -> isFunction(p.type(), method.owner()))
            .flatMap(p -> p.type().arguments().stream())
            .anyMatch(a -> scopes.isScope(types.program().resolve(a, method.owner())));
    if (work && (sets || named || workOnScope)) {
      return Optional.of(Kind.WORK);
    }
    if (tenant(method) >= 0 && isCloseable(method) && (sets || named || factory)) {
      return Optional.of(Kind.RESOURCE);
    }
    return (sets || named) && tenant(method) >= 0
        ? Optional.of(Kind.TRANSACTION)
        : Optional.empty();
  }

  private boolean isFunction(TypeRef type, TypeDecl at) {
    String name = types.program().resolveName(type.name(), at);
    String simple = Code.simple(name);
    return name.startsWith("java.util.function.")
        || simple.equals("Runnable")
        || simple.equals("?Runnable")
        || simple.equals("Callable")
        || types
            .program()
            .find(name)
            .filter(t -> t.fact().methods().stream().filter(m -> m.body().isEmpty()).count() == 1)
            .filter(t -> t.fact().kind() == dev.watertight.analyzer.facts.TypeFact.Kind.INTERFACE)
            .isPresent();
  }

  private boolean isCloseable(MethodDecl method) {
    JType type = types.program().resolve(method.fact().returnType(), method.owner());
    return type.simpleName().equals("AutoCloseable")
        || type.simpleName().equals("Closeable")
        || types.program().lineage(type).stream()
            .anyMatch(
                t -> t.simpleName().equals("AutoCloseable") || t.simpleName().equals("Closeable"));
  }

  /** Which parameter is the tenant: by its name or type, else the first that is no work. */
  private int tenant(MethodDecl method) {
    List<MethodFact.Parameter> parameters = method.fact().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      MethodFact.Parameter each = parameters.get(i);
      if (terms.isTenant(each.name())
          || terms.carries(types.program().resolve(each.type(), method.owner()))) {
        return i;
      }
    }
    for (int i = 0; i < parameters.size(); i++) {
      String simple = Code.simple(parameters.get(i).type().name());
      if (Set.of("String", "UUID", "Long", "long", "Session").contains(simple)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Goes outwards from an opening to what is open there.
   *
   * @param at the opening itself, or a call that leads to it
   * @param tenant the tenant that is opened, as it is written there; empty where that is not known
   */
  private void check(
      Opening inner,
      Callers.Site at,
      Optional<Expr> tenant,
      List<FlowStep> steps,
      Set<MethodDecl> seen,
      List<Found> found) {
    Optional<Opening> outer = outer(at, inner);
    if (outer.isPresent()) {
      if (!isSame(outer.get(), tenant, at)) {
        found.add(found(inner, outer.get(), at, steps));
      }
      return;
    }
    Optional<MethodDecl> method = at.unit().method();
    if (method.isEmpty()
        || seen.size() > MAX_CALLERS
        || !seen.add(method.get())
        || inner.opener().kind() == Kind.TRANSACTION
        || isOpener(method.get())) {
      return;
    }
    for (Callers.Site caller : callers.of(method.get())) {
      List<FlowStep> longer = new ArrayList<>(steps);
      longer.add(
          0,
          new FlowStep(
              Contexts.location(at.unit(), Contexts.span(at.at())),
              "`" + Contexts.simple(at.unit()) + "` opens a scope"));
      check(inner, caller, passed(tenant, at.unit(), caller), longer, seen, found);
    }
  }

  private boolean isOpener(MethodDecl method) {
    return openings.values().stream().anyMatch(o -> o.opener().method().equals(method));
  }

  private static Optional<Expr> passed(Optional<Expr> tenant, Unit unit, Callers.Site caller) {
    if (tenant.isEmpty() || !(tenant.get() instanceof Expr.Name name)) {
      return Optional.empty();
    }
    return unit.variable(name.id(), name.span())
        .filter(v -> v.role() == Variable.Role.PARAMETER)
        .filter(v -> v.index() < caller.arguments().size())
        .map(v -> caller.arguments().get(v.index()));
  }

  /** The opening that is around a place in its own body, or came before it there. */
  private Optional<Opening> outer(Callers.Site at, Opening inner) {
    Node child = at.at();
    for (Node each = at.at().parent(); each != null; each = each.parent()) {
      Opening around = openings.get(each);
      if (around != null
          && around.opener().kind() == Kind.WORK
          && (child.item() instanceof Expr.Lambda
              || child.item() instanceof Expr.New
              || child.item() instanceof Expr.MethodRef)) {
        return Optional.of(around);
      }
      if (each.item() instanceof Stmt.Try attempt && child.item() == attempt.body()) {
        for (Map.Entry<Node, Opening> entry : openings.entrySet()) {
          boolean resource =
              entry.getValue().opener().kind() == Kind.RESOURCE
                  && attempt.resources().stream().anyMatch(r -> entry.getKey().isIn(r));
          if (resource) {
            return Optional.of(entry.getValue());
          }
        }
      }
      child = each;
    }
    return inner.opener().kind() == Kind.TRANSACTION ? before(inner) : Optional.empty();
  }

  /** What set another tenant in the same transaction before. */
  private Optional<Opening> before(Opening inner) {
    for (Opening each : openings.values()) {
      if (each.opener().kind() == Kind.TRANSACTION
          && each.site().unit() == inner.site().unit()
          && !each.site().at().equals(inner.site().at())
          && Carriers.isBefore(Contexts.span(each.site().at()), Contexts.span(inner.site().at()))
          && Begins.dominates(each.site().at(), inner.site().at())
          && !isSeparate(each, inner)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** Whether a transaction ends between the two, or each has one of its own. */
  private static boolean isSeparate(Opening one, Opening other) {
    boolean ends =
        one.site().unit().calls().stream()
            .map(Node::item)
            .filter(Expr.Call.class::isInstance)
            .map(Expr.Call.class::cast)
            .anyMatch(
                c ->
                    Set.of("commit", "rollback").contains(c.name())
                        && Carriers.isBefore(Contexts.span(one.site().at()), c.nameSpan())
                        && Carriers.isBefore(c.nameSpan(), Contexts.span(other.site().at())));
    return ends
        || one.site().at().nearest(Expr.Lambda.class).isPresent()
            != other.site().at().nearest(Expr.Lambda.class).isPresent();
  }

  private static boolean isSame(Opening outer, Optional<Expr> tenant, Callers.Site at) {
    if (tenant.isEmpty() || outer.tenant().isEmpty()) {
      return false;
    }
    Optional<String> one = Guards.canonical(outer.tenant().get());
    Optional<String> other = Guards.canonical(tenant.get());
    if (one.isPresent() && one.equals(other)) {
      return true;
    }
    // What the outer scope itself says is its own tenant.
    Expr root = tenant.get();
    while (root instanceof Expr.Call call && call.scope().isPresent()) {
      root = call.scope().get();
    }
    return root instanceof Expr.Name name
        && at.unit()
            .variable(name.id(), name.span())
            .flatMap(Variable::declaredBy)
            .filter(by -> outer.site().arguments().stream().anyMatch(a -> a == by))
            .isPresent();
  }

  private static Found found(Opening inner, Opening outer, Callers.Site at, List<FlowStep> steps) {
    MethodDecl opener = inner.opener().method();
    List<FlowStep> way = new ArrayList<>();
    way.add(
        new FlowStep(
            Contexts.location(outer.site().unit(), Contexts.span(outer.site().at())),
            "a scope is opened"));
    way.add(
        new FlowStep(
            Contexts.location(at.unit(), Contexts.span(at.at())),
            steps.isEmpty() ? "another is opened inside" : "the work goes on inside"));
    way.addAll(steps);
    String name = "`" + opener.owner().fact().name() + "." + opener.fact().name() + "`";
    return Found.in(
            at.unit(),
            Contexts.span(at.at()),
            (steps.isEmpty() ? "" : "This call leads to ")
                + name
                + (steps.isEmpty() ? " is called" : "")
                + " inside the scope of another tenant, which "
                + Contexts.location(outer.site().unit(), Contexts.span(outer.site().at())).label()
                + " opens: in a nested transaction the inner setting stays, and the rest of the outer"
                + " work runs for the wrong tenant. Open one after the other, or hand over what was"
                + " read.",
            Optional.empty(),
            "nested " + name)
        .with(way);
  }
}
