package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.facts.Stmt;
import dev.watertight.analyzer.facts.TypeFact;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the tenant is in a value, so that what is kept under it is kept for each tenant. */
final class Carriers {
  private static final int MAX_DEPTH = 16;

  /** What an id keeps of itself. */
  private static final Set<String> KEEPS =
      Set.of(
          "id",
          "getid",
          "key",
          "getkey",
          "value",
          "getvalue",
          "tostring",
          "get",
          "name",
          "getname",
          "uuid",
          "code",
          "getcode",
          "slug",
          "orelsethrow",
          "trim",
          "strip",
          "tolowercase",
          "touppercase",
          "astext",
          "asstring",
          "getbytes",
          "intern",
          "hashcode",
          "longvalue",
          "current",
          "getcurrent",
          "require",
          "orelse",
          "orelseget",
          "describeconstable",
          "map",
          "ofnullable");

  private static final Set<String> LOSES =
      Set.of(
          "length",
          "isempty",
          "isblank",
          "size",
          "equals",
          "getclass",
          "ispresent",
          "isnull",
          "contains",
          "startswith",
          "compareto");

  private final Types types;
  private final Terms terms;
  private final Code code;
  private int depth;

  Carriers(Types types, Terms terms, Code code) {
    this.types = types;
    this.terms = terms;
    this.code = code;
  }

  /** What is in an expression, the parameters of its method taken by their names and types. */
  Hold of(Expr expression, Unit unit) {
    return of(expression, unit, Map.of());
  }

  /** The same, with what is known of the parameters by their index. */
  private Hold of(Expr expression, Unit unit, Map<Integer, Hold> given) {
    if (depth > MAX_DEPTH) {
      return Hold.NONE;
    }
    depth++;
    try {
      return compute(expression, unit, given);
    } finally {
      depth--;
    }
  }

  private Hold compute(Expr expression, Unit unit, Map<Integer, Hold> given) {
    if (expression instanceof Expr.Name name) {
      return name(name, unit, given);
    }
    if (expression instanceof Expr.Field field) {
      return terms.isTenant(field.name())
          ? Hold.VALUE
          : member(of(field.scope(), unit, given), field.name());
    }
    if (expression instanceof Expr.Call call) {
      return call(call, unit, given);
    }
    if (expression instanceof Expr.New creation) {
      return creation(creation, unit, given);
    }
    if (expression instanceof Expr.Sum sum) {
      return any(sum.terms(), unit, given);
    }
    if (expression instanceof Expr.ArrayValue array) {
      return any(array.elements(), unit, given);
    }
    if (expression instanceof Expr.Conditional conditional) {
      return of(conditional.then(), unit, given).and(of(conditional.otherwise(), unit, given));
    }
    if (expression instanceof Expr.Cast cast) {
      return of(cast.value(), unit, given);
    }
    if (expression instanceof Expr.Assign assign) {
      return of(assign.value(), unit, given);
    }
    if (expression instanceof Expr.SwitchValue choice) {
      return choice(choice, unit, given);
    }
    return expression instanceof Expr.This && carries(JType.of(unit.type().name()))
        ? Hold.OBJECT
        : Hold.NONE;
  }

  private Hold choice(Expr.SwitchValue choice, Unit unit, Map<Integer, Hold> given) {
    Hold all = Hold.VALUE;
    for (Stmt.Case each : choice.cases()) {
      if (each.arrow()
          && each.body().size() == 1
          && each.body().get(0) instanceof Stmt.Evaluate evaluate) {
        all = all.and(of(evaluate.expression(), unit, given));
      }
    }
    return all;
  }

  private Hold any(List<Expr> parts, Unit unit, Map<Integer, Hold> given) {
    Hold any = Hold.NONE;
    for (Expr each : parts) {
      any = any.or(of(each, unit, given));
    }
    return any;
  }

  private Hold name(Expr.Name name, Unit unit, Map<Integer, Hold> given) {
    Optional<Variable> variable = unit.variable(name.id(), name.span());
    if (variable.isPresent()) {
      return variable(variable.get(), name.span(), unit, given);
    }
    Optional<Program.FieldDecl> field = types.field(name.id(), unit);
    if (field.isEmpty()) {
      return Hold.NONE;
    }
    FieldFact fact = field.get().fact();
    boolean constant =
        fact.modifiers().isStatic() && fact.initializer().filter(Carriers::isConstant).isPresent();
    return terms.isTenant(fact.name()) && !constant
        ? Hold.VALUE
        : byType(types.program().resolve(fact.type(), field.get().owner()));
  }

  private Hold variable(Variable variable, Span use, Unit unit, Map<Integer, Hold> given) {
    if (variable.role() == Variable.Role.PARAMETER) {
      Hold known = given.get(variable.index());
      if (known != null) {
        return known;
      }
    }
    List<Expr> values = values(variable, use, unit);
    if (terms.isTenant(variable.name())) {
      return !values.isEmpty() && values.stream().allMatch(Carriers::isConstant)
          ? Hold.NONE
          : Hold.VALUE;
    }
    Hold typed = byType(types.of(variable, unit));
    if (values.isEmpty() || variable.role() == Variable.Role.EACH) {
      return typed;
    }
    Hold all = Hold.VALUE;
    for (Expr each : values) {
      all = all.and(of(each, unit, given));
    }
    return all.or(typed);
  }

  /** What a variable may hold where it is used: each assignment before counts. */
  static List<Expr> values(Variable variable, Span use, Unit unit) {
    List<Expr> values = new ArrayList<>();
    variable.value().ifPresent(values::add);
    for (Node each : unit.assigns()) {
      Expr.Assign assign = (Expr.Assign) each.item();
      if (assign.target() instanceof Expr.Name target
          && target.id().equals(variable.name())
          && unit.variable(target.id(), target.span()).filter(variable::equals).isPresent()
          && isBefore(assign.span(), use)
          && !assign.span().contains(use)) {
        if (assign.operator().equals("=") && isStraight(each, variable)) {
          values.clear();
        }
        if (assign.operator().equals("=") || values.isEmpty()) {
          values.add(assign.value());
        }
      }
    }
    return values;
  }

  /** Whether an assignment stands where the variable is declared, and so always comes to pass. */
  private static boolean isStraight(Node assign, Variable variable) {
    return assign
            .around()
            .filter(n -> n.item() instanceof Stmt.Evaluate)
            .flatMap(Node::around)
            .filter(n -> n.item() instanceof Stmt.Block b && b.span().equals(variable.within()))
            .isPresent()
        || (variable.role() == Variable.Role.PARAMETER
            && assign.around().flatMap(Node::around).filter(n -> n.parent() == null).isPresent());
  }

  static boolean isBefore(Span one, Span other) {
    return one.line() < other.line()
        || (one.line() == other.line() && one.column() < other.column());
  }

  private static boolean isConstant(Expr expression) {
    return expression instanceof Expr.Text || expression instanceof Expr.Literal;
  }

  private Hold byType(JType type) {
    return carries(type) ? Hold.OBJECT : Hold.NONE;
  }

  /** Whether an object of the type carries the tenant, and differs from another tenant's. */
  boolean carries(JType type) {
    if (type.name().isEmpty() || type.name().startsWith("java.lang.")) {
      return false;
    }
    if (terms.carries(type)) {
      return true;
    }
    Optional<TypeDecl> declared = types.program().find(type.name());
    return declared.isPresent()
        && declared.get().fact().kind() != TypeFact.Kind.ENUM
        && terms.hasTenantState(declared.get())
        && distinguishes(declared.get());
  }

  /** Whether equality, where the class declares it, looks at the tenant. */
  private boolean distinguishes(TypeDecl type) {
    for (MethodFact method : type.fact().methods()) {
      if (method.name().equals("equals")
          && method.parameters().size() == 1
          && method.body().isPresent()) {
        return Parts.any(
            method.body().get(),
            e ->
                (e instanceof Expr.Name n && terms.isTenant(n.id()))
                    || (e instanceof Expr.Field f && terms.isTenant(f.name()))
                    || (e instanceof Expr.Call c && terms.isTenant(c.name())),
            s -> false);
      }
    }
    return true;
  }

  /** What a member of an object has of the tenant that is in the object. */
  Hold kept(Hold scope, String name) {
    return member(scope, name);
  }

  private static Hold member(Hold scope, String name) {
    String lower = name.toLowerCase(java.util.Locale.ROOT);
    if (LOSES.contains(lower)) {
      return Hold.NONE;
    }
    return switch (scope) {
      case NONE -> Hold.NONE;
      case OBJECT -> lower.equals("tostring") || lower.equals("hashcode") ? Hold.OBJECT : Hold.NONE;
      case VALUE -> KEEPS.contains(lower) ? Hold.VALUE : Hold.NONE;
    };
  }

  private Hold call(Expr.Call call, Unit unit, Map<Integer, Hold> given) {
    String lower = call.name().toLowerCase(java.util.Locale.ROOT);
    if (LOSES.contains(lower) || call.name().startsWith("is")) {
      return Hold.NONE;
    }
    if (terms.isTenant(call.name()) && !Character.isUpperCase(call.name().charAt(0))) {
      return Hold.VALUE;
    }
    if (call.scope().isPresent()) {
      Optional<String> named = named(call.scope().get());
      if (named.filter(terms::isHolder).isPresent()
          && call.arguments().isEmpty()
          && KEEPS.contains(lower)) {
        return Hold.VALUE;
      }
    }
    List<MethodDecl> targets = types.targets(call, unit);
    if (!targets.isEmpty()) {
      return declared(targets, call, unit, given);
    }
    Hold scope = call.scope().map(s -> of(s, unit, given)).orElse(Hold.NONE);
    Hold fromScope = member(scope, call.name());
    Hold fromArguments = any(call.arguments(), unit, given);
    boolean text =
        call.scope().isPresent()
            && (types.of(call.scope().get(), unit).is("java.lang.String")
                || lower.equals("append")
                || lower.equals("concat"));
    return fromScope.or(text && scope == Hold.VALUE ? scope : Hold.NONE).or(fromArguments);
  }

  private static Optional<String> named(Expr expression) {
    if (expression instanceof Expr.Name name) {
      return Optional.of(name.id());
    }
    return expression instanceof Expr.Field field ? Optional.of(field.name()) : Optional.empty();
  }

  /** What declared methods give: all of those that may run must have it. */
  private Hold declared(
      List<MethodDecl> targets, Expr.Call call, Unit unit, Map<Integer, Hold> given) {
    Hold all = Hold.VALUE;
    boolean any = false;
    for (MethodDecl target : targets) {
      if (target.fact().body().isEmpty()) {
        continue;
      }
      any = true;
      Map<Integer, Hold> arguments = new java.util.HashMap<>();
      for (int i = 0; i < call.arguments().size(); i++) {
        arguments.put(i, of(call.arguments().get(i), unit, given));
      }
      Unit body = code.unit(target);
      List<Expr> results = body.results();
      Hold each = results.isEmpty() ? Hold.NONE : Hold.VALUE;
      for (Expr result : results) {
        each = each.and(of(result, body, arguments));
      }
      all = all.and(each);
    }
    Hold typed = byType(types.of(call, unit));
    return any ? all.or(typed) : typed;
  }

  private Hold creation(Expr.New creation, Unit unit, Map<Integer, Hold> given) {
    Hold arguments = any(creation.arguments(), unit, given);
    if (arguments == Hold.NONE) {
      return byType(types.of(creation, unit));
    }
    Optional<TypeDecl> declared = types.program().find(types.of(creation, unit).name());
    return declared.isEmpty() || distinguishes(declared.get()) ? arguments : Hold.NONE;
  }

  /** What is in a parameter of a method. */
  Hold parameter(MethodDecl method, int index) {
    MethodFact.Parameter parameter = method.fact().parameters().get(index);
    if (terms.isTenant(parameter.name())) {
      return Hold.VALUE;
    }
    return byType(types.program().resolve(parameter.type(), method.owner()));
  }
}
