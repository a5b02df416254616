package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.facts.TypeFact;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.core.finding.FlowStep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Values that become the tenant, and come from a request without having been verified. */
final class TenantIds {
  private static final Set<String> RESOLVERS =
      Set.of("resolveCurrentTenantIdentifier", "determineCurrentLookupKey");

  private static final List<String> SETTERS =
      List.of(
          "set", "with", "run", "call", "enter", "open", "use", "switch", "bind", "begin", "push",
          "apply", "execute", "in", "as");

  private final Program program;
  private final Types types;
  private final Code code;
  private final Terms terms;
  private final Scopes scopes;
  private final Contexts contexts;
  private final Callers callers;
  private final Provenance provenance;
  private final Predicate<String> inFactory;
  private final List<String> setters;
  private final Set<String> holders = new TreeSet<>();
  private final Set<Object> said = new HashSet<>();

  TenantIds(
      Types types,
      Code code,
      Terms terms,
      Scopes scopes,
      Contexts contexts,
      Callers callers,
      Provenance provenance,
      Predicate<String> inFactory,
      List<String> setters) {
    this.program = types.program();
    this.types = types;
    this.code = code;
    this.terms = terms;
    this.scopes = scopes;
    this.contexts = contexts;
    this.callers = callers;
    this.provenance = provenance;
    this.inFactory = inFactory;
    this.setters = setters;
  }

  /** The simple names of the classes that hold the current tenant. */
  Set<String> holders() {
    return holders;
  }

  List<Found> find() {
    List<Found> found = new ArrayList<>();
    callers.ask("", terms.identities());
    List<TypeDecl> all = program.types().stream().filter(t -> !program.isGenerated(t)).toList();
    for (TypeDecl type : all) {
      boolean sink = isSink(type);
      for (MethodFact fact : type.fact().methods()) {
        MethodDecl method = new MethodDecl(type, fact);
        for (int index : sink ? tenantParameters(method) : List.<Integer>of()) {
          for (Callers.Site site : callers.of(method)) {
            if (index < site.arguments().size() && !isInside(site.unit(), type)) {
              check(
                  site.arguments().get(index),
                  site.unit(),
                  Contexts.span(site.at()),
                  what(method),
                  found);
            }
          }
        }
        if (RESOLVERS.contains(fact.name()) || isTenantLine(method)) {
          Unit unit = code.unit(method);
          unit.results()
              .forEach(r -> check(r, unit, r.span(), "the current tenant of the mapper", found));
        }
      }
      components(type, found);
    }
    for (Unit unit : code.calling("set")) {
      holders(unit, found);
    }
    libraries(found);
    for (Access access : contexts.setting()) {
      contexts.unit(access).ifPresent(u -> setting(access, u, found));
    }
    return found;
  }

  /** Whether anything of the type can be where a value becomes the tenant. */
  private boolean isSink(TypeDecl type) {
    return inFactory.test(type.name())
        || terms.isHolder(type.fact().name())
        || setters.stream().anyMatch(s -> s.startsWith(type.name() + "#"))
        || isKept(type);
  }

  /** Whether an object of the type is a tenant's scope, or says who the caller is. */
  private boolean isKept(TypeDecl type) {
    JType of = JType.of(type.name());
    return scopes.isScope(of) || terms.isIdentity(of);
  }

  /** A record that is a scope has no constructor to see. */
  private void components(TypeDecl type, List<Found> found) {
    boolean record =
        type.fact().kind() == TypeFact.Kind.RECORD
            && isKept(type)
            && type.fact().methods().stream().noneMatch(m -> m.name().equals("<init>"));
    if (!record) {
      return;
    }
    List<FieldFact> state = Types.state(type);
    for (Unit unit : code.calling(type.fact().name())) {
      for (Node each : unit.calls()) {
        if (each.item() instanceof Expr.New creation
            && types.of(creation, unit).name().equals(type.name())) {
          for (int i = 0; i < state.size() && i < creation.arguments().size(); i++) {
            if (terms.isTenant(state.get(i).name())) {
              check(
                  creation.arguments().get(i),
                  unit,
                  creation.span(),
                  "`" + type.fact().name() + "`",
                  found);
            }
          }
        }
      }
    }
  }

  private static String what(MethodDecl method) {
    return method.fact().name().equals("<init>")
        ? "`" + method.owner().fact().name() + "`"
        : "`" + method.owner().fact().name() + "." + method.fact().name() + "`";
  }

  /** Whether the code is itself a part of what it calls, which answers for nothing. */
  private boolean isInside(Unit unit, TypeDecl sink) {
    return unit.type().outermost().equals(sink.outermost())
        || (inFactory.test(sink.name())
            && inFactory.test(unit.type().name())
            && unit.method().filter(m -> Requests.isEntry(m.fact())).isEmpty());
  }

  /** The parameters by which a method of the factory or the context gets the tenant. */
  private List<Integer> tenantParameters(MethodDecl method) {
    String configured = method.owner().name() + "#" + method.fact().name();
    boolean setter = setters.contains(configured);
    boolean scope = method.fact().name().equals("<init>") && isKept(method.owner());
    boolean factory =
        inFactory.test(method.owner().name()) && !method.fact().modifiers().isPrivate();
    boolean holder = isHolder(method);
    List<Integer> indices = new ArrayList<>();
    if (!setter && !scope && !factory && !holder) {
      return indices;
    }
    List<MethodFact.Parameter> parameters = method.fact().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      boolean named =
          terms.isTenant(parameters.get(i).name())
              || terms.isTenant(Code.simple(parameters.get(i).type().name()));
      if (named || ((setter || holder) && parameters.size() <= 2 && isText(parameters.get(i)))) {
        indices.add(i);
      }
    }
    return indices;
  }

  private static boolean isText(MethodFact.Parameter parameter) {
    return Set.of("String", "UUID", "Long", "long", "Integer", "int")
        .contains(parameter.type().name());
  }

  private boolean isHolder(MethodDecl method) {
    String name = method.owner().fact().name();
    boolean holds =
        terms.isHolder(name)
            && method.owner().fact().fields().stream()
                .anyMatch(f -> isBox(f.type().name()) && f.modifiers().isStatic());
    if (holds) {
      holders.add(name);
    }
    return holds
        && SETTERS.stream().anyMatch(method.fact().name()::startsWith)
        && !method.fact().modifiers().isPrivate();
  }

  private static boolean isBox(String type) {
    return Set.of("ThreadLocal", "InheritableThreadLocal", "ScopedValue")
        .contains(Code.simple(type));
  }

  private static boolean isTenantLine(MethodDecl method) {
    return method.fact().name().equals("getTenantId")
        && method.owner().fact().supertypes().stream()
            .anyMatch(s -> s.name().endsWith("TenantLineHandler"));
  }

  /** {@code TENANT.set(value)} on a thread-local of the class's own. */
  private void holders(Unit unit, List<Found> found) {
    for (Node each : unit.calls()) {
      if (!(each.item() instanceof Expr.Call call)
          || !call.name().equals("set")
          || call.arguments().size() != 1
          || call.scope().isEmpty()) {
        continue;
      }
      Optional<Program.FieldDecl> field = types.fieldOf(call.scope().get(), unit);
      boolean tenant =
          field
              .filter(f -> isBox(f.fact().type().name()))
              .filter(
                  f ->
                      terms.isHolder(f.fact().name())
                          || terms.isHolder(f.owner().fact().name())
                          || f.fact().type().arguments().stream()
                              .anyMatch(a -> terms.isTenant(Code.simple(a.name()))))
              .isPresent();
      if (tenant) {
        check(
            call.arguments().get(0),
            unit,
            call.nameSpan(),
            "`" + field.get().fact().name() + "`",
            found);
      }
    }
  }

  /** Hibernate's tenant identifier and filters. */
  private void libraries(List<Found> found) {
    for (Unit unit : code.calling("tenantIdentifier")) {
      for (Node each : unit.calls()) {
        if (each.item() instanceof Expr.Call call
            && call.name().equals("tenantIdentifier")
            && call.arguments().size() == 1
            && types.targets(call, unit).isEmpty()) {
          check(call.arguments().get(0), unit, call.nameSpan(), "Hibernate's tenant", found);
        }
      }
    }
    for (Unit unit : code.calling("enableFilter")) {
      for (Node each : unit.calls()) {
        if (each.item() instanceof Expr.Call call
            && call.name().equals("setParameter")
            && call.arguments().size() == 2
            && call.arguments().get(0) instanceof Expr.Text name
            && terms.isTenant(name.value())) {
          check(call.arguments().get(1), unit, call.nameSpan(), "Hibernate's filter", found);
        }
      }
    }
  }

  /** What is bound or joined to the statement that sets the tenant. */
  private void setting(Access access, Unit unit, List<Found> found) {
    Binds.of(access, unit).forEach(v -> check(v, unit, access.at(), "the tenant's setting", found));
  }

  private void check(Expr value, Unit unit, Span at, String sink, List<Found> found) {
    Optional<List<FlowStep>> way = provenance.fromRequest(value, unit);
    if (way.isEmpty() || !said.add(way.get().get(0))) {
      return;
    }
    List<FlowStep> steps = new ArrayList<>(way.get());
    steps.add(new FlowStep(Contexts.location(unit, at), "becomes the tenant in " + sink));
    String source = way.get().get(0).message().replaceFirst(" (is|gives) .*$", "");
    found.add(
        Found.in(
                unit,
                at,
                "The tenant in "
                    + sink
                    + " comes from the request ("
                    + source
                    + ", "
                    + way.get().get(0).location().label()
                    + "), which the caller can set to any tenant's id. Take it from the verified"
                    + " identity, or compare it with that first and end the request where they differ.",
                Optional.empty(),
                sink + " " + source)
            .with(steps));
  }
}
