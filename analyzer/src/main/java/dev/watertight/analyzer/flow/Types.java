package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.FileFacts.ImportFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.TypeFact;
import dev.watertight.analyzer.facts.TypeRef;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.Library;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The types of expressions, and the methods that a call can mean. */
final class Types {
  private static final int MAX_DEPTH = 40;

  private static final Set<String> INSIDE =
      Set.of(
          "get",
          "orElse",
          "orElseThrow",
          "orElseGet",
          "getFirst",
          "getLast",
          "next",
          "join",
          "block",
          "blockFirst",
          "first",
          "single",
          "getObject",
          "getIfAvailable",
          "getIfUnique",
          "getAndSet",
          "getNow",
          "fetchSingle",
          "poll",
          "take",
          "peek",
          "remove",
          "iterator",
          "call",
          "findOnly",
          "one");

  private static final Set<String> SAME =
      Set.of(
          "filter",
          "sorted",
          "distinct",
          "limit",
          "skip",
          "peek",
          "parallel",
          "sequential",
          "stream",
          "parallelStream",
          "findFirst",
          "findAny",
          "or",
          "iterator",
          "subscribeOn",
          "publishOn",
          "doOnNext",
          "unordered",
          "toList",
          "min",
          "max");

  private final Program program;
  private final FunctionTypes functions;
  private final Targets targets;
  private final IdentityHashMap<Expr, JType> known = new IdentityHashMap<>();
  private int depth;

  Types(Program program) {
    this.program = program;
    this.functions = new FunctionTypes(program, this);
    this.targets = new Targets(program, this);
  }

  Program program() {
    return program;
  }

  /** The type of an expression of the body. */
  JType of(Expr expression, Unit unit) {
    JType type = known.get(expression);
    if (type == null) {
      if (depth > MAX_DEPTH) {
        return JType.UNKNOWN;
      }
      depth++;
      try {
        type = compute(expression, unit);
      } finally {
        depth--;
      }
      known.put(expression, type);
    }
    return type;
  }

  private JType compute(Expr expression, Unit unit) {
    if (expression instanceof Expr.Name name) {
      return name(name, unit);
    }
    if (expression instanceof Expr.Call call) {
      return call(call, unit);
    }
    if (expression instanceof Expr.New creation) {
      return program.resolve(creation.type(), unit.type());
    }
    if (expression instanceof Expr.Cast cast) {
      return resolve(cast.type(), unit);
    }
    if (expression instanceof Expr.Field field) {
      return field(field, unit);
    }
    if (expression instanceof Expr.This self) {
      return self.qualifier().isEmpty()
          ? JType.of(unit.type().name())
          : JType.of(program.resolveName(self.qualifier(), unit.type()));
    }
    if (expression instanceof Expr.Super) {
      return unit.type().fact().supertypes().stream()
          .findFirst()
          .map(t -> program.resolve(t, unit.type()))
          .orElse(JType.UNKNOWN);
    }
    if (expression instanceof Expr.Text || expression instanceof Expr.Sum) {
      return JType.STRING;
    }
    if (expression instanceof Expr.Assign assign) {
      return of(assign.target(), unit);
    }
    if (expression instanceof Expr.Conditional conditional) {
      JType then = of(conditional.then(), unit);
      return then.isUnknown() ? of(conditional.otherwise(), unit) : then;
    }
    if (expression instanceof Expr.Index index) {
      return of(index.array(), unit).argument(0);
    }
    if (expression instanceof Expr.ClassLiteral literal) {
      return new JType("java.lang.Class", List.of(resolve(literal.type(), unit)));
    }
    return JType.UNKNOWN;
  }

  /** Resolves a written type; a type parameter of the method is its bound. */
  JType resolve(TypeRef written, Unit unit) {
    return written.name().equals("var")
        ? JType.UNKNOWN
        : unit.method().map(m -> resolve(written, m)).orElse(program.resolve(written, unit.type()));
  }

  /** Resolves a type that a method writes; a type parameter of it is its bound. */
  JType resolve(TypeRef written, MethodDecl method) {
    for (TypeFact.TypeParameter parameter : method.fact().typeParameters()) {
      if (parameter.name().equals(written.name())) {
        return program.resolve(parameter.bound(), method.owner());
      }
    }
    return program.resolve(written, method.owner());
  }

  private JType name(Expr.Name name, Unit unit) {
    Optional<Variable> variable = unit.variable(name.id(), name.span());
    if (variable.isPresent()) {
      return of(variable.get(), unit);
    }
    Optional<Program.FieldDecl> field = field(name.id(), unit);
    return field.map(f -> program.resolve(f.fact().type(), f.owner())).orElse(JType.UNKNOWN);
  }

  /** The field that a simple name means: of the class, one around it, or imported. */
  Optional<Program.FieldDecl> field(String name, Unit unit) {
    for (TypeDecl type = unit.type(); ; type = type.outer().get()) {
      Optional<Program.FieldDecl> field = program.field(type, name);
      if (field.isPresent() || type.outer().isEmpty()) {
        return field.isPresent() ? field : imported(name, unit);
      }
    }
  }

  private Optional<Program.FieldDecl> imported(String name, Unit unit) {
    for (ImportFact each : unit.type().file().imports()) {
      if (each.isStatic() && !each.onDemand() && each.name().endsWith("." + name)) {
        return program
            .find(each.name().substring(0, each.name().length() - name.length() - 1))
            .flatMap(t -> program.field(t, name));
      }
    }
    return Optional.empty();
  }

  /** The field that an expression names: by its simple name, of this, or of a class. */
  Optional<Program.FieldDecl> fieldOf(Expr expression, Unit unit) {
    if (expression instanceof Expr.Name name) {
      return unit.variable(name.id(), name.span()).isPresent()
          ? Optional.empty()
          : field(name.id(), unit);
    }
    if (expression instanceof Expr.Field field) {
      Optional<JType> of =
          field.scope() instanceof Expr.This
              ? Optional.of(of(field.scope(), unit))
              : isType(field.scope(), unit);
      return of.flatMap(t -> program.find(t.name())).flatMap(t -> program.field(t, field.name()));
    }
    return Optional.empty();
  }

  /** The type of a variable. */
  JType of(Variable variable, Unit unit) {
    boolean written = !variable.type().isUnknown() && !variable.type().name().equals("var");
    if (written) {
      return resolve(variable.type(), unit);
    }
    return switch (variable.role()) {
      case LAMBDA_PARAMETER -> functions.parameter(variable, unit);
      case EACH -> variable.value().map(v -> of(v, unit).argument(0)).orElse(JType.UNKNOWN);
      case LOCAL, RESOURCE, PATTERN -> variable.value().map(v -> of(v, unit)).orElse(JType.UNKNOWN);
      case PARAMETER, INNER_PARAMETER, CATCH -> JType.UNKNOWN;
    };
  }

  private JType field(Expr.Field field, Unit unit) {
    JType scope = isType(field.scope(), unit).orElseGet(() -> of(field.scope(), unit));
    return scope.isUnknown()
        ? JType.UNKNOWN
        : program
            .find(scope.name())
            .flatMap(t -> program.field(t, field.name()))
            .map(f -> program.resolve(f.fact().type(), f.owner(), scope))
            .orElse(JType.UNKNOWN);
  }

  /** The type that an expression names, where it is no value. */
  Optional<JType> isType(Expr expression, Unit unit) {
    if (expression instanceof Expr.Name name) {
      boolean value =
          unit.variable(name.id(), name.span()).isPresent() || field(name.id(), unit).isPresent();
      return value || !Character.isUpperCase(name.id().charAt(0))
          ? Optional.empty()
          : Optional.of(JType.of(program.resolveName(name.id(), unit.type())));
    }
    if (expression instanceof Expr.Field field
        && Character.isUpperCase(field.name().charAt(0))
        && written(field).isPresent()) {
      String name = program.resolveName(written(field).get(), unit.type());
      return program.find(name).isPresent() || (name.indexOf('.') > 0 && isPackage(field.scope()))
          ? Optional.of(JType.of(name))
          : Optional.empty();
    }
    return expression instanceof Expr.TypeValue type
        ? Optional.of(resolve(type.type(), unit))
        : Optional.empty();
  }

  private static boolean isPackage(Expr expression) {
    return expression instanceof Expr.Name name
        ? Character.isLowerCase(name.id().charAt(0))
        : expression instanceof Expr.Field field && Character.isLowerCase(field.name().charAt(0));
  }

  private static Optional<String> written(Expr expression) {
    if (expression instanceof Expr.Name name) {
      return Optional.of(name.id());
    }
    return expression instanceof Expr.Field field
        ? written(field.scope()).map(s -> s + "." + field.name())
        : Optional.empty();
  }

  /** What a call is made on: the type of its scope, or the class itself. */
  JType receiver(Expr.Call call, Unit unit) {
    if (call.scope().isEmpty()) {
      return JType.of(unit.type().name());
    }
    Expr scope = call.scope().get();
    return isType(scope, unit).orElseGet(() -> of(scope, unit));
  }

  private JType call(Expr.Call call, Unit unit) {
    List<MethodDecl> declared = declared(call, unit);
    JType receiver = receiver(call, unit);
    if (!declared.isEmpty()) {
      return result(declared.get(0), receiver, call, unit);
    }
    if (INSIDE.contains(call.name()) && receiver.arguments().size() == 1) {
      return call.name().equals("iterator") ? receiver : receiver.argument(0);
    }
    if (receiver.name().endsWith("Map") && receiver.arguments().size() == 2) {
      return switch (call.name()) {
        case "get", "getOrDefault", "computeIfAbsent", "compute", "merge", "put", "remove" ->
            receiver.argument(1);
        case "values" -> new JType("java.util.Collection", receiver.arguments().subList(1, 2));
        case "keySet" -> new JType("java.util.Set", receiver.arguments().subList(0, 1));
        default -> JType.UNKNOWN;
      };
    }
    if (SAME.contains(call.name()) && !receiver.arguments().isEmpty()) {
      return receiver;
    }
    if (call.name().equals("map")
        && receiver.arguments().size() == 1
        && !call.arguments().isEmpty()) {
      return new JType(receiver.name(), List.of(resultOf(call.arguments().get(0), unit)));
    }
    for (JType each : program.lineage(receiver)) {
      Optional<String> result = Library.result(each.name(), call.name());
      if (result.isPresent()) {
        return switch (result.get()) {
          case "@0" -> each.argument(0);
          case "@this" -> receiver;
          case "@class" ->
              call.arguments().stream()
                  .map(a -> of(a, unit))
                  .filter(t -> t.is("java.lang.Class"))
                  .findFirst()
                  .map(t -> t.argument(0))
                  .orElse(JType.UNKNOWN);
          default -> JType.of(result.get());
        };
      }
    }
    return JType.UNKNOWN;
  }

  private JType result(MethodDecl method, JType receiver, Expr.Call call, Unit unit) {
    TypeRef written = method.fact().returnType();
    for (TypeFact.TypeParameter parameter : method.fact().typeParameters()) {
      if (parameter.name().equals(written.name())) {
        return bound(parameter, method, call, unit);
      }
    }
    return program.resolve(written, method.owner(), receiver);
  }

  /** What a type parameter of a method stands for at a call. */
  private JType bound(
      TypeFact.TypeParameter parameter, MethodDecl method, Expr.Call call, Unit unit) {
    List<MethodFact.Parameter> parameters = method.fact().parameters();
    for (int i = 0; i < parameters.size() && i < call.arguments().size(); i++) {
      TypeRef type = parameters.get(i).type();
      JType found = JType.UNKNOWN;
      if (type.name().equals(parameter.name())) {
        found = of(call.arguments().get(i), unit);
      } else if (!type.arguments().isEmpty()
          && type.arguments().get(type.arguments().size() - 1).name().equals(parameter.name())) {
        JType given = of(call.arguments().get(i), unit);
        found =
            given.isUnknown()
                ? resultOf(call.arguments().get(i), unit)
                : given.argument(Math.max(0, given.arguments().size() - 1));
      }
      if (!found.isUnknown()) {
        return found;
      }
    }
    return program.resolve(parameter.bound(), method.owner());
  }

  /** The components of a record, or the instance fields of a class. */
  static List<FieldFact> state(TypeDecl type) {
    return type.fact().fields().stream()
        .filter(f -> !f.modifiers().isStatic() && f.role() != FieldFact.Role.ENUM_CONSTANT)
        .toList();
  }

  /** What a lambda gives. */
  JType resultOf(Expr function, Unit unit) {
    return functions.resultOf(function, unit);
  }

  /** The declared methods that a call names, the nearest first; overriding ones left out. */
  List<MethodDecl> declared(Expr.Call call, Unit unit) {
    return targets.declared(call, unit);
  }

  /** The constructors that a creation can mean. */
  List<MethodDecl> constructors(TypeDecl type, List<Expr> arguments, Unit unit) {
    return targets.constructors(type, arguments, unit);
  }

  /** All methods that may run when the expression is evaluated: overriding ones, too. */
  List<MethodDecl> targets(Expr expression, Unit unit) {
    return targets.of(expression, unit);
  }
}
