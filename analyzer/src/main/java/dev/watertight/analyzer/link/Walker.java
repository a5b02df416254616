package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Stmt;
import dev.watertight.analyzer.facts.TypeFact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Walks bodies in the order in which they run, keeps what each variable holds, and lets the {@link
 * Evaluator} look at every expression. Where paths join, a variable holds what either left; a
 * loop's body is taken to run once or not at all.
 */
final class Walker {
  private final Program program;
  private final Evaluator evaluator;

  Walker(Program program, Evaluator evaluator) {
    this.program = program;
    this.evaluator = evaluator;
  }

  /** Walks the initializer of a field. */
  void walk(FieldFact field, TypeDecl type, Collector collector) {
    String member = type.name() + "#" + field.name();
    Body body = new Body(type, Optional.empty(), member, new HashMap<>(), collector, 0);
    field
        .initializer()
        .ifPresent(i -> evaluator.evaluate(i, program.resolve(field.type(), type), body));
  }

  /** Walks the body of a method whose parameters can be anything. */
  void walk(MethodDecl method, Collector collector) {
    walk(method, parameters(method), collector, 0);
  }

  /** Walks one method with the given variables; gives what it returns. */
  Optional<Value> walk(
      MethodDecl method, Map<String, Value> variables, Collector collector, int depth) {
    return walk(method, Value.of(JType.of(method.owner().name())), variables, collector, depth);
  }

  /** Walks a method of an object. */
  Optional<Value> walk(
      MethodDecl method, Value self, Map<String, Value> variables, Collector collector, int depth) {
    if (method.fact().body().isEmpty()) {
      return Optional.empty();
    }
    Body body =
        new Body(
            method.owner(), Optional.of(method), method.signature(), variables, collector, depth);
    body.self = self;
    walk(method.fact().body().get(), body);
    return body.returned;
  }

  /** The parameters of a method, each standing for itself. */
  private Map<String, Value> parameters(MethodDecl method) {
    Map<String, Value> variables = new HashMap<>();
    List<MethodFact.Parameter> parameters = method.fact().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      MethodFact.Parameter parameter = parameters.get(i);
      JType type = resolve(parameter.type(), method);
      Value value = evaluator.typed(Value.of(type).withParameter(i));
      if (Evaluator.isText(type) && !parameter.varargs() && i < 256) {
        value = value.withTexts(Texts.parameter(i));
      }
      variables.put(parameter.name(), value);
    }
    return variables;
  }

  private JType resolve(dev.watertight.analyzer.facts.TypeRef written, MethodDecl method) {
    for (TypeFact.TypeParameter parameter : method.fact().typeParameters()) {
      if (parameter.name().equals(written.name())) {
        return program.resolve(parameter.bound(), method.owner());
      }
    }
    return program.resolve(written, method.owner());
  }

  void walk(Stmt statement, Body body) {
    if (statement instanceof Stmt.Block block) {
      block.statements().forEach(s -> walk(s, body));
    } else if (statement instanceof Stmt.Local local) {
      local(local, body);
    } else if (statement instanceof Stmt.Evaluate evaluate) {
      evaluator.evaluate(evaluate.expression(), body);
    } else if (statement instanceof Stmt.Return returned) {
      returned.value().ifPresent(v -> body.returns(returned(v, body)));
    } else if (statement instanceof Stmt.Throw thrown) {
      evaluator.evaluate(thrown.value(), body);
    } else if (statement instanceof Stmt.If branch) {
      branch(branch, body);
    } else if (statement instanceof Stmt.Loop loop) {
      loop(loop, body);
    } else if (statement instanceof Stmt.Try attempt) {
      attempt(attempt, body);
    } else if (statement instanceof Stmt.Switch choice) {
      evaluator.evaluate(choice.selector(), body);
      cases(choice.cases(), body);
    } else if (statement instanceof Stmt.Synchronized locked) {
      evaluator.evaluate(locked.lock(), body);
      walk(locked.body(), body);
    } else if (statement instanceof Stmt.Jump jump) {
      jump.value().ifPresent(v -> body.returns(evaluator.evaluate(v, body)));
    } else if (statement instanceof Stmt.LocalType local) {
      nested(local.type(), body);
    }
  }

  private Value returned(Expr value, Body body) {
    return value instanceof Expr.Lambda && body.method.isPresent()
        ? evaluator.evaluate(
            value, evaluator.resolve(body.method.get().fact().returnType(), body), body)
        : evaluator.evaluate(value, body);
  }

  private void local(Stmt.Local local, Body body) {
    JType declared = evaluator.resolve(local.type(), body);
    Value value =
        local.initializer().map(i -> evaluator.evaluate(i, declared, body)).orElse(Value.UNKNOWN);
    if (!declared.equals(JType.UNKNOWN) && !local.type().name().equals("var")) {
      value = value.withType(declared);
    }
    body.variables.put(local.name(), value);
  }

  private void branch(Stmt.If branch, Body body) {
    evaluator.evaluate(branch.condition(), body);
    Map<String, Value> before = body.snapshot();
    walk(branch.then(), body);
    Map<String, Value> then = body.snapshot();
    body.restore(before);
    branch.otherwise().ifPresent(o -> walk(o, body));
    boolean thenLeaves = leaves(branch.then());
    boolean elseLeaves = branch.otherwise().map(Walker::leaves).orElse(false);
    if (thenLeaves) {
      return;
    }
    if (elseLeaves) {
      body.restore(then);
      return;
    }
    // The branch that does something comes first: the longest text is the most telling one.
    body.merge(List.of(then, body.snapshot()));
  }

  /** Whether control never goes past the statement. */
  static boolean leaves(Stmt statement) {
    if (statement instanceof Stmt.Return
        || statement instanceof Stmt.Throw
        || statement instanceof Stmt.Jump) {
      return true;
    }
    if (statement instanceof Stmt.Block block) {
      return block.statements().stream().anyMatch(Walker::leaves);
    }
    return statement instanceof Stmt.If branch
        && leaves(branch.then())
        && branch.otherwise().map(Walker::leaves).orElse(false);
  }

  private void loop(Stmt.Loop loop, Body body) {
    loop.before().forEach(s -> walk(s, body));
    loop.condition().ifPresent(c -> evaluator.evaluate(c, body));
    Map<String, Value> before = body.snapshot();
    if (loop.each().isPresent()) {
      Stmt.Loop.Each each = loop.each().get();
      Value iterated = evaluator.evaluate(each.iterated(), body);
      JType declared = evaluator.resolve(each.type(), body);
      Value element =
          iterated
              .elements()
              .flatMap(e -> e.stream().reduce(Value::or))
              .orElseGet(() -> Value.of(iterated.type().argument(0)));
      body.variables.put(
          each.name(),
          declared.equals(JType.UNKNOWN) || each.type().name().equals("var")
              ? element
              : element.withType(declared));
    }
    walk(loop.body(), body);
    loop.update().forEach(u -> evaluator.evaluate(u, body));
    if (!loop.bodyFirst()) {
      body.merge(List.of(body.snapshot(), before));
    }
  }

  private void attempt(Stmt.Try attempt, Body body) {
    attempt.resources().forEach(r -> walk(r, body));
    Map<String, Value> before = body.snapshot();
    walk(attempt.body(), body);
    List<Map<String, Value>> paths = new ArrayList<>();
    if (!leaves(attempt.body()) || attempt.catches().isEmpty()) {
      paths.add(body.snapshot());
    }
    for (Stmt.Try.Catch each : attempt.catches()) {
      body.restore(before);
      body.variables.put(
          each.name(),
          each.types().isEmpty()
              ? Value.UNKNOWN
              : Value.of(program.resolve(each.types().get(0), body.type)));
      walk(each.body(), body);
      if (!leaves(each.body())) {
        paths.add(body.snapshot());
      }
    }
    if (!paths.isEmpty()) {
      body.merge(paths);
    }
    attempt.finallyBlock().ifPresent(f -> walk(f, body));
  }

  void cases(List<Stmt.Case> cases, Body body) {
    Map<String, Value> before = body.snapshot();
    List<Map<String, Value>> paths = new ArrayList<>();
    boolean exhaustive = false;
    boolean fallsThrough = false;
    for (Stmt.Case each : cases) {
      if (!fallsThrough) {
        body.restore(before);
      }
      each.labels().forEach(l -> evaluator.evaluate(l, body));
      exhaustive |= each.isDefault();
      each.body().forEach(s -> walk(s, body));
      fallsThrough = !each.arrow() && each.body().stream().noneMatch(Walker::leaves);
      boolean returns =
          each.body().stream()
              .anyMatch(s -> leaves(s) && !(s instanceof Stmt.Jump) && !(s instanceof Stmt.Block));
      if (!fallsThrough && !returns) {
        paths.add(body.snapshot());
      }
    }
    if (fallsThrough) {
      paths.add(body.snapshot());
    }
    if (!exhaustive || paths.isEmpty()) {
      paths.add(before);
    }
    body.merge(paths);
  }

  /** Walks a local or anonymous class: its bodies see the variables around it. */
  void nested(TypeFact fact, Body body) {
    String name =
        body.type.name() + ".$" + fact.span().line() + ":" + fact.span().column() + fact.name();
    TypeDecl type = new TypeDecl(name, fact, body.type.file(), Optional.of(body.type));
    program.addNested(type);
    for (FieldFact field : fact.fields()) {
      field.initializer().ifPresent(i -> evaluator.evaluate(i, body));
    }
    for (MethodFact method : fact.methods()) {
      if (method.body().isPresent()) {
        Map<String, Value> variables = body.snapshot();
        for (MethodFact.Parameter parameter : method.parameters()) {
          variables.put(parameter.name(), Value.of(program.resolve(parameter.type(), type)));
        }
        Body inner =
            new Body(type, body.method, body.member, variables, body.collector, body.depth);
        walk(method.body().get(), inner);
      }
    }
  }

  /** Evaluates the annotations of an element as constants. */
  Map<String, Value> attributes(AnnotationFact annotation, TypeDecl type, Collector collector) {
    Body body = new Body(type, Optional.empty(), type.name(), new HashMap<>(), collector, 0);
    Map<String, Value> values = new HashMap<>();
    for (Map.Entry<String, Expr> attribute : annotation.attributes().entrySet()) {
      values.put(attribute.getKey(), evaluator.evaluate(attribute.getValue(), body));
    }
    return values;
  }
}
