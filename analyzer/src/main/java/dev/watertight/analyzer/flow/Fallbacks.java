package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.facts.Stmt;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tenants that stand in where none could be resolved. */
final class Fallbacks {
  private static final Set<String> LAST =
      Set.of(
          "orElse",
          "orElseGet",
          "requireNonNullElse",
          "requireNonNullElseGet",
          "getOrDefault",
          "firstNonNull",
          "defaultIfEmpty",
          "defaultIfBlank",
          "defaultIfNull",
          "defaultString",
          "switchIfEmpty",
          "getProperty");

  private static final Set<String> ANNOTATED =
      Set.of(
          "RequestHeader",
          "RequestParam",
          "CookieValue",
          "QueryValue",
          "Header",
          "HeaderParam",
          "QueryParam",
          "CookieParam",
          "DefaultValue",
          "Value",
          "ConfigProperty",
          "Property");

  private static final Set<String> RESOLVERS =
      Set.of("resolveCurrentTenantIdentifier", "determineCurrentLookupKey");

  private static final Set<String> SHOWN =
      Set.of(
          "tag",
          "tags",
          "lowCardinalityKeyValue",
          "counter",
          "timer",
          "gauge",
          "printf",
          "println");

  private static final Pattern SETTING = Pattern.compile("\\$\\{[^:}]+:([^}]*)}");

  private final Code code;
  private final Program program;
  private final Types types;
  private final Terms terms;
  private final TenantTests tests;
  private final Map<String, Boolean> names = new HashMap<>();

  Fallbacks(Code code, Types types, Terms terms, TenantTests tests) {
    this.code = code;
    this.program = types.program();
    this.types = types;
    this.terms = terms;
    this.tests = tests;
  }

  /** Files that must be read: those that name the one and one of the others. */
  Map<String, Set<String>> wanted() {
    Set<String> tenants = new TreeSet<>();
    for (String root : terms.roots()) {
      String upper = root.substring(0, 1).toUpperCase(Locale.ROOT) + root.substring(1);
      String all = root.toUpperCase(Locale.ROOT);
      tenants.addAll(
          List.of(
              root,
              root + "Id",
              root + "Key",
              "get" + upper,
              "get" + upper + "Id",
              "current" + upper,
              "getCurrent" + upper,
              "default" + upper,
              "DEFAULT_" + all,
              "DEFAULT_" + all + "_ID",
              upper + "Context",
              upper + "Holder",
              upper + "ContextHolder"));
    }
    // Every import of a package org names it.
    tenants.remove("org");
    Map<String, Set<String>> wanted = new TreeMap<>();
    LAST.forEach(l -> wanted.put(l, tenants));
    for (String each :
        List.of(
            "null",
            "catch",
            "isBlank",
            "isEmpty",
            "hasText",
            "hasLength",
            "isPresent",
            "nonNull",
            "isNotBlank",
            "isNotEmpty",
            "isNull",
            "ifPresentOrElse",
            "defaultValue",
            "DefaultValue",
            "Value")) {
      wanted.put(each, tenants);
    }
    wanted.remove("getProperty");
    return wanted;
  }

  List<Found> find() {
    List<Found> found = new ArrayList<>();
    for (TypeDecl type : List.copyOf(program.types())) {
      if (program.isGenerated(type)) {
        continue;
      }
      for (FieldFact field : type.fact().fields()) {
        annotated(field.annotations(), field.name(), code.unit(type, field), found);
      }
      for (MethodFact fact : type.fact().methods()) {
        MethodDecl method = new MethodDecl(type, fact);
        for (MethodFact.Parameter parameter : fact.parameters()) {
          if (!parameter.annotations().isEmpty()) {
            annotated(parameter.annotations(), parameter.name(), code.unit(method), found);
          }
        }
        if (isWorthLooking(method)) {
          find(code.unit(method), found);
        }
      }
    }
    return found;
  }

  /** Whether the method has to do with a tenant. */
  private boolean isWorthLooking(MethodDecl method) {
    Optional<Stmt.Block> body = method.fact().body();
    return body.isPresent()
        && (RESOLVERS.contains(method.fact().name())
            || speaksOfTenant(method.fact().name())
            || speaksOfTenant(method.owner().fact().name())
            || Parts.any(
                body.get(),
                e ->
                    (e instanceof Expr.Name name && speaksOfTenant(name.id()))
                        || (e instanceof Expr.Field field && speaksOfTenant(field.name()))
                        || (e instanceof Expr.Text text
                            && text.value().length() < 40
                            && speaksOfTenant(text.value()))
                        || (e instanceof Expr.Call call && speaksOfTenant(call.name())),
                s -> s instanceof Stmt.Local local && speaksOfTenant(local.name())));
  }

  private boolean speaksOfTenant(String name) {
    return names.computeIfAbsent(name, n -> terms.isTenant(n) || terms.isHolder(n));
  }

  /* Annotations. */

  private void annotated(
      List<AnnotationFact> annotations, String name, Unit unit, List<Found> found) {
    boolean tenant = tests.isTenant(name);
    for (AnnotationFact each : annotations) {
      tenant |=
          ANNOTATED.contains(Code.simple(each.name()))
              && each.attributes().entrySet().stream()
                  .anyMatch(
                      a ->
                          Set.of("value", "name").contains(a.getKey())
                              && a.getValue() instanceof Expr.Text text
                              && !text.value().contains("$")
                              && tests.isTenant(text.value()));
    }
    if (!tenant || Terms.words(name).contains("default")) {
      return;
    }
    for (AnnotationFact each : annotations) {
      String simple = Code.simple(each.name());
      Expr given =
          each.attributes()
              .get(
                  simple.equals("DefaultValue") || simple.equals("Value")
                      ? "value"
                      : "defaultValue");
      if (!ANNOTATED.contains(simple) || given == null || !tests.isDefault(given, unit)) {
        continue;
      }
      if (simple.equals("Value")) {
        Matcher setting = SETTING.matcher(given instanceof Expr.Text text ? text.value() : "");
        if (!setting.find() || !TenantTests.isSomebody(setting.group(1))) {
          continue;
        }
      }
      found.add(found(unit, each.span(), "`@" + simple + "` of `" + name + "`"));
    }
  }

  /* Bodies. */

  private void find(Unit unit, List<Found> found) {
    boolean resolves =
        unit.method()
            .map(m -> m.fact().name())
            .filter(n -> RESOLVERS.contains(n) || tests.isTenant(n))
            .isPresent();
    Set<Span> said = new java.util.HashSet<>();
    for (Node each : unit.inOrder()) {
      Optional<Expr> fallback = fallback(each, unit);
      if (fallback.isPresent() && !isShown(each, unit) && said.add(fallback.get().span())) {
        found.add(found(unit, fallback.get().span(), text(fallback.get())));
      }
    }
    List<Expr> results = resolves ? unit.results() : List.of();
    boolean other =
        results.stream().anyMatch(r -> !tests.isDefault(r, unit) && !TenantTests.isNull(r));
    for (Expr each : results) {
      if (other && tests.isDefault(each, unit) && said.add(each.span())) {
        found.add(found(unit, each.span(), text(each)));
      }
    }
  }

  /** What stands in for a tenant at the place. */
  private Optional<Expr> fallback(Node node, Unit unit) {
    if (node.item() instanceof Expr.Conditional choice) {
      return conditional(choice, node, unit);
    }
    if (node.item() instanceof Expr.Call call) {
      return LAST.contains(call.name()) ? last(call, node, unit) : assigned(call, node, unit);
    }
    return node.item() instanceof Expr.Assign assign
            && isNameOfTenant(assign.target())
            && tests.isDefault(assign.value(), unit)
            && isWhereNoneIs(node)
        ? Optional.of(assign.value())
        : Optional.empty();
  }

  private Optional<Expr> conditional(Expr.Conditional choice, Node node, Unit unit) {
    Optional<TenantTests.Test> test = TenantTests.test(choice.condition());
    if (test.isEmpty()) {
      return Optional.empty();
    }
    Expr absent = test.get().absentWhereTrue() ? choice.then() : choice.otherwise();
    Expr present = test.get().absentWhereTrue() ? choice.otherwise() : choice.then();
    return tests.isDefault(absent, unit)
            && !tests.isDefault(present, unit)
            && (tests.isTenant(present, unit) || becomesTenant(node, unit))
        ? Optional.of(absent)
        : Optional.empty();
  }

  private Optional<Expr> last(Expr.Call call, Node node, Unit unit) {
    List<Expr> arguments = call.arguments();
    if (arguments.isEmpty()) {
      return Optional.empty();
    }
    Expr last = arguments.get(arguments.size() - 1);
    Expr value = last;
    if (last instanceof Expr.Lambda lambda && unit.results(lambda).size() == 1) {
      value = unit.results(lambda).get(0);
    }
    boolean fixed =
        tests.isDefault(value, unit)
            || (last instanceof Expr.MethodRef reference
                && Terms.words(reference.name()).contains("default")
                && terms.isTenant(reference.name()));
    if (!fixed) {
      return Optional.empty();
    }
    boolean named = Set.of("getOrDefault", "getProperty").contains(call.name());
    boolean tenant =
        named
            ? arguments.size() == 2
                && arguments.get(0) instanceof Expr.Text key
                && tests.isTenant(key.value())
            : arguments.size() >= 2
                ? tests.isTenant(arguments.get(0), unit)
                : call.scope().filter(s -> tests.isTenant(s, unit)).isPresent();
    return (tenant && (arguments.size() == 1 || named || arguments.size() == 2))
            || becomesTenant(node, unit)
        ? Optional.of(last)
        : Optional.empty();
  }

  /** {@code TenantContext.set(DEFAULT)} where there is none. */
  private Optional<Expr> assigned(Expr.Call call, Node node, Unit unit) {
    boolean sets =
        call.arguments().size() == 1
            && call.name().startsWith("set")
            && call.scope().filter(s -> isHolder(s, unit)).isPresent();
    return sets && tests.isDefault(call.arguments().get(0), unit) && isWhereNoneIs(node)
        ? Optional.of(call.arguments().get(0))
        : Optional.empty();
  }

  /** A holder of the tenant, or the box in it. */
  private boolean isHolder(Expr scope, Unit unit) {
    Optional<Program.FieldDecl> field = types.fieldOf(scope, unit);
    if (field.filter(Keepers::isBox).isPresent()) {
      return terms.isHolder(field.get().fact().name())
          || terms.isHolder(field.get().owner().fact().name());
    }
    return scope instanceof Expr.Name name
        ? terms.isHolder(name.id())
        : scope instanceof Expr.Field f && terms.isHolder(f.name());
  }

  private boolean isNameOfTenant(Expr target) {
    return (target instanceof Expr.Name name && tests.isTenant(name.id()))
        || (target instanceof Expr.Field field && tests.isTenant(field.name()));
  }

  /** Whether the place is in a branch for where something is not there, or failed. */
  private static boolean isWhereNoneIs(Node node) {
    Node child = node;
    for (Node each = node.parent(); each != null; each = each.parent()) {
      if (each.item() instanceof Stmt.If branch && branch.condition() != child.item()) {
        boolean then = branch.then() == child.item();
        if (TenantTests.test(branch.condition())
            .filter(t -> t.absentWhereTrue() == then)
            .isPresent()) {
          return true;
        }
      }
      if (each.item() instanceof Stmt.Try.Catch) {
        return true;
      }
      if (each.item() instanceof Expr.Call call
          && call.name().equals("ifPresentOrElse")
          && call.arguments().size() == 2
          && call.arguments().get(1) == child.item()) {
        return true;
      }
      child = each;
    }
    return false;
  }

  /** Whether what stands at the place becomes a tenant by the name that it is given. */
  private boolean becomesTenant(Node node, Unit unit) {
    for (Node each = node.parent(); each != null; each = each.parent()) {
      Object item = each.item();
      if (item instanceof Stmt.Local local) {
        return tests.isTenant(local.name());
      }
      if (item instanceof Expr.Assign assign) {
        return isNameOfTenant(assign.target());
      }
      if (item instanceof Stmt.Return) {
        return Unit.belongsTo(each, null)
            && unit.method()
                .map(m -> m.fact().name())
                .filter(n -> RESOLVERS.contains(n) || tests.isTenant(n))
                .isPresent();
      }
      if (item instanceof Expr.Call call) {
        boolean sets =
            call.name().startsWith("set")
                && call.scope().filter(s -> isHolder(s, unit)).isPresent();
        boolean same =
            Set.of("trim", "toLowerCase", "toUpperCase", "strip", "fromString", "valueOf", "of")
                .contains(call.name());
        if (sets || !same) {
          return sets;
        }
      } else if (!(item instanceof Expr.Conditional) && !(item instanceof Expr.Cast)) {
        return false;
      }
    }
    return false;
  }

  /** Whether the value is only shown to people: in a log, a measurement, an exception's text. */
  private static boolean isShown(Node node, Unit unit) {
    for (Node each = node.parent(); each != null; each = each.parent()) {
      Object item = each.item();
      if (item instanceof Stmt.Throw
          || (item instanceof Expr.New creation && creation.type().name().endsWith("Exception"))
          || (item instanceof Expr.Call call && shows(call))) {
        return true;
      }
      if (item instanceof Stmt.Local local) {
        List<Node> uses =
            unit.variable(local.name(), after(local.span())).map(unit::uses).orElse(List.of());
        return !uses.isEmpty() && uses.stream().allMatch(u -> isShown(u, unit));
      }
      if (item instanceof Stmt) {
        return false;
      }
    }
    return false;
  }

  private static Span after(Span span) {
    return new Span(span.endLine(), span.endColumn() + 1, span.endLine(), span.endColumn() + 1);
  }

  private static boolean shows(Expr.Call call) {
    String scope =
        call.scope()
            .flatMap(Guards::canonical)
            .map(Code::simple)
            .orElse("")
            .toLowerCase(Locale.ROOT);
    return Loads.isLog(call) || SHOWN.contains(call.name()) || scope.equals("mdc");
  }

  private static String text(Expr expression) {
    if (expression instanceof Expr.Text text) {
      return "`\"" + text.value() + "\"`";
    }
    if (expression instanceof Expr.Literal literal) {
      return "`" + literal.text() + "`";
    }
    return Guards.canonical(expression).map(c -> "`" + c + "`").orElse("A default tenant");
  }

  private static Found found(Unit unit, Span at, String what) {
    return Found.in(
        unit,
        at,
        what
            + " is the tenant where none could be resolved: who sends no tenant, or a broken one,"
            + " works in that tenant's data. End the request there (throw, deny), or explain the"
            + " access with @AcrossTenants(reason = …).",
        Optional.empty(),
        what);
  }
}
