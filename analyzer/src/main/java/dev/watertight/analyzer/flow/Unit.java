package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.facts.Stmt;
import dev.watertight.analyzer.facts.TypeFact;
import dev.watertight.analyzer.facts.TypeRef;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.TypeDecl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One body: a method's or a field's initializer, with the lambdas and classes inside it. Each
 * expression knows what is around it.
 */
final class Unit {
  private final TypeDecl type;
  private final Optional<MethodDecl> method;
  private final Optional<FieldFact> field;
  private final List<Node> calls = new ArrayList<>();
  private final List<Node> inOrder = new ArrayList<>();
  private final List<Node> assigns = new ArrayList<>();
  private final List<Node> returns = new ArrayList<>();
  private final Map<String, List<Variable>> variables = new HashMap<>();
  private final IdentityHashMap<Object, Node> nodes = new IdentityHashMap<>();

  private Unit(TypeDecl type, Optional<MethodDecl> method, Optional<FieldFact> field) {
    this.type = type;
    this.method = method;
    this.field = field;
  }

  static Unit of(MethodDecl method) {
    Unit unit = new Unit(method.owner(), Optional.of(method), Optional.empty());
    Span within = method.fact().span();
    List<MethodFact.Parameter> parameters = method.fact().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      MethodFact.Parameter each = parameters.get(i);
      unit.add(
          new Variable(
              each.name(),
              Variable.Role.PARAMETER,
              i,
              each.type(),
              Optional.empty(),
              new Span(within.line(), within.column(), within.line(), within.column()),
              within,
              Optional.empty()));
    }
    unit.walkAll(() -> method.fact().body().ifPresent(b -> unit.walk(b, null, b.span())));
    return unit;
  }

  static Unit of(TypeDecl type, FieldFact field) {
    Unit unit = new Unit(type, Optional.empty(), Optional.of(field));
    unit.walkAll(() -> field.initializer().ifPresent(i -> unit.walk(i, null, field.span())));
    return unit;
  }

  /** Of a body that is nested too deep nothing is known; the linker reports its file. */
  private void walkAll(Runnable walk) {
    try {
      walk.run();
    } catch (StackOverflowError e) {
      calls.clear();
      assigns.clear();
      returns.clear();
      inOrder.clear();
    }
  }

  TypeDecl type() {
    return type;
  }

  Optional<MethodDecl> method() {
    return method;
  }

  /** The field whose initializer it is. */
  Optional<FieldFact> field() {
    return field;
  }

  /** The method or field, as a signature. */
  String member() {
    return method
        .map(MethodDecl::signature)
        .orElseGet(() -> type.name() + "#" + field.map(FieldFact::name).orElse(""));
  }

  String path() {
    return type.file().path();
  }

  /** Calls, creations of instances and method references, in order. */
  List<Node> calls() {
    return calls;
  }

  List<Node> assigns() {
    return assigns;
  }

  /** The returns of the body itself and of the lambdas and methods inside. */
  List<Node> returns() {
    return returns;
  }

  /** The statements, in order. */
  List<Node> statements() {
    return inOrder.stream().filter(n -> n.item() instanceof Stmt).toList();
  }

  /** The call or other expression nearest around a place. */
  Optional<Node> at(Span place) {
    Node best = null;
    for (Node each : inOrder) {
      if (each.item() instanceof Expr expression && expression.span().contains(place)) {
        best = each;
      }
    }
    for (Node each = best; each != null; each = each.parent()) {
      if (each.item() instanceof Expr.Call || each.item() instanceof Expr.New) {
        return Optional.of(each);
      }
      if (!(each.item() instanceof Expr)) {
        break;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The expressions and statements below an expression, in order. */
  List<Object> itemsIn(Expr root) {
    return inOrder.stream().filter(n -> n.isIn(root)).map(Node::item).toList();
  }

  /** All that is in the body, in order. */
  List<Node> inOrder() {
    return inOrder;
  }

  /** The parameter of a lambda. */
  Optional<Variable> parameter(Expr.Lambda lambda, int index) {
    return variables.getOrDefault(lambda.parameters().get(index).name(), List.of()).stream()
        .filter(v -> v.declaredBy().filter(d -> d == lambda).isPresent())
        .findFirst();
  }

  /** Where the variable is named, in order. */
  List<Node> uses(Variable variable) {
    return inOrder.stream()
        .filter(
            n ->
                n.item() instanceof Expr.Name name
                    && name.id().equals(variable.name())
                    && variable(name.id(), name.span()).filter(variable::equals).isPresent())
        .toList();
  }

  Node node(Object item) {
    Node node = nodes.get(item);
    return node == null ? new Node(null, item) : node;
  }

  /** Whether a return belongs to that lambda or inner method, or, without one, to the body. */
  static boolean belongsTo(Node returned, @org.jspecify.annotations.Nullable Object function) {
    for (Node each = returned.parent(); each != null; each = each.parent()) {
      if (each.item() instanceof Expr.Lambda || each.item() instanceof MethodFact) {
        return each.item() == function;
      }
    }
    return function == null;
  }

  /** The variable that a name means where it stands. */
  Optional<Variable> variable(String name, Span at) {
    Variable best = null;
    for (Variable each : variables.getOrDefault(name, List.of())) {
      boolean before =
          each.at().line() < at.line()
              || (each.at().line() == at.line() && each.at().column() <= at.column());
      if (before && each.within().contains(start(at))) {
        best = each;
      }
    }
    return Optional.ofNullable(best);
  }

  private static Span start(Span at) {
    return new Span(at.line(), at.column(), at.line(), at.column());
  }

  /** What the lambda returns: the expression that is its body, or those behind its returns. */
  List<Expr> results(Expr.Lambda lambda) {
    return resultsOf(lambda);
  }

  /** What the method itself returns. */
  List<Expr> results() {
    return resultsOf(null);
  }

  private List<Expr> resultsOf(@org.jspecify.annotations.Nullable Object function) {
    List<Expr> results = new ArrayList<>();
    for (Node each : returns) {
      if (belongsTo(each, function) && each.item() instanceof Stmt.Return r) {
        r.value().ifPresent(results::add);
      }
    }
    return results;
  }

  private void add(Variable variable) {
    variables.computeIfAbsent(variable.name(), k -> new ArrayList<>()).add(variable);
  }

  private void local(
      String name, Variable.Role role, TypeRef type, Optional<Expr> value, Span at, Span within) {
    if (!name.isEmpty()) {
      add(new Variable(name, role, 0, type, value, at, within, Optional.empty()));
    }
  }

  private Node enter(Object item, @org.jspecify.annotations.Nullable Node parent) {
    Node node = new Node(parent, item);
    nodes.put(item, node);
    inOrder.add(node);
    return node;
  }

  private void walk(Expr expression, @org.jspecify.annotations.Nullable Node parent, Span scope) {
    Node node = enter(expression, parent);
    if (expression instanceof Expr.Call
        || expression instanceof Expr.New
        || expression instanceof Expr.MethodRef) {
      calls.add(node);
    } else if (expression instanceof Expr.Assign) {
      assigns.add(node);
    } else if (expression instanceof Expr.InstanceOf test) {
      local(
          test.name(),
          Variable.Role.PATTERN,
          test.type(),
          Optional.of(test.value()),
          test.span(),
          scope);
    }
    if (expression instanceof Expr.Lambda lambda) {
      parameters(lambda.parameters(), Variable.Role.LAMBDA_PARAMETER, lambda.span(), lambda);
      walk(lambda.body(), node, lambda.span());
      return;
    }
    if (expression instanceof Expr.New creation && creation.body().isPresent()) {
      creation.arguments().forEach(a -> walk(a, node, scope));
      inner(creation.body().get(), node);
      return;
    }
    if (expression instanceof Expr.SwitchValue choice) {
      walk(choice.selector(), node, scope);
      cases(choice.cases(), node);
      return;
    }
    Children.of(expression).forEach(e -> walk(e, node, scope));
  }

  private void inner(TypeFact fact, Node parent) {
    Node node = enter(fact, parent);
    fact.fields().forEach(f -> f.initializer().ifPresent(i -> walk(i, node, fact.span())));
    for (MethodFact each : fact.methods()) {
      if (each.body().isPresent()) {
        Node inside = enter(each, node);
        parameters(each.parameters(), Variable.Role.INNER_PARAMETER, each.span(), each);
        walk(each.body().get(), inside, each.span());
      }
    }
  }

  private void parameters(
      List<MethodFact.Parameter> parameters, Variable.Role role, Span within, Object by) {
    for (int i = 0; i < parameters.size(); i++) {
      MethodFact.Parameter each = parameters.get(i);
      add(
          new Variable(
              each.name(),
              role,
              i,
              each.type(),
              Optional.empty(),
              start(within),
              within,
              Optional.of(by)));
    }
  }

  private void cases(List<Stmt.Case> cases, Node parent) {
    for (Stmt.Case each : cases) {
      Node node = enter(each, parent);
      Span span =
          each.body().isEmpty()
              ? new Span(1, 1, Integer.MAX_VALUE, 1)
              : each.body().get(each.body().size() - 1).span();
      each.labels().forEach(l -> walk(l, node, new Span(1, 1, span.endLine(), span.endColumn())));
      each.body().forEach(s -> walk(s, node, span));
    }
  }

  private void walk(Stmt statement, @org.jspecify.annotations.Nullable Node parent, Span scope) {
    Node node = enter(statement, parent);
    if (statement instanceof Stmt.Block block) {
      block.statements().forEach(s -> walk(s, node, block.span()));
    } else if (statement instanceof Stmt.Local local) {
      local(
          local.name(),
          Variable.Role.LOCAL,
          local.type(),
          local.initializer(),
          local.span(),
          scope);
      local.initializer().ifPresent(i -> walk(i, node, scope));
    } else if (statement instanceof Stmt.Return returned) {
      returns.add(node);
      returned.value().ifPresent(v -> walk(v, node, scope));
    } else if (statement instanceof Stmt.If branch) {
      walk(branch.condition(), node, scope);
      walk(branch.then(), node, scope);
      branch.otherwise().ifPresent(o -> walk(o, node, scope));
    } else if (statement instanceof Stmt.Loop loop) {
      loop.before().forEach(s -> walk(s, node, loop.span()));
      loop.condition().ifPresent(c -> walk(c, node, loop.span()));
      loop.each()
          .ifPresent(
              e -> {
                local(
                    e.name(),
                    Variable.Role.EACH,
                    e.type(),
                    Optional.of(e.iterated()),
                    start(loop.span()),
                    loop.span());
                walk(e.iterated(), node, scope);
              });
      walk(loop.body(), node, loop.span());
      loop.update().forEach(u -> walk(u, node, loop.span()));
    } else if (statement instanceof Stmt.Try attempt) {
      attempt
          .resources()
          .forEach(
              r ->
                  walk(
                      r,
                      node,
                      attempt.body().span().contains(r.span())
                          ? attempt.body().span()
                          : attempt.span()));
      walk(attempt.body(), node, scope);
      for (Stmt.Try.Catch each : attempt.catches()) {
        local(
            each.name(),
            Variable.Role.CATCH,
            each.types().isEmpty() ? TypeRef.UNKNOWN : each.types().get(0),
            Optional.empty(),
            start(each.body().span()),
            each.body().span());
        walk(each.body(), enter(each, node), scope);
      }
      attempt.finallyBlock().ifPresent(f -> walk(f, node, scope));
    } else if (statement instanceof Stmt.Switch choice) {
      walk(choice.selector(), node, scope);
      cases(choice.cases(), node);
    } else if (statement instanceof Stmt.Synchronized locked) {
      walk(locked.lock(), node, scope);
      walk(locked.body(), node, scope);
    } else if (statement instanceof Stmt.Evaluate evaluate) {
      walk(evaluate.expression(), node, scope);
    } else if (statement instanceof Stmt.Throw thrown) {
      walk(thrown.value(), node, scope);
    } else if (statement instanceof Stmt.Jump jump) {
      jump.value().ifPresent(v -> walk(v, node, scope));
    } else if (statement instanceof Stmt.LocalType local) {
      inner(local.type(), node);
    }
  }
}
