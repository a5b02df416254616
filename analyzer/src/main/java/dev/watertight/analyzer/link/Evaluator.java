package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FileFacts.ImportFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Stmt;
import dev.watertight.analyzer.facts.TypeRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds out what is known of an expression's value, and lets the roads look at each call on the
 * way.
 */
final class Evaluator {
  private static final int MAX_DEPTH = 5;

  /** How often a method may stand inside itself: methods that call each other have no end. */
  private static final int MAX_NESTED = 1;

  private static final Set<String> TEXT_TYPES =
      Set.of(
          "java.lang.String",
          "java.lang.StringBuilder",
          "java.lang.StringBuffer",
          "java.lang.CharSequence",
          "java.util.StringJoiner");

  private static final Set<String> BUILDERS =
      Set.of("java.lang.StringBuilder", "java.lang.StringBuffer", "java.util.StringJoiner");

  /** Pieces of queries that methods make for others. */
  private static final Set<String> PIECES =
      Set.of(
          "org.jooq.Condition",
          "org.jooq.Field",
          "org.jooq.TableField",
          "org.jooq.CommonTableExpression",
          "org.jooq.ResultQuery",
          "org.jooq.Query");

  private static boolean isPiece(JType type) {
    return PIECES.contains(type.name()) || QUERY.matcher(type.name()).matches();
  }

  private static final Pattern QUERY =
      Pattern.compile("org\\.jooq\\.(?:Select|Update|Delete|Insert)\\w*");

  private final Program program;
  private final TableIndex tables;
  private final List<Road> roads;
  private final Walker walker;
  private final Fields fields;
  private final Map<String, Optional<Value>> results = new HashMap<>();
  private final Map<String, Integer> active = new HashMap<>();
  private final TextMethods textMethods = new TextMethods();
  private final Functions functions;
  private final Instances instances;

  Evaluator(Program program, TableIndex tables, List<Road> roads) {
    this.program = program;
    this.tables = tables;
    this.roads = roads;
    this.walker = new Walker(program, this);
    this.fields = new Fields(program, this);
    this.functions = new Functions(program);
    this.instances = new Instances(program, walker);
  }

  Walker walker() {
    return walker;
  }

  static boolean isText(JType type) {
    return TEXT_TYPES.contains(type.name());
  }

  /** The value, with the table that its type stands for. */
  Value typed(Value value) {
    return tables.typed(value);
  }

  JType resolve(TypeRef written, Body body) {
    if (body.method.isPresent()) {
      for (var parameter : body.method.get().fact().typeParameters()) {
        if (parameter.name().equals(written.name())) {
          return program.resolve(parameter.bound(), body.type);
        }
      }
    }
    return written.name().equals("var") ? JType.UNKNOWN : program.resolve(written, body.type);
  }

  Value evaluate(Expr expression, Body body) {
    if (expression instanceof Expr.Text text) {
      return Value.text(Texts.of(text.value()));
    }
    if (expression instanceof Expr.Literal literal) {
      return literal(literal);
    }
    if (expression instanceof Expr.Name name) {
      return name(name, body);
    }
    if (expression instanceof Expr.Field field) {
      return field(field, body);
    }
    if (expression instanceof Expr.Call call) {
      return call(call, body);
    }
    if (expression instanceof Expr.New creation) {
      return creation(creation, body);
    }
    if (expression instanceof Expr.Sum sum) {
      return sum(sum, body);
    }
    if (expression instanceof Expr.Assign assign) {
      return assign(assign, body);
    }
    if (expression instanceof Expr.Conditional conditional) {
      evaluate(conditional.condition(), body);
      Value then = evaluate(conditional.then(), body);
      return then.or(evaluate(conditional.otherwise(), body));
    }
    if (expression instanceof Expr.Cast cast) {
      JType type = resolve(cast.type(), body);
      return evaluate(cast.value(), type, body).withType(type);
    }
    if (expression instanceof Expr.Lambda) {
      return evaluate(expression, JType.UNKNOWN, body);
    }
    if (expression instanceof Expr.ClassLiteral literal) {
      JType type = resolve(literal.type(), body);
      return tables.standing(
          Value.of(new JType("java.lang.Class", List.of(type))).withClassLiteral(type), type);
    }
    if (expression instanceof Expr.ArrayValue array) {
      List<Value> elements = array.elements().stream().map(e -> evaluate(e, body)).toList();
      JType element =
          array.elementType().isUnknown()
              ? elements.stream().map(Value::type).findFirst().orElse(JType.UNKNOWN)
              : resolve(array.elementType(), body);
      return Value.of(new JType("[]", List.of(element))).withElements(elements);
    }
    if (expression instanceof Expr.This self) {
      return self.qualifier().isEmpty()
          ? body.self
          : Value.of(JType.of(program.resolveName(self.qualifier(), body.type)));
    }
    if (expression instanceof Expr.Super) {
      return Value.of(
          program.supertypes(body.type.name()).stream().findFirst().orElse(JType.UNKNOWN));
    }
    return others(expression, body);
  }

  /** The value of an expression that is given to what has the declared type. */
  Value evaluate(Expr expression, JType declared, Body body) {
    if (expression instanceof Expr.Lambda lambda) {
      lambda(lambda, functions.parameters(declared), List.of(), body);
      return Value.UNKNOWN.withLambda(lambda, body);
    }
    return evaluate(expression, body);
  }

  private Value others(Expr expression, Body body) {
    if (expression instanceof Expr.Binary binary) {
      binary.operands().forEach(o -> evaluate(o, body));
      return Value.UNKNOWN;
    }
    if (expression instanceof Expr.Unary unary) {
      evaluate(unary.operand(), body);
      return Value.UNKNOWN;
    }
    if (expression instanceof Expr.InstanceOf test) {
      Value value = evaluate(test.value(), body);
      if (!test.name().isEmpty()) {
        body.variables.put(test.name(), value.withType(resolve(test.type(), body)));
      }
      return Value.UNKNOWN;
    }
    if (expression instanceof Expr.Index index) {
      Value array = evaluate(index.array(), body);
      evaluate(index.index(), body);
      return array
          .elements()
          .flatMap(e -> e.stream().reduce(Value::or))
          .orElseGet(() -> Value.of(array.type().argument(0)));
    }
    if (expression instanceof Expr.SwitchValue choice) {
      return switchValue(choice, body);
    }
    if (expression instanceof Expr.MethodRef reference) {
      return reference(reference, Value.UNKNOWN, body);
    }
    if (expression instanceof Expr.TypeValue type) {
      return Value.typeItself(resolve(type.type(), body));
    }
    if (expression instanceof Expr.Opaque opaque) {
      opaque.parts().forEach(p -> evaluate(p, body));
    }
    return Value.UNKNOWN;
  }

  /** {@code repository::save}: a call whose argument is not known. */
  private Value reference(Expr.MethodRef reference, Value given, Body body) {
    Value receiver = evaluate(reference.scope(), body);
    Value known = receiver.force();
    Optional<TypeDecl> declaring =
        Roads.mayBeDataAccess(reference.name())
            ? program.find(known.type().name())
            : program.known(known.type().name());
    for (int arguments = 0; arguments < 4 && declaring.isPresent(); arguments++) {
      if (!program.methods(declaring.get(), reference.name(), arguments).isEmpty()) {
        handedOn(reference, known, given, arguments, body);
        return Value.UNKNOWN;
      }
    }
    if (receiver.isType() || !Roads.mayBeDataAccess(reference.name())) {
      return Value.UNKNOWN;
    }
    Site site =
        new Site(
            program,
            tables,
            body,
            reference.name(),
            known,
            List.of(given),
            List.of(reference.scope()),
            reference.span(),
            this);
    ask(site);
    return Value.UNKNOWN;
  }

  /** A reference to a declared method is a call of it, of which at most one argument is known. */
  private static void handedOn(
      Expr.MethodRef reference, Value receiver, Value given, int arguments, Body body) {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < arguments; i++) {
      values.add(i == 0 && arguments == 1 ? given : Value.UNKNOWN);
    }
    body.collector.calls.add(
        new Collector.LoggedCall(
            receiver.type(),
            reference.name(),
            values,
            reference.span(),
            body.type,
            body.member,
            body.method));
  }

  /** The value of a call that a road knows. */
  private Optional<Value> ask(Site site) {
    for (Road road : roads) {
      boolean before = site.isTold();
      Optional<Value> known = road.call(site);
      assert before || !site.isTold() || road.begins(site.spelled(), site.arguments().size())
          : road.getClass().getSimpleName() + " does not say that it begins at " + site.spelled();
      if (known.isPresent()) {
        return known;
      }
    }
    return Optional.empty();
  }

  private static Value literal(Expr.Literal literal) {
    return switch (literal.kind()) {
      case NUMBER -> Value.of("java.lang.Number").withTexts(Texts.of(literal.text()));
      case CHARACTER -> Value.of("java.lang.Character").withTexts(Texts.of(literal.text()));
      case BOOLEAN -> Value.of("java.lang.Boolean").withTexts(Texts.of(literal.text()));
      case NULL -> Value.of("null");
    };
  }

  private Value switchValue(Expr.SwitchValue choice, Body body) {
    evaluate(choice.selector(), body);
    Optional<Value> outer = body.returned;
    body.returned = Optional.empty();
    List<Value> results = new ArrayList<>();
    for (Stmt.Case each : choice.cases()) {
      if (each.arrow()
          && each.body().size() == 1
          && each.body().get(0) instanceof Stmt.Evaluate evaluate) {
        results.add(evaluate(evaluate.expression(), body));
      } else {
        each.body().forEach(s -> walker.walk(s, body));
      }
    }
    body.returned.ifPresent(results::add);
    body.returned = outer;
    return results.stream().reduce(Value::or).orElse(Value.UNKNOWN);
  }

  /* Names: a variable, a field, a statically imported constant, else a type. */

  private Value name(Expr.Name name, Body body) {
    Value variable = body.variables.get(name.id());
    if (variable != null) {
      return variable;
    }
    Value assigned = body.variables.get("this." + name.id());
    if (assigned != null) {
      return assigned;
    }
    Optional<String> importedType = importedType(name.id(), body);
    if (importedType.isPresent()) {
      return Value.typeItself(JType.of(importedType.get())).withConstant(name.id());
    }
    for (TypeDecl type = body.type; ; type = type.outer().get()) {
      Optional<Program.FieldDecl> field = program.field(type, name.id());
      if (field.isPresent()) {
        return asOf(type, field.get(), body.depth);
      }
      if (type.outer().isEmpty()) {
        break;
      }
    }
    Optional<Value> inherited = libraryField(name.id(), body);
    if (inherited.isPresent()) {
      return inherited.get();
    }
    Optional<Value> imported = staticImport(name.id(), body);
    if (imported.isPresent()) {
      return imported.get();
    }
    String resolved = program.resolveName(name.id(), body.type);
    return resolved.startsWith("?") && !Character.isUpperCase(name.id().charAt(0))
        ? Value.UNKNOWN
        : Value.typeItself(JType.of(resolved)).withConstant(name.id());
  }

  /** A class that is imported by a name in mixed case, which no field has. */
  private Optional<String> importedType(String name, Body body) {
    return Character.isUpperCase(name.charAt(0)) && name.chars().anyMatch(Character::isLowerCase)
        ? program.importedType(name, body.type)
        : Optional.empty();
  }

  /** A field that a library's class hands down, such as MyBatis-Plus's {@code baseMapper}. */
  private Optional<Value> libraryField(String name, Body body) {
    if (!Library.isField(name)) {
      return Optional.empty();
    }
    for (JType type : program.lineage(JType.of(body.type.name()))) {
      Optional<String> result = Library.result(type.name(), name);
      if (result.isPresent()) {
        return Optional.of(libraryResult(result.get(), type, Value.of(type), List.of()));
      }
    }
    return Optional.empty();
  }

  private Optional<Value> staticImport(String name, Body body) {
    for (ImportFact imported : body.type.file().imports()) {
      if (imported.isStatic() && !imported.onDemand() && imported.name().endsWith("." + name)) {
        String owner = imported.name().substring(0, imported.name().length() - name.length() - 1);
        return Optional.of(constant(owner, name, body.depth));
      }
    }
    for (ImportFact imported : body.type.file().imports()) {
      if (imported.isStatic() && imported.onDemand()) {
        Optional<TypeDecl> owner = program.find(imported.name());
        Optional<Program.FieldDecl> field = owner.flatMap(o -> program.field(o, name));
        if (field.isPresent()) {
          return Optional.of(fields.value(field.get(), body.depth));
        }
        if (owner.isEmpty()
            && program.importedType(name, body.type).isEmpty()
            && tables.byConstant(imported.name(), name).isPresent()) {
          return Optional.of(constant(imported.name(), name, body.depth));
        }
      }
    }
    return Optional.empty();
  }

  /** The value of a static member of a type by name. */
  private Value constant(String owner, String name, int depth) {
    Optional<KnownTable> table = tables.byConstant(owner, name);
    if (table.isPresent()) {
      return tables.value(table.get()).withConstant(owner + "." + name);
    }
    return Value.UNKNOWN
        .withConstant(owner + "." + name)
        .withDeferred(
            () ->
                program
                    .find(owner)
                    .flatMap(o -> program.field(o, name))
                    .map(f -> fields.value(f, depth))
                    .orElse(Value.UNKNOWN.withConstant(owner + "." + name)));
  }

  private Value field(Expr.Field field, Body body) {
    if (field.scope() instanceof Expr.This) {
      Value assigned = body.variables.get("this." + field.name());
      if (assigned != null) {
        return assigned;
      }
    }
    Value scope = scope(field.scope(), body);
    if (scope.isType()) {
      String owner = scope.type().name();
      String nested = owner + "." + field.name();
      if (owner.startsWith("?")) {
        nested = owner + "." + field.name();
        Optional<KnownTable> table = tables.byConstant(owner.substring(1), field.name());
        if (table.isPresent()) {
          return tables.value(table.get()).withConstant(nested);
        }
        return Value.typeItself(JType.of(nested)).withConstant(nested);
      }
      if (program.known(nested).isPresent()) {
        return Value.typeItself(JType.of(nested));
      }
      Optional<Program.FieldDecl> known =
          program.known(owner).flatMap(o -> program.field(o, field.name()));
      if (known.isPresent()) {
        return fields.value(known.get(), body.depth);
      }
      if (Character.isUpperCase(field.name().charAt(0))
          && !field.name().toUpperCase(java.util.Locale.ROOT).equals(field.name())) {
        return Value.typeItself(JType.of(nested)).withConstant(nested);
      }
      return constant(owner, field.name(), body.depth);
    }
    Optional<Value> column = tables.column(scope, field.name());
    if (column.isPresent()) {
      return column.get();
    }
    Optional<KnownTable> path = tables.byPath(scope, field.name());
    if (path.isPresent()) {
      return tables.value(path.get());
    }
    if (scope.type().isUnknown() && scope.deferred().isEmpty()) {
      return Value.UNKNOWN;
    }
    return Value.UNKNOWN.withDeferred(
        () -> {
          Value object = scope.force();
          Value member = instances.members(object, body.depth).get(field.name());
          if (member != null) {
            return member;
          }
          return program
              .find(object.type().name())
              .flatMap(o -> program.field(o, field.name()).map(f -> asOf(o, f, body.depth)))
              .orElse(Value.UNKNOWN);
        });
  }

  /** A scope: where a name is no variable or field, dots may also spell a qualified type. */
  private Value scope(Expr scope, Body body) {
    if (scope instanceof Expr.Field || scope instanceof Expr.Name) {
      Optional<String> dotted = dotted(scope);
      if (dotted.isPresent()
          && Character.isLowerCase(dotted.get().charAt(0))
          && dotted.get().indexOf('.') > 0
          && !isVariable(dotted.get().substring(0, dotted.get().indexOf('.')), body)) {
        String last = dotted.get().substring(dotted.get().lastIndexOf('.') + 1);
        if (Character.isUpperCase(last.charAt(0))) {
          return Value.typeItself(JType.of(dotted.get()));
        }
      }
    }
    return evaluate(scope, body);
  }

  private boolean isVariable(String name, Body body) {
    return body.variables.containsKey(name)
        || program.field(body.type, name).isPresent()
        || body.type.outer().map(o -> program.field(o, name).isPresent()).orElse(false);
  }

  private static Optional<String> dotted(Expr expression) {
    if (expression instanceof Expr.Name name) {
      return Optional.of(name.id());
    }
    return expression instanceof Expr.Field field
        ? dotted(field.scope()).map(s -> s + "." + field.name())
        : Optional.empty();
  }

  private Value sum(Expr.Sum sum, Body body) {
    List<Value> terms = sum.terms().stream().map(t -> evaluate(t, body)).toList();
    if (terms.stream().noneMatch(t -> isText(t.type()))) {
      boolean mayBeText = terms.stream().anyMatch(t -> t.deferred().isPresent());
      return mayBeText ? Value.UNKNOWN.withDeferred(() -> joined(terms)) : Value.UNKNOWN;
    }
    boolean deferred = terms.stream().anyMatch(t -> t.deferred().isPresent());
    return deferred ? Value.of(JType.STRING).withDeferred(() -> joined(terms)) : joined(terms);
  }

  private Value joined(List<Value> terms) {
    return Value.text(
        Texts.joined(
            terms.stream()
                .map(t -> tables.spelled(t.texts().isPresent() ? t : t.force()).textOrHole())
                .toList()));
  }

  private Value assign(Expr.Assign assign, Body body) {
    Value value = evaluate(assign.value(), body);
    Optional<String> variable = variable(assign.target(), body);
    if (variable.isEmpty()) {
      evaluate(assign.target(), body);
      return value;
    }
    Value before = evaluate(assign.target(), body);
    Value after = value;
    if (assign.operator().equals("+=")) {
      after =
          isText(before.type()) || before.texts().isPresent()
              ? Value.text(before.textOrHole().then(value.textOrHole()))
              : Value.UNKNOWN;
    } else if (!assign.operator().equals("=")) {
      after = Value.UNKNOWN;
    }
    if (after.type().isUnknown() && !before.type().isUnknown()) {
      after = after.withType(before.type());
    }
    body.variables.put(variable.get(), after);
    return after;
  }

  /** The name under which a variable or an own field is kept. */
  static Optional<String> variable(Expr target, Body body) {
    if (target instanceof Expr.Name name) {
      return Optional.of(body.variables.containsKey(name.id()) ? name.id() : "this." + name.id());
    }
    return target instanceof Expr.Field field && field.scope() instanceof Expr.This
        ? Optional.of("this." + field.name())
        : Optional.empty();
  }

  private Value call(Expr.Call call, Body body) {
    if (call.name().equals("this") || call.name().equals("super")) {
      List<Value> arguments = arguments(call.arguments(), Value.UNKNOWN, "<init>", body);
      String type =
          call.name().equals("this")
              ? body.type.name()
              : program.supertypes(body.type.name()).stream()
                  .findFirst()
                  .map(JType::name)
                  .orElse("");
      return construct(JType.of(type), arguments, call.arguments(), call, body);
    }
    Value receiver =
        call.scope().isPresent() ? scope(call.scope().get(), body) : implicitReceiver(call, body);
    List<Value> arguments = arguments(call.arguments(), receiver, call.name(), body);
    Optional<Value> text =
        textMethods
            .call(call, receiver, arguments, body)
            .or(() -> Sequences.call(call, elemental(receiver), arguments, body))
            .or(() -> applied(receiver, arguments, body));
    if (text.isPresent()) {
      return text.get();
    }
    Value known =
        receiver.type().isUnknown()
                && receiver.deferred().isPresent()
                && Roads.mayBeDataAccess(call.name())
            ? receiver.force()
            : receiver;
    Site site =
        new Site(
                program,
                tables,
                body,
                call.name(),
                known,
                arguments,
                call.arguments(),
                call.nameSpan(),
                this)
            .on(call.scope());
    Optional<Value> answer = ask(site);
    if (answer.isPresent()) {
      return answer.get();
    }
    fill(call, known, arguments, body);
    return result(call, known, arguments, body);
  }

  /** A list or map that a method returns may be known only on demand. */
  private static Value elemental(Value value) {
    String type = value.type().simpleName();
    return value.elements().isEmpty()
            && value.deferred().isPresent()
            && (type.endsWith("List") || type.endsWith("Map") || type.equals("Stream"))
        ? value.force()
        : value;
  }

  /** What the lambdas give that a value can be. */
  private Optional<Value> applied(Value function, List<Value> arguments, Body body) {
    List<Inside.Closure> closures = function.closures();
    if (closures.isEmpty()
        || body.depth >= MAX_DEPTH
        || closures.stream().anyMatch(c -> c.lambda().parameters().size() != arguments.size())) {
      return Optional.empty();
    }
    return closures.stream()
        .map(
            c -> {
              Body around =
                  new Body(
                      c.body().type,
                      c.body().method,
                      c.body().member,
                      c.body().snapshot(),
                      new Collector(),
                      body.depth + 1);
              around.self = c.body().self;
              return lambda(c.lambda(), List.of(), arguments, around);
            })
        .reduce(Value::or);
  }

  /** A declared method that is given a builder or a collection may put something into it. */
  private void fill(Expr.Call call, Value receiver, List<Value> arguments, Body body) {
    for (int i = 0; i < arguments.size(); i++) {
      Value argument = arguments.get(i);
      boolean open = BUILDERS.contains(argument.type().name()) || argument.elements().isPresent();
      Optional<String> variable = variable(call.arguments().get(i), body);
      if (!open || variable.isEmpty() || !body.variables.containsKey(variable.get())) {
        continue;
      }
      List<MethodDecl> methods =
          program
              .find(receiver.type().name())
              .map(t -> program.methods(t, call.name(), arguments.size()))
              .orElse(List.of());
      if (methods.isEmpty() || methods.get(0).fact().body().isEmpty()) {
        continue;
      }
      MethodDecl method = methods.get(0);
      String parameter =
          method.fact().parameters().get(Math.min(i, method.fact().parameters().size() - 1)).name();
      Map<String, Value> variables = new HashMap<>();
      String key = "fill|" + method.signature();
      if (body.depth < MAX_DEPTH && active.merge(key, 1, Integer::sum) <= MAX_NESTED) {
        walkInline(method, receiver, arguments, variables, body.depth + 1);
      }
      active.computeIfPresent(key, (k, n) -> n - 1);
      Value filled = variables.get(parameter);
      if (filled != null && filled.type().equals(argument.type())) {
        body.variables.put(variable.get(), filled);
      }
    }
  }

  private Value implicitReceiver(Expr.Call call, Body body) {
    for (TypeDecl type = body.type; ; type = type.outer().get()) {
      if (!program.methods(type, call.name(), call.arguments().size()).isEmpty()
          || type.outer().isEmpty()) {
        if (type.outer().isEmpty()
            && program.methods(type, call.name(), call.arguments().size()).isEmpty()) {
          Optional<String> owner = importedMethod(call.name(), body);
          if (owner.isPresent()) {
            return Value.typeItself(JType.of(owner.get()));
          }
          return body.self;
        }
        return type.equals(body.type) ? body.self : Value.of(JType.of(type.name()));
      }
    }
  }

  private static Optional<String> importedMethod(String name, Body body) {
    Optional<String> onDemand = Optional.empty();
    for (ImportFact imported : body.type.file().imports()) {
      if (imported.isStatic()) {
        if (!imported.onDemand() && imported.name().endsWith("." + name)) {
          return Optional.of(
              imported.name().substring(0, imported.name().length() - name.length() - 1));
        }
        if (imported.onDemand()
            && (onDemand.isEmpty() || imported.name().equals("org.jooq.impl.DSL"))) {
          onDemand = Optional.of(imported.name());
        }
      }
    }
    return onDemand;
  }

  private List<Value> arguments(List<Expr> expressions, Value receiver, String method, Body body) {
    List<Value> values = new ArrayList<>();
    for (Expr expression : expressions) {
      if (expression instanceof Expr.Lambda lambda) {
        List<JType> types =
            functions.ofArgument(
                receiver.force().type(), method, values.size(), expressions.size());
        values.add(
            lambda(lambda, types, Sequences.given(receiver, method), body)
                .withLambda(lambda, body));
      } else if (expression instanceof Expr.MethodRef reference) {
        List<Value> given = Sequences.given(receiver, method);
        values.add(reference(reference, given.isEmpty() ? Value.UNKNOWN : given.get(0), body));
      } else {
        values.add(evaluate(expression, body));
      }
    }
    return values;
  }

  /** Walks a lambda as if it ran right here; gives what it returns. */
  private Value lambda(Expr.Lambda lambda, List<JType> parameters, List<Value> given, Body body) {
    Map<String, Value> variables = body.snapshot();
    for (int i = 0; i < lambda.parameters().size(); i++) {
      MethodFact.Parameter parameter = lambda.parameters().get(i);
      JType declared = resolve(parameter.type(), body);
      JType type =
          declared.equals(JType.UNKNOWN) && i < parameters.size() ? parameters.get(i) : declared;
      Value value = i < given.size() ? given.get(i) : Value.of(type);
      variables.put(parameter.name(), value.type().isUnknown() ? value.withType(type) : value);
    }
    Body inner =
        new Body(body.type, body.method, body.member, variables, body.collector, body.depth);
    inner.self = body.self;
    walker.walk(lambda.body(), inner);
    for (String name : body.snapshot().keySet()) {
      Value after = inner.variables.get(name);
      boolean own = lambda.parameters().stream().anyMatch(p -> p.name().equals(name));
      if (after != null && !own) {
        body.variables.put(name, after);
      }
    }
    return inner.returned.orElse(Value.UNKNOWN);
  }

  /** The value of a call that no road knows. */
  private Value result(Expr.Call call, Value receiver, List<Value> arguments, Body body) {
    Optional<Value> predicate =
        tables.predicates().of(receiver.type(), call.name(), arguments, program);
    if (predicate.isPresent()) {
      return predicate.get();
    }
    log(receiver, call.name(), arguments, call, body);
    if (!receiver.type().isUnknown()) {
      // Its supertypes may stand in files that are not read yet: only for names that matter.
      List<JType> types =
          Library.hasResult(call.name())
              ? program.lineage(receiver.type())
              : List.of(receiver.type());
      for (JType type : types) {
        Optional<String> known = Library.result(type.name(), call.name());
        if (known.isPresent()) {
          return libraryResult(known.get(), type, receiver, arguments);
        }
      }
      if (Library.knows(receiver.type().name())
          && program.known(receiver.type().name()).isEmpty()) {
        return Value.UNKNOWN;
      }
    }
    Value from = receiver;
    if (receiver.type().isUnknown() && receiver.deferred().isEmpty()) {
      return Value.UNKNOWN;
    }
    return Value.UNKNOWN.withDeferred(() -> declaredResult(call, from.force(), arguments, body));
  }

  private static Value libraryResult(
      String result, JType type, Value receiver, List<Value> arguments) {
    return switch (result) {
      case "@0" ->
          receiver.elements().isPresent()
              ? receiver.elements().get().stream().reduce(Value::or).orElse(Value.UNKNOWN)
              : Value.of(type.argument(0));
      case "@this" -> receiver;
      case "@class" ->
          arguments.stream()
              .flatMap(a -> a.classLiteral().stream())
              .findFirst()
              .map(Value::of)
              .orElse(Value.UNKNOWN);
      default -> Value.of(result);
    };
  }

  private void log(Value receiver, String name, List<Value> arguments, Expr call, Body body) {
    String type = receiver.type().name();
    boolean mayBeDeclared = !type.startsWith("java.") && !Library.owns(type);
    if (mayBeDeclared && (!arguments.isEmpty() || program.hasOpenBase(receiver.type()))) {
      body.collector.calls.add(
          new Collector.LoggedCall(
              receiver.type(),
              name,
              arguments,
              call instanceof Expr.Call c ? c.nameSpan() : call.span(),
              body.type,
              body.member,
              body.method));
    }
  }

  /** What a method that the program declares gives: its type, and its texts if it makes some. */
  private Value declaredResult(Expr.Call call, Value receiver, List<Value> arguments, Body body) {
    Optional<TypeDecl> owner = program.find(receiver.type().name());
    if (owner.isEmpty()) {
      for (JType type : program.lineage(receiver.type())) {
        Optional<String> known = Library.result(type.name(), call.name());
        if (known.isPresent()) {
          return libraryResult(known.get(), type, receiver, arguments);
        }
      }
      return Value.UNKNOWN;
    }
    List<MethodDecl> candidates =
        program.methods(owner.get(), call.name(), call.arguments().size());
    if (candidates.isEmpty()) {
      return recordComponent(owner.get(), call, receiver, body)
          .orElseGet(
              () ->
                  program.lineage(receiver.type()).stream()
                      .flatMap(
                          t ->
                              Library.result(t.name(), call.name())
                                  .map(r -> libraryResult(r, t, receiver, arguments))
                                  .stream())
                      .findFirst()
                      .orElse(Value.UNKNOWN));
    }
    MethodDecl method = candidates.get(0);
    JType type = returnType(method, receiver.type());
    Value value = Value.of(type);
    boolean worthWalking =
        isText(type)
            || type.simpleName().startsWith("Table")
            || tables.byType(type).isPresent()
            || type.is("java.util.List")
            || type.is("[]")
            || isPiece(type);
    if (!worthWalking || body.depth >= MAX_DEPTH) {
      return isText(type) ? value.withTexts(Texts.UNKNOWN) : tables.typed(value);
    }
    Optional<Value> walked = walked(method, receiver, arguments, body);
    if (walked.isPresent()) {
      Value result = isPiece(type) ? walked.get().withoutStatement() : walked.get();
      return result.type().isUnknown() ? result.withType(type) : result;
    }
    return isText(type) ? value.withTexts(Texts.UNKNOWN) : tables.typed(value);
  }

  private Optional<Value> walked(
      MethodDecl method, Value receiver, List<Value> arguments, Body body) {
    String key = receiver.type().name() + "|" + method.signature();
    boolean same = arguments.isEmpty() && receiver.inside().isEmpty();
    if (same && results.containsKey(key)) {
      return results.getOrDefault(key, Optional.empty());
    }
    if (active.merge(key, 1, Integer::sum) > MAX_NESTED) {
      active.merge(key, -1, Integer::sum);
      return Optional.empty();
    }
    try {
      Optional<Value> walked =
          Overrides.of(method, receiver, program).stream()
              .flatMap(
                  m -> walkInline(m, receiver, arguments, new HashMap<>(), body.depth + 1).stream())
              .reduce(Value::or)
              .map(Value::force);
      if (same && body.depth == 0) {
        results.put(key, walked);
      }
      return walked;
    } finally {
      active.merge(key, -1, Integer::sum);
    }
  }

  private JType returnType(MethodDecl method, JType receiver) {
    return program.resolve(method.fact().returnType(), method.owner(), receiver);
  }

  /** A field's value as a subtype of the declaring type has it: type parameters are bound. */
  private Value asOf(TypeDecl type, Program.FieldDecl field, int depth) {
    Value value = fields.value(field, depth);
    TypeDecl owner = field.owner();
    if (owner.equals(type) || owner.fact().typeParameters().isEmpty()) {
      return value;
    }
    JType open = program.resolve(field.fact().type(), owner);
    JType bound = program.resolve(field.fact().type(), owner, JType.of(type.name()));
    return value.type().equals(open) && !bound.equals(open)
        ? tables.standing(value.withType(bound), bound.argument(0))
        : value;
  }

  private Optional<Value> recordComponent(
      TypeDecl owner, Expr.Call call, Value receiver, Body body) {
    Value member = instances.members(receiver, body.depth).get(call.name());
    if (member != null) {
      return Optional.of(member);
    }
    if (!call.arguments().isEmpty()) {
      return Optional.empty();
    }
    String bare = call.name().replaceFirst("^get(?=[A-Z])", "");
    String property = Character.toLowerCase(bare.charAt(0)) + bare.substring(1);
    // A getter that nobody declares is generated: Lombok.
    return program
        .field(owner, call.name())
        .or(() -> program.field(owner, property))
        .map(f -> fields.value(f, body.depth));
  }

  private Optional<Value> walkInline(
      MethodDecl method,
      Value receiver,
      List<Value> arguments,
      Map<String, Value> variables,
      int depth) {
    boolean own = !receiver.isType() && program.is(receiver.type(), method.owner().name());
    Value self = own ? receiver : Value.of(JType.of(method.owner().name()));
    instances.members(self, depth).forEach((n, v) -> variables.put("this." + n, v));
    List<MethodFact.Parameter> parameters = method.fact().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      MethodFact.Parameter parameter = parameters.get(i);
      JType type = program.resolve(parameter.type(), method.owner());
      Value value =
          parameter.varargs()
              ? Value.of(type)
                  .withElements(arguments.subList(Math.min(i, arguments.size()), arguments.size()))
              : i < arguments.size() ? arguments.get(i) : Value.UNKNOWN;
      variables.put(parameter.name(), value.type().isUnknown() ? value.withType(type) : value);
    }
    return walker.walk(method, self, variables, new Collector(), depth);
  }

  private Value creation(Expr.New creation, Body body) {
    JType type = resolve(creation.type(), body);
    List<Value> arguments = arguments(creation.arguments(), Value.of(type), "<init>", body);
    creation.body().ifPresent(b -> walker.nested(b, body));
    if (isText(type)) {
      return textMethods.create(type, arguments);
    }
    return construct(type, arguments, creation.arguments(), creation, body);
  }

  private Value construct(
      JType type, List<Value> arguments, List<Expr> expressions, Expr at, Body body) {
    Value made = Value.of(type);
    Site site =
        new Site(program, tables, body, "<init>", made, arguments, expressions, at.span(), this);
    Optional<Value> known = ask(site);
    if (known.isPresent()) {
      return known.get();
    }
    log(made, "<init>", arguments, at, body);
    if (type.simpleName().endsWith("List") && type.name().startsWith("java.util.")) {
      return made.withElements(
          arguments.size() == 1 && arguments.get(0).elements().isPresent()
              ? arguments.get(0).elements().get()
              : List.of());
    }
    if (type.name().startsWith("java.util.") && type.simpleName().endsWith("Map")) {
      return made.withElements(
          arguments.size() == 1 && Sequences.isMap(arguments.get(0))
              ? arguments.get(0).elements().get()
              : List.of());
    }
    return tables.typed(made).madeOf(arguments);
  }
}
