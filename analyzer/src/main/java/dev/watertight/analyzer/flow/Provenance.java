package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.facts.Stmt;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows a value back to where it comes from, until a part of a request that nobody compared with
 * the verified identity; what comes from elsewhere has no such way.
 */
final class Provenance {
  private static final int MAX_DEPTH = 40;

  /** So many ways to one value are told at most. */
  private static final int MAX_WAYS = 40;

  private final Code code;
  private final Types types;
  private final Requests requests;
  private final Guards guards;
  private final Callers callers;
  private final Identities identities;
  private final Properties properties;
  private final Keepers keepers;
  private final Set<Object> open = new HashSet<>();
  private final Set<FlowStep> skipped = new HashSet<>();
  private Gate gate = Gate.OPEN;
  private String entered = "";
  private int depth;

  /** What ends a way although the value itself was not compared. */
  interface Gate {
    /** Nothing does. */
    Gate OPEN =
        new Gate() {
          @Override
          public boolean stops(MethodDecl method) {
            return false;
          }

          @Override
          public boolean stops(Callers.Site site, Expr argument) {
            return false;
          }
        };

    /** Whether no way through the method counts. */
    boolean stops(MethodDecl method);

    /** Whether a value that a caller passes does not count. */
    boolean stops(Callers.Site site, Expr argument);
  }

  /**
   * A way from a request.
   *
   * @param entry the method or field in which the request comes in
   */
  record Way(String entry, List<FlowStep> steps) {}

  Provenance(Code code, Types types, Requests requests, Guards guards, Callers callers) {
    this.code = code;
    this.types = types;
    this.requests = requests;
    this.guards = guards;
    this.callers = callers;
    this.identities = new Identities(code, types, requests, callers);
    this.properties = new Properties(types);
    this.keepers = new Keepers(code, types, callers);
  }

  /** The way from a request to the expression, if there is one without a check on it. */
  Optional<List<FlowStep>> fromRequest(Expr value, Unit unit) {
    open.clear();
    return of(value, unit, null);
  }

  /** The ways from requests to the expression, one for each part of a request. */
  List<Way> ways(Expr value, Unit unit, Gate through) {
    return ways(() -> of(value, unit, null), through);
  }

  /** The ways from requests to a parameter of a method that is declared without a body. */
  List<Way> ways(MethodDecl method, int index, Gate through) {
    return ways(() -> parameter(method, index), through);
  }

  private List<Way> ways(Supplier<Optional<List<FlowStep>>> search, Gate through) {
    List<Way> ways = new ArrayList<>();
    gate = through;
    try {
      for (int i = 0; i < MAX_WAYS; i++) {
        open.clear();
        Optional<List<FlowStep>> way = search.get();
        if (way.isEmpty()) {
          break;
        }
        ways.add(new Way(entered, way.get()));
        skipped.add(way.get().get(0));
      }
    } finally {
      gate = Gate.OPEN;
      skipped.clear();
    }
    return ways;
  }

  /** Where a way begins, unless one was found from there before. */
  private Optional<List<FlowStep>> source(String entry, FlowStep step) {
    if (skipped.contains(step)) {
      return Optional.empty();
    }
    entered = entry;
    return Optional.of(List.of(step));
  }

  private Optional<List<FlowStep>> of(Expr value, Unit unit, @Nullable Entry entry) {
    if (depth > MAX_DEPTH || requests.isVerified(types.of(value, unit))) {
      return Optional.empty();
    }
    depth++;
    try {
      Optional<List<FlowStep>> way = compute(value, unit, entry);
      return way.isPresent()
              && guards.isChecked(value, unit.node(value), unit, (e, u) -> isTrusted(e, u, entry))
          ? Optional.empty()
          : way;
    } finally {
      depth--;
    }
  }

  /** Whether the expression says who the caller is, and not what the caller wants. */
  private boolean isTrusted(Expr expression, Unit unit, @Nullable Entry entry) {
    if (expression instanceof Expr.Text || expression instanceof Expr.Literal) {
      return false;
    }
    return identities.isIdentity(expression, unit, 0) && of(expression, unit, entry).isEmpty();
  }

  private Optional<List<FlowStep>> compute(Expr value, Unit unit, @Nullable Entry entry) {
    if (value instanceof Expr.Name name) {
      return name(name, unit, entry);
    }
    if (value instanceof Expr.Call call) {
      return call(call, unit, entry);
    }
    if (value instanceof Expr.Field field) {
      Optional<Program.FieldDecl> own = types.fieldOf(field, unit);
      return own.isPresent()
          ? field(own.get(), entry)
          : member(field.scope(), field.name(), unit, entry);
    }
    if (value instanceof Expr.New creation) {
      return any(creation.arguments(), unit, entry);
    }
    if (value instanceof Expr.Conditional choice) {
      return any(List.of(choice.then(), choice.otherwise()), unit, entry);
    }
    if (value instanceof Expr.Cast cast) {
      return of(cast.value(), unit, entry);
    }
    if (value instanceof Expr.Assign assign) {
      return of(assign.value(), unit, entry);
    }
    if (value instanceof Expr.Sum
        || value instanceof Expr.ArrayValue
        || value instanceof Expr.Index) {
      return any(Children.of(value), unit, entry);
    }
    if (value instanceof Expr.SwitchValue choice) {
      List<Expr> results = new ArrayList<>();
      for (Stmt.Case each : choice.cases()) {
        if (each.body().size() == 1 && each.body().get(0) instanceof Stmt.Evaluate evaluate) {
          results.add(evaluate.expression());
        }
      }
      return any(results, unit, entry);
    }
    return Optional.empty();
  }

  private Optional<List<FlowStep>> any(List<Expr> values, Unit unit, @Nullable Entry entry) {
    for (Expr each : values) {
      Optional<List<FlowStep>> way = of(each, unit, entry);
      if (way.isPresent()) {
        return way;
      }
    }
    return Optional.empty();
  }

  private static FlowStep step(Unit unit, Span at, String message) {
    return new FlowStep(Contexts.location(unit, at), message);
  }

  private static List<FlowStep> plus(List<FlowStep> way, FlowStep step) {
    List<FlowStep> longer = new ArrayList<>(way);
    longer.add(step);
    return longer;
  }

  /* Names. */

  private Optional<List<FlowStep>> name(Expr.Name name, Unit unit, @Nullable Entry entry) {
    Optional<Variable> variable = unit.variable(name.id(), name.span());
    if (variable.isEmpty()) {
      return types.field(name.id(), unit).flatMap(f -> field(f, entry));
    }
    return variable(variable.get(), name.span(), unit, entry);
  }

  private Optional<List<FlowStep>> variable(
      Variable variable, Span use, Unit unit, @Nullable Entry entry) {
    List<Expr> values = Carriers.values(variable, use, unit);
    Optional<List<FlowStep>> assigned = any(values, unit, entry);
    if (assigned.isPresent()) {
      return assigned;
    }
    return switch (variable.role()) {
      case PARAMETER -> values.isEmpty() ? parameter(variable, unit, entry) : Optional.empty();
      case LAMBDA_PARAMETER -> lambdaParameter(variable, unit, entry);
      default -> filled(variable, use, unit, entry);
    };
  }

  /** What is put into a map, a list, a builder or an object with setters before it is used. */
  private Optional<List<FlowStep>> filled(
      Variable variable, Span use, Unit unit, @Nullable Entry entry) {
    for (Node each : unit.calls()) {
      if (each.item() instanceof Expr.Call call
          && call.scope()
              .filter(s -> s instanceof Expr.Name n && n.id().equals(variable.name()))
              .isPresent()
          && Carriers.isBefore(call.span(), use)
          && Forms.isFill(call)) {
        Optional<List<FlowStep>> way = any(call.arguments(), unit, entry);
        if (way.isPresent()) {
          return way;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<List<FlowStep>> parameter(Variable variable, Unit unit, @Nullable Entry entry) {
    MethodDecl method = unit.method().orElseThrow();
    if (entry != null && entry.method().equals(method)) {
      return variable.index() < entry.arguments().size()
          ? of(entry.arguments().get(variable.index()), entry.caller(), entry.outer())
          : Optional.empty();
    }
    return parameter(method, variable.index());
  }

  private Optional<List<FlowStep>> parameter(MethodDecl method, int index) {
    if (gate.stops(method)) {
      return Optional.empty();
    }
    Optional<String> part = requests.parameter(method, index);
    if (part.isPresent()) {
      Unit unit = code.unit(method);
      return source(
          method.signature(),
          step(unit, method.fact().nameSpan(), part.get() + " is what the caller sends"));
    }
    if (!open.add(new Parameter(method, index))) {
      return Optional.empty();
    }
    for (Callers.Site site : callers.of(method)) {
      if (index < site.arguments().size()) {
        Expr argument = site.arguments().get(index);
        if (gate.stops(site, argument)) {
          continue;
        }
        Optional<List<FlowStep>> way = of(argument, site.unit(), null);
        if (way.isPresent()) {
          return Optional.of(
              plus(
                  way.get(),
                  step(
                      site.unit(),
                      Contexts.span(site.at()),
                      "passed to `" + method.fact().name().replace("<init>", "new") + "`")));
        }
      }
    }
    return Optional.empty();
  }

  private record Parameter(MethodDecl method, int index) {}

  private record Held(TypeDecl type, String field) {}

  private Optional<List<FlowStep>> lambdaParameter(
      Variable variable, Unit unit, @Nullable Entry entry) {
    Optional<Node> around = variable.declaredBy().flatMap(l -> unit.node(l).around());
    if (around.isPresent()
        && around.get().item() instanceof Expr.Call call
        && call.scope().isPresent()
        && types.targets(call, unit).isEmpty()) {
      return of(call.scope().get(), unit, entry);
    }
    return Optional.empty();
  }

  /* Fields, holders, members. */

  private Optional<List<FlowStep>> field(Program.FieldDecl field, @Nullable Entry entry) {
    FieldFact fact = field.fact();
    JType type = types.program().resolve(fact.type(), field.owner());
    if (requests.isVerified(type)) {
      return Optional.empty();
    }
    if (Requests.isPart(fact)) {
      return source(
          field.owner().name() + "#" + fact.name(),
          new FlowStep(
              new dev.watertight.core.finding.Location.InFile(
                  field.owner().file().path(),
                  fact.span().line(),
                  fact.span().column(),
                  fact.span().endLine(),
                  fact.span().endColumn()),
              "`" + fact.name() + "` is a part of the request"));
    }
    if (entry != null
        && entry.self().isPresent()
        && !fact.modifiers().isStatic()
        && entry.method().owner().equals(field.owner())) {
      return member(entry.self().get(), fact.name(), entry.caller(), entry.outer());
    }
    if (!open.add(new Held(field.owner(), fact.name()))) {
      return Optional.empty();
    }
    for (Unit body : code.units(field.owner())) {
      for (Node each : body.assigns()) {
        Expr.Assign assign = (Expr.Assign) each.item();
        if (types.fieldOf(assign.target(), body).filter(field::equals).isPresent()) {
          Optional<List<FlowStep>> way = of(assign.value(), body, null);
          if (way.isPresent()) {
            return way;
          }
        }
      }
    }
    return fact.role() == FieldFact.Role.RECORD_COMPONENT
        ? Optional.empty()
        : fact.initializer().flatMap(i -> of(i, code.unit(field.owner(), fact), null));
  }

  /** A member of an object: what was given for it where the object was made, else the object. */
  private Optional<List<FlowStep>> member(
      Expr object, String name, Unit unit, @Nullable Entry entry) {
    if (object instanceof Expr.Name variable) {
      Optional<Variable> declared = unit.variable(variable.id(), variable.span());
      if (declared.isPresent()) {
        List<Expr> given =
            Properties.given(declared.get(), variable.span(), Properties.property(name), unit);
        if (!given.isEmpty()) {
          return any(given, unit, entry);
        }
        List<Expr> values = Carriers.values(declared.get(), variable.span(), unit);
        if (values.size() == 1 && values.get(0) instanceof Expr.New creation) {
          return any(properties.made(creation, Properties.property(name), unit), unit, entry);
        }
      }
    }
    return object instanceof Expr.New creation
        ? any(properties.made(creation, Properties.property(name), unit), unit, entry)
        : of(object, unit, entry);
  }

  /* Calls. */

  private Optional<List<FlowStep>> call(Expr.Call call, Unit unit, @Nullable Entry entry) {
    if (requests.asks(call, unit)) {
      return source(
          unit.member(),
          step(unit, call.nameSpan(), "`" + call.name() + "` gives what the caller sends"));
    }
    if (call.name().equals("getAttribute") && call.arguments().size() >= 1) {
      return attribute(call.arguments().get(0), unit);
    }
    List<MethodDecl> targets = types.targets(call, unit);
    if (!targets.isEmpty()) {
      return declared(call, targets, unit, entry);
    }
    if (call.scope().isEmpty()
        || types.isType(call.scope().get(), unit).filter(requests::isVerified).isPresent()) {
      return Optional.empty();
    }
    Expr scope = call.scope().get();
    if (call.name().equals("get") && call.arguments().isEmpty()) {
      Optional<Program.FieldDecl> box = types.fieldOf(scope, unit);
      if (box.filter(Keepers::isBox).isPresent()) {
        return boxed(box.get());
      }
    }
    JType receiver = types.receiver(call, unit);
    if (call.arguments().isEmpty() && isMember(call, receiver)) {
      return member(scope, call.name(), unit, entry);
    }
    if (!Forms.FORMS.contains(call.name()) && !isBuilt(call, unit)) {
      return Optional.empty();
    }
    String name =
        (receiver.simpleName() + Guards.canonical(scope).orElse(""))
            .toLowerCase(java.util.Locale.ROOT);
    if (call.name().equals("decode")
        ? Forms.VERIFIERS.stream().anyMatch(name::contains)
            && !name.contains("base64")
            && !name.contains("url")
        : name.contains("jwt")) {
      return Optional.empty();
    }
    List<Expr> parts = new ArrayList<>();
    if (types.isType(scope, unit).isEmpty()) {
      parts.add(scope);
    }
    boolean key = (call.name().equals("get") || call.name().equals("at")) && !parts.isEmpty();
    for (Expr argument : key ? List.<Expr>of() : call.arguments()) {
      if (argument instanceof Expr.Lambda lambda) {
        parts.addAll(unit.results(lambda));
      } else if (!(argument instanceof Expr.MethodRef)) {
        parts.add(argument);
      }
    }
    if (Set.of("map", "flatMap").contains(call.name())
        && !call.arguments().isEmpty()
        && call.arguments().get(0) instanceof Expr.Lambda lambda) {
      return any(unit.results(lambda), unit, entry);
    }
    return any(parts, unit, entry);
  }

  /** A getter of an object whose class is not declared with a body, such as a record's. */
  private boolean isMember(Expr.Call call, JType receiver) {
    return (call.name().startsWith("get") && call.name().length() > 3)
        || types
            .program()
            .find(receiver.name())
            .filter(t -> t.fact().fields().stream().anyMatch(f -> f.name().equals(call.name())))
            .isPresent();
  }

  /** A step of a builder: what it is given stays in what is built. */
  private boolean isBuilt(Expr.Call call, Unit unit) {
    for (Node each = unit.node(call); each.parent() != null; each = each.parent()) {
      if (!(each.parent().item() instanceof Expr.Call outer)) {
        return false;
      }
      if (outer.name().equals("build") && outer.arguments().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private Optional<List<FlowStep>> declared(
      Expr.Call call, List<MethodDecl> targets, Unit unit, @Nullable Entry entry) {
    Optional<Expr> self =
        call.scope().filter(s -> types.isType(s, unit).isEmpty() && !(s instanceof Expr.This));
    for (MethodDecl target : targets) {
      if (target.fact().body().isEmpty() || Entry.isActive(target, entry)) {
        continue;
      }
      Unit body = code.unit(target);
      Entry inner = new Entry(target, call.arguments(), self, unit, entry);
      Optional<List<FlowStep>> way = any(body.results(), body, inner);
      if (way.isPresent()) {
        return Optional.of(
            plus(way.get(), step(unit, call.nameSpan(), "returned by `" + call.name() + "`")));
      }
      if (self.isPresent() && returnsItself(body, target)) {
        Optional<List<FlowStep>> built = any(call.arguments(), unit, entry);
        return built.isPresent() ? built : of(self.get(), unit, entry);
      }
    }
    return Optional.empty();
  }

  /** A step of a builder of the project's own. */
  private static boolean returnsItself(Unit body, MethodDecl method) {
    return body.results().stream()
        .anyMatch(
            r ->
                r instanceof Expr.This
                    || (r instanceof Expr.New && method.fact().name().equals("build")));
  }

  /** What was put into a holder, wherever in its class. */
  private Optional<List<FlowStep>> boxed(Program.FieldDecl field) {
    if (!open.add(new Held(field.owner(), field.fact().name()))) {
      return Optional.empty();
    }
    for (Keepers.Put put : keepers.into(field)) {
      Optional<List<FlowStep>> way = of(put.value(), put.unit(), null);
      if (way.isPresent()) {
        return way;
      }
    }
    return Optional.empty();
  }

  /** What somebody else put into the request under the same name. */
  private Optional<List<FlowStep>> attribute(Expr key, Unit unit) {
    Optional<String> name = keepers.name(key, unit);
    if (name.isEmpty() || !open.add(name.get())) {
      return Optional.empty();
    }
    for (Keepers.Put put : keepers.under(name.get())) {
      Optional<List<FlowStep>> way = of(put.value(), put.unit(), null);
      if (way.isPresent()) {
        return Optional.of(
            plus(way.get(), step(put.unit(), put.at(), "kept as `" + name.get() + "`")));
      }
    }
    return Optional.empty();
  }
}
