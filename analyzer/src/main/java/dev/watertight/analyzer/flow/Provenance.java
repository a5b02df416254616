package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.facts.Stmt;
import dev.watertight.analyzer.facts.TypeFact;
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
import org.jspecify.annotations.Nullable;

/**
 * Follows a value back to where it comes from, until a part of a request that nobody compared with
 * the verified identity; what comes from elsewhere has no such way.
 */
final class Provenance {
  private static final int MAX_DEPTH = 40;

  /** Library methods that give what they are called on, or what they are given, in another form. */
  private static final Set<String> FORMS =
      Set.of(
          "orElse",
          "orElseThrow",
          "orElseGet",
          "get",
          "getFirst",
          "getLast",
          "toString",
          "trim",
          "strip",
          "toLowerCase",
          "toUpperCase",
          "substring",
          "split",
          "replace",
          "replaceAll",
          "replaceFirst",
          "valueOf",
          "fromString",
          "parseLong",
          "parseInt",
          "of",
          "ofNullable",
          "requireNonNull",
          "requireNonNullElse",
          "requireNonNullElseGet",
          "format",
          "formatted",
          "concat",
          "join",
          "getOrDefault",
          "map",
          "flatMap",
          "filter",
          "readValue",
          "readTree",
          "block",
          "stream",
          "findFirst",
          "findAny",
          "asText",
          "path",
          "textValue",
          "at",
          "toList",
          "getBody",
          "body",
          "getPayload",
          "getValue",
          "value",
          "key",
          "headers",
          "getHeaders",
          "intern",
          "or",
          "next",
          "iterator",
          "defaultIfEmpty",
          "defaultIfBlank",
          "defaultString",
          "firstNonNull",
          "switchIfEmpty",
          "justOrEmpty",
          "just",
          "firstHeader",
          "lastHeader",
          "header",
          "build",
          "toBuilder",
          "asString",
          "getRequest",
          "getText",
          "stripPrefix",
          "removeStart",
          "substringAfter",
          "substringBefore",
          "queryParams",
          "pathVariable",
          "queryParam",
          "collect",
          "toUpperCaseAscii",
          "nameUUIDFromBytes",
          "decode",
          "decodeBase64",
          "readLine",
          "getInputStream",
          "getReader");

  /** What makes them form something else than what goes in. */
  private static final Set<String> VERIFIERS =
      Set.of(
          "jwtdecoder",
          "decoder",
          "verifier",
          "parser",
          "validator",
          "introspector",
          "authenticator");

  private static final Set<String> BOXES =
      Set.of("ThreadLocal", "InheritableThreadLocal", "AtomicReference", "ScopedValue");

  /** A call that led into a method, so that its parameters are what this call passes. */
  private record Entry(
      MethodDecl method,
      List<Expr> arguments,
      Optional<Expr> self,
      Unit caller,
      @Nullable Entry outer) {}

  private final Code code;
  private final Types types;
  private final Requests requests;
  private final Guards guards;
  private final Callers callers;
  private final Set<Object> open = new HashSet<>();
  private int depth;

  Provenance(Code code, Types types, Requests requests, Guards guards, Callers callers) {
    this.code = code;
    this.types = types;
    this.requests = requests;
    this.guards = guards;
    this.callers = callers;
  }

  /** The way from a request to the expression, if there is one without a check on it. */
  Optional<List<FlowStep>> fromRequest(Expr value, Unit unit) {
    open.clear();
    return of(value, unit, null);
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
    return isIdentity(expression, unit, 0) && of(expression, unit, entry).isEmpty();
  }

  private boolean isIdentity(Expr expression, Unit unit, int depthOfNames) {
    for (Expr each = expression; ; ) {
      if (requests.isLikelyIdentity(types.of(each, unit))
          || types.isType(each, unit).filter(requests::isLikelyIdentity).isPresent()) {
        return true;
      }
      if (each instanceof Expr.Call call) {
        for (MethodDecl target :
            depthOfNames < 4 ? types.targets(call, unit) : List.<MethodDecl>of()) {
          Unit body = code.unit(target);
          if (body.results().stream().anyMatch(r -> isIdentity(r, body, depthOfNames + 1))) {
            return true;
          }
        }
        if (call.arguments().stream().anyMatch(a -> isIdentity(a, unit, depthOfNames + 1))) {
          return true;
        }
        if (call.scope().isEmpty()) {
          return false;
        }
        each = call.scope().get();
      } else if (each instanceof Expr.Field field) {
        each = field.scope();
      } else if (each instanceof Expr.Cast cast) {
        each = cast.value();
      } else if (each instanceof Expr.Name name && depthOfNames < 4) {
        Optional<Variable> variable = unit.variable(name.id(), name.span());
        return variable.isPresent()
            && Carriers.values(variable.get(), name.span(), unit).stream()
                .anyMatch(v -> isIdentity(v, unit, depthOfNames + 1));
      } else {
        return false;
      }
    }
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
          && isFill(call)) {
        Optional<List<FlowStep>> way = any(call.arguments(), unit, entry);
        if (way.isPresent()) {
          return way;
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isFill(Expr.Call call) {
    return call.name().startsWith("set")
        || call.name().startsWith("add")
        || call.name().startsWith("put")
        || call.name().startsWith("with")
        || call.name().equals("append");
  }

  private Optional<List<FlowStep>> parameter(Variable variable, Unit unit, @Nullable Entry entry) {
    MethodDecl method = unit.method().orElseThrow();
    if (entry != null && entry.method().equals(method)) {
      return variable.index() < entry.arguments().size()
          ? of(entry.arguments().get(variable.index()), entry.caller(), entry.outer())
          : Optional.empty();
    }
    Optional<String> part = requests.parameter(method, variable.index());
    if (part.isPresent()) {
      return Optional.of(
          List.of(step(unit, method.fact().nameSpan(), part.get() + " is what the caller sends")));
    }
    if (!open.add(new Parameter(method, variable.index()))) {
      return Optional.empty();
    }
    for (Callers.Site site : callers.of(method)) {
      if (variable.index() < site.arguments().size()) {
        Expr argument = site.arguments().get(variable.index());
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
      return Optional.of(
          List.of(
              new FlowStep(
                  new dev.watertight.core.finding.Location.InFile(
                      field.owner().file().path(),
                      fact.span().line(),
                      fact.span().column(),
                      fact.span().endLine(),
                      fact.span().endColumn()),
                  "`" + fact.name() + "` is a part of the request")));
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

  /** What was put into a holder: {@code HOLDER.set(value)}, wherever in its class. */
  private Optional<List<FlowStep>> boxed(Program.FieldDecl field) {
    if (!open.add(new Held(field.owner(), field.fact().name()))) {
      return Optional.empty();
    }
    for (Unit body : code.units(field.owner())) {
      for (Node each : body.calls()) {
        if (each.item() instanceof Expr.Call call
            && call.name().equals("set")
            && call.arguments().size() == 1
            && call.scope()
                .flatMap(s -> types.fieldOf(s, body))
                .filter(field::equals)
                .isPresent()) {
          Optional<List<FlowStep>> way = of(call.arguments().get(0), body, null);
          if (way.isPresent()) {
            return way;
          }
        }
      }
    }
    return Optional.empty();
  }

  /** A member of an object: what was given for it where the object was made, else the object. */
  private Optional<List<FlowStep>> member(
      Expr object, String name, Unit unit, @Nullable Entry entry) {
    if (object instanceof Expr.Name variable) {
      Optional<Variable> declared = unit.variable(variable.id(), variable.span());
      if (declared.isPresent()) {
        List<Expr> given = given(declared.get(), variable.span(), property(name), unit);
        if (!given.isEmpty()) {
          return any(given, unit, entry);
        }
        List<Expr> values = Carriers.values(declared.get(), variable.span(), unit);
        if (values.size() == 1 && values.get(0) instanceof Expr.New creation) {
          return made(creation, property(name), unit, entry);
        }
      }
    }
    return object instanceof Expr.New creation
        ? made(creation, property(name), unit, entry)
        : of(object, unit, entry);
  }

  private static String property(String name) {
    String bare = name.startsWith("get") && name.length() > 3 ? name.substring(3) : name;
    return Character.toLowerCase(bare.charAt(0)) + bare.substring(1);
  }

  /** What setters give for the property. */
  private static List<Expr> given(Variable variable, Span use, String property, Unit unit) {
    List<Expr> given = new ArrayList<>();
    for (Node each : unit.calls()) {
      if (each.item() instanceof Expr.Call call
          && call.arguments().size() == 1
          && call.scope()
              .filter(s -> s instanceof Expr.Name n && n.id().equals(variable.name()))
              .isPresent()
          && Carriers.isBefore(call.span(), use)
          && call.name().startsWith("set")
          && call.name().length() > 3
          && property(call.name().replaceFirst("^set", "get")).equals(property)) {
        given.add(call.arguments().get(0));
      }
    }
    return given;
  }

  /** What a constructor was given for the property. */
  private Optional<List<FlowStep>> made(
      Expr.New creation, String property, Unit unit, @Nullable Entry entry) {
    Optional<TypeDecl> type = types.program().find(types.of(creation, unit).name());
    List<Expr> arguments = creation.arguments();
    if (type.isPresent() && type.get().fact().kind() == TypeFact.Kind.RECORD) {
      List<FieldFact> state = Types.state(type.get());
      for (int i = 0; i < state.size() && state.size() == arguments.size(); i++) {
        if (state.get(i).name().equals(property)) {
          return of(arguments.get(i), unit, entry);
        }
      }
    }
    if (type.isPresent()) {
      for (MethodDecl constructor : types.constructors(type.get(), arguments, unit)) {
        List<MethodFact.Parameter> parameters = constructor.fact().parameters();
        for (int i = 0; i < parameters.size() && i < arguments.size(); i++) {
          if (parameters.get(i).name().equals(property)) {
            return of(arguments.get(i), unit, entry);
          }
        }
      }
    }
    return any(arguments, unit, entry);
  }

  /* Calls. */

  private Optional<List<FlowStep>> call(Expr.Call call, Unit unit, @Nullable Entry entry) {
    if (requests.asks(call, unit)) {
      return Optional.of(
          List.of(
              step(unit, call.nameSpan(), "`" + call.name() + "` gives what the caller sends")));
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
      if (box.filter(b -> BOXES.contains(Code.simple(b.fact().type().name()))).isPresent()) {
        return boxed(box.get());
      }
    }
    JType receiver = types.receiver(call, unit);
    if (call.arguments().isEmpty() && isMember(call, receiver)) {
      return member(scope, call.name(), unit, entry);
    }
    if (!FORMS.contains(call.name()) && !isBuilt(call, unit)) {
      return Optional.empty();
    }
    String name =
        (receiver.simpleName() + Guards.canonical(scope).orElse(""))
            .toLowerCase(java.util.Locale.ROOT);
    if (call.name().equals("decode")
        ? VERIFIERS.stream().anyMatch(name::contains)
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

  /** What somebody else put into the request under the same name. */
  private Optional<List<FlowStep>> attribute(Expr key, Unit unit) {
    Optional<String> name = constant(key, unit);
    if (name.isEmpty() || !open.add(name.get())) {
      return Optional.empty();
    }
    callers.ask("setAttribute", Requests.KEEPERS);
    for (Unit body : code.calling("setAttribute")) {
      for (Node each : body.calls()) {
        if (each.item() instanceof Expr.Call call
            && call.name().equals("setAttribute")
            && call.arguments().size() >= 2
            && constant(call.arguments().get(0), body).equals(name)) {
          Optional<List<FlowStep>> way = of(call.arguments().get(1), body, null);
          if (way.isPresent()) {
            return Optional.of(
                plus(way.get(), step(body, call.nameSpan(), "kept as `" + name.get() + "`")));
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> constant(Expr key, Unit unit) {
    if (key instanceof Expr.Text text) {
      return Optional.of(text.value());
    }
    return types
        .fieldOf(key, unit)
        .flatMap(f -> f.fact().initializer())
        .filter(Expr.Text.class::isInstance)
        .map(t -> ((Expr.Text) t).value());
  }

  private Optional<List<FlowStep>> declared(
      Expr.Call call, List<MethodDecl> targets, Unit unit, @Nullable Entry entry) {
    Optional<Expr> self =
        call.scope().filter(s -> types.isType(s, unit).isEmpty() && !(s instanceof Expr.This));
    for (MethodDecl target : targets) {
      if (target.fact().body().isEmpty() || isActive(target, entry)) {
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

  private static boolean isActive(MethodDecl method, @Nullable Entry entry) {
    for (Entry each = entry; each != null; each = each.outer()) {
      if (each.method().equals(method)) {
        return true;
      }
    }
    return false;
  }
}
