package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.facts.Stmt;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.MethodDecl;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/** Comparisons after which a value is known to be the one it was compared with. */
final class Guards {
  static final Set<String> EQUALITIES =
      Set.of(
          "equals",
          "equalsIgnoreCase",
          "contentEquals",
          "deepEquals",
          "isEqual",
          "contains",
          "containsKey");

  private static final Set<String> OF_ALL = Set.of("allMatch", "anyMatch", "noneMatch");

  /** Library methods that throw where what they are given is not true. */
  private static final Set<String> ASSERTS =
      Set.of("isTrue", "state", "checkArgument", "checkState", "validState", "require");

  private final Code code;
  private final Types types;
  private final List<String> checks;
  private final Set<MethodDecl> active = new HashSet<>();

  /**
   * Guards.
   *
   * @param checks methods that are configured to verify what goes in
   */
  Guards(Code code, Types types, List<String> checks) {
    this.code = code;
    this.types = types;
    this.checks = checks;
  }

  /**
   * Whether, wherever control reaches the place, the value was compared with a trusted one.
   *
   * @param trusted whether an expression of the body can be trusted
   */
  boolean isChecked(Expr value, Node at, Unit unit, BiPredicate<Expr, Unit> trusted) {
    Set<String> names = names(value, unit);
    if (names.isEmpty()) {
      return false;
    }
    Subject subject = Subject.value(names, unit, trusted);
    return isAuthorised(subject) || isChecked(subject, at);
  }

  /** Whether, wherever control reaches the place, the subject was compared with a trusted value. */
  boolean isChecked(Subject subject, Node at) {
    return positive(at, subject) || before(at, subject);
  }

  /** {@code a.b().c} for a chain without arguments. */
  static Optional<String> canonical(Expr expression) {
    if (expression instanceof Expr.Name name) {
      return Optional.of(name.id());
    }
    if (expression instanceof Expr.Field field) {
      return field.scope() instanceof Expr.This
          ? Optional.of(field.name())
          : canonical(field.scope()).map(s -> s + "." + field.name());
    }
    if (expression instanceof Expr.Call call
        && call.scope().isPresent()
        && call.arguments().stream().allMatch(a -> a instanceof Expr.Text)) {
      String arguments =
          call.arguments().isEmpty() ? "" : ((Expr.Text) call.arguments().get(0)).value();
      return canonical(call.scope().get()).map(s -> s + "." + call.name() + "(" + arguments + ")");
    }
    return Optional.empty();
  }

  /** The value by all names that it has: a variable, and what the variable was set to. */
  private static Set<String> names(Expr value, Unit unit) {
    Set<String> names = new HashSet<>();
    canonical(value).ifPresent(names::add);
    if (value instanceof Expr.Name name) {
      unit.variable(name.id(), name.span())
          .filter(v -> v.role() == Variable.Role.LOCAL)
          .map(v -> Carriers.values(v, name.span(), unit))
          .filter(v -> v.size() == 1)
          .flatMap(v -> canonical(v.get(0)))
          .ifPresent(names::add);
    }
    if (value instanceof Expr.Call call) {
      // A conversion of the value: UUID.fromString(header).
      call.arguments().stream()
          .filter(a -> call.arguments().size() == 1)
          .forEach(a -> names.addAll(names(a, unit)));
    }
    return names;
  }

  /** {@code @PreAuthorize("@access.isMember(#tenantId)")} on the method whose parameter it is. */
  private static boolean isAuthorised(Subject subject) {
    return subject
        .unit()
        .method()
        .map(
            m ->
                m.fact().annotations().stream()
                    .filter(a -> Code.simple(a.name()).equals("PreAuthorize"))
                    .anyMatch(a -> names(a, subject)))
        .orElse(false);
  }

  private static boolean names(AnnotationFact annotation, Subject subject) {
    return annotation.attributes().values().stream()
        .anyMatch(
            v ->
                Parts.any(
                    v,
                    e ->
                        e instanceof Expr.Text t
                            && subject.names().stream()
                                .anyMatch(n -> t.value().contains("#" + n))));
  }

  /** Whether the place is in a branch that is taken only where the value is the trusted one. */
  private boolean positive(Node at, Subject subject) {
    Node child = at;
    for (Node each = at.parent(); each != null; each = each.parent()) {
      if (each.item() instanceof Stmt.If branch) {
        if (child.item() == branch.then() && holds(branch.condition(), true, subject)) {
          return true;
        }
        if (branch.otherwise().isPresent()
            && child.item() == branch.otherwise().get()
            && holds(branch.condition(), false, subject)) {
          return true;
        }
      }
      if (each.item() instanceof Expr.Conditional choice) {
        if (child.item() == choice.then() && holds(choice.condition(), true, subject)) {
          return true;
        }
        if (child.item() == choice.otherwise() && holds(choice.condition(), false, subject)) {
          return true;
        }
      }
      child = each;
    }
    return false;
  }

  /** Whether a statement that always runs before lets only the trusted value through. */
  private boolean before(Node at, Subject subject) {
    Unit unit = subject.unit();
    for (Node each : unit.statements()) {
      boolean earlier =
          Carriers.isBefore(((Stmt) each.item()).span(), span(at))
              && !at.isIn(each.item())
              && Begins.dominates(each, at)
              && !isReassigned(each, at, subject);
      if (!earlier) {
        continue;
      }
      if (each.item() instanceof Stmt.If branch && ends(branch, subject)) {
        return true;
      }
      if (each.item() instanceof Stmt.If branch
          && branch.otherwise().filter(Guards::leaves).isPresent()
          && holds(branch.condition(), true, subject)) {
        return true;
      }
      if (each.item() instanceof Stmt.Evaluate evaluate
          && evaluate.expression() instanceof Expr.Call call
          && (isCheck(call, subject) || asserts(call, subject))) {
        return true;
      }
    }
    return false;
  }

  /** {@code Assert.isTrue(a.equals(b), "…")}. */
  boolean asserts(Expr.Call call, Subject subject) {
    return ASSERTS.contains(call.name())
        && types.targets(call, subject.unit()).isEmpty()
        && !call.arguments().isEmpty()
        && holds(call.arguments().get(0), true, subject);
  }

  /** Whether control never goes past the statement, methods that always throw included. */
  private boolean isLeft(Stmt statement, Unit unit) {
    if (leaves(statement)) {
      return true;
    }
    if (statement instanceof Stmt.Block block) {
      return block.statements().stream().anyMatch(s -> isLeft(s, unit));
    }
    if (!(statement instanceof Stmt.Evaluate evaluate)
        || !(evaluate.expression() instanceof Expr.Call call)) {
      return false;
    }
    List<MethodDecl> targets = types.targets(call, unit);
    return !targets.isEmpty()
        && targets.stream().allMatch(t -> t.fact().body().filter(Guards::throwsAlways).isPresent());
  }

  /** Whether control goes on only with the trusted value, or with none at all. */
  private boolean ends(Stmt.If branch, Subject subject) {
    if (isLeft(branch.then(), subject.unit()) && holds(branch.condition(), false, subject)) {
      return true;
    }
    return isNullCheck(branch.condition(), subject)
        && branch.otherwise().isEmpty()
        && branch.then() instanceof Stmt.Block block
        && block.statements().stream()
            .anyMatch(s -> s instanceof Stmt.If inner && ends(inner, subject));
  }

  private static Span span(Node at) {
    return at.item() instanceof Expr expression ? expression.span() : ((Stmt) at.item()).span();
  }

  /** Whether the value gets another one between the comparison and the place. */
  private static boolean isReassigned(Node guard, Node at, Subject subject) {
    return subject.unit().assigns().stream()
        .map(n -> (Expr.Assign) n.item())
        .anyMatch(
            a ->
                canonical(a.target()).filter(subject.names()::contains).isPresent()
                    && Carriers.isBefore(((Stmt) guard.item()).span(), a.span())
                    && Carriers.isBefore(a.span(), span(at)));
  }

  /** Whether control never goes past the statement. */
  static boolean leaves(Stmt statement) {
    if (statement instanceof Stmt.Return
        || statement instanceof Stmt.Throw
        || statement instanceof Stmt.Jump) {
      return true;
    }
    if (statement instanceof Stmt.Block block) {
      return block.statements().stream().anyMatch(Guards::leaves);
    }
    return statement instanceof Stmt.If branch
        && leaves(branch.then())
        && branch.otherwise().map(Guards::leaves).orElse(false);
  }

  /** Whether the value is the trusted one where the condition comes out so. */
  boolean holds(Expr condition, boolean outcome, Subject subject) {
    if (condition instanceof Expr.Unary not && not.operator().equals("!")) {
      return holds(not.operand(), !outcome, subject);
    }
    if (condition instanceof Expr.Binary binary) {
      return switch (binary.operator()) {
        case "&&" ->
            outcome
                ? binary.operands().stream().anyMatch(o -> holds(o, true, subject))
                : binary.operands().stream().anyMatch(o -> holds(o, false, subject))
                    && binary.operands().stream()
                        .allMatch(o -> holds(o, false, subject) || isNullCheck(o, subject));
        case "||" ->
            outcome
                ? binary.operands().stream().allMatch(o -> holds(o, true, subject))
                : binary.operands().stream().anyMatch(o -> holds(o, false, subject));
        case "==" -> outcome && isPair(binary.operands(), subject);
        case "!=" -> !outcome && isPair(binary.operands(), subject);
        default -> false;
      };
    }
    if (condition instanceof Expr.Name name) {
      return subject
          .unit()
          .variable(name.id(), name.span())
          .filter(v -> v.role() == Variable.Role.LOCAL)
          .map(v -> Carriers.values(v, name.span(), subject.unit()))
          .filter(v -> v.size() == 1 && !(v.get(0) instanceof Expr.Name))
          .map(v -> holds(v.get(0), outcome, subject))
          .orElse(false);
    }
    if (condition instanceof Expr.Call each && OF_ALL.contains(each.name())) {
      return ofAll(each, outcome, subject);
    }
    return outcome && condition instanceof Expr.Call call && compares(call, subject);
  }

  /** {@code rows.stream().allMatch(r -> …)}. */
  private boolean ofAll(Expr.Call call, boolean outcome, Subject subject) {
    if (subject.ofRow().isEmpty()
        || call.scope().filter(subject::mentions).isEmpty()
        || call.arguments().size() != 1
        || outcome == call.name().equals("anyMatch")
        || !(call.arguments().get(0) instanceof Expr.Lambda lambda)
        || lambda.parameters().size() != 1) {
      return false;
    }
    Subject each =
        subject
            .ofRow()
            .get()
            .elsewhere()
            .named(Set.of(lambda.parameters().get(0).name()), subject.unit(), subject.trusted());
    List<Expr> results = subject.unit().results(lambda);
    return !results.isEmpty()
        && results.stream().allMatch(r -> holds(r, call.name().equals("allMatch"), each));
  }

  static boolean isNullCheck(Expr condition, Subject subject) {
    return condition instanceof Expr.Binary binary
        && binary.operator().equals("!=")
        && binary.operands().stream().anyMatch(o -> subject.is(o) || subject.isWhole(o))
        && binary.operands().stream()
            .anyMatch(o -> o instanceof Expr.Literal l && l.kind() == Expr.Literal.Kind.NULL);
  }

  static boolean isPair(List<Expr> operands, Subject subject) {
    return operands.size() == 2
        && (isPair(operands.get(0), operands.get(1), subject)
            || isPair(operands.get(1), operands.get(0), subject));
  }

  private static boolean isPair(Expr one, Expr other, Subject subject) {
    return subject.is(one)
        ? subject.isTrusted(other)
        : subject.ofRow().isPresent() && subject.compares(one, other);
  }

  /** An equality, or a question about the value and somebody who can be trusted. */
  boolean compares(Expr.Call call, Subject subject) {
    List<Expr> parts = Children.of(call);
    boolean trusted = parts.stream().anyMatch(subject::isTrusted);
    if (EQUALITIES.contains(call.name())) {
      return parts.stream().anyMatch(o -> parts.stream().anyMatch(t -> subject.compares(o, t)));
    }
    if (isConfigured(call, subject.unit())) {
      return parts.stream().anyMatch(subject::mentions);
    }
    List<MethodDecl> bodies = subject.ofRow().isEmpty() ? List.of() : bodies(call, subject);
    if (!bodies.isEmpty()) {
      return bodies.stream()
          .allMatch(t -> inside(t, call, subject).filter(i -> answers(t, i)).isPresent());
    }
    boolean asked =
        call.arguments().stream().anyMatch(subject::mentions)
            || (subject.ofRow().isPresent() && call.scope().filter(subject::isWhole).isPresent());
    return asked && trusted;
  }

  /** Whether a method says yes only where the value is the trusted one. */
  boolean answers(MethodDecl method, Subject inner) {
    if (!active.add(method)) {
      return false;
    }
    try {
      Unit body = inner.unit();
      List<Expr> results = body.results();
      return !results.isEmpty()
          && results.stream()
              .allMatch(
                  r ->
                      (r instanceof Expr.Literal l && l.text().equals("false"))
                          || holds(r, true, inner)
                          || isChecked(inner, body.node(r)));
    } finally {
      active.remove(method);
    }
  }

  /** The subject as a method sees it that is given it; empty where it is not. */
  private Optional<Subject> inside(MethodDecl method, Expr.Call call, Subject subject) {
    Unit body = code.unit(method);
    BiPredicate<Expr, Unit> trusted =
        (e, u) ->
            subject.trusted().test(e, u)
                || (u == body && isTrustedArgument(e, method, call, subject));
    for (int i = 0; i < call.arguments().size() && i < method.fact().parameters().size(); i++) {
      String name = method.fact().parameters().get(i).name();
      if (subject.is(call.arguments().get(i))) {
        return Optional.of(Subject.value(Set.of(name), body, trusted));
      }
      if (subject.ofRow().isPresent() && subject.isWhole(call.arguments().get(i))) {
        return Optional.of(subject.ofRow().get().elsewhere().named(Set.of(name), body, trusted));
      }
    }
    return subject.ofRow().isPresent() && call.scope().filter(subject::isWhole).isPresent()
        ? Optional.of(subject.ofRow().get().elsewhere().self(body, trusted))
        : Optional.empty();
  }

  /** Whether the configuration names the method that is called. */
  boolean isConfigured(Expr.Call call, Unit unit) {
    for (String check : checks) {
      int hash = check.indexOf('#');
      int end = check.indexOf('(');
      if (hash >= 0
          && check.substring(hash + 1, end < 0 ? check.length() : end).equals(call.name())
          && isOn(check.substring(0, hash), call, unit)) {
        return true;
      }
    }
    return false;
  }

  private boolean isOn(String type, Expr.Call call, Unit unit) {
    List<MethodDecl> targets = types.targets(call, unit);
    if (!targets.isEmpty()) {
      return targets.stream()
          .anyMatch(
              t ->
                  t.owner().name().equals(type)
                      || types.program().is(JType.of(t.owner().name()), type)
                      || types.program().is(JType.of(type), t.owner().name()));
    }
    JType receiver =
        call.scope().isEmpty() ? JType.of(unit.type().name()) : types.receiver(call, unit);
    return receiver.isUnknown()
        || receiver.simpleName().equals(Code.simple(type))
        || types.program().is(receiver, type);
  }

  /** A method that throws where the value is not the trusted one. */
  boolean isCheck(Expr.Call call, Subject subject) {
    if (isConfigured(call, subject.unit())) {
      return call.arguments().stream().anyMatch(a -> subject.is(a) || subject.isWhole(a));
    }
    List<MethodDecl> bodies = bodies(call, subject);
    return !bodies.isEmpty()
        && bodies.stream()
            .allMatch(
                t -> inside(t, call, subject).filter(i -> throwsUnlessTrusted(t, i)).isPresent());
  }

  private List<MethodDecl> bodies(Expr.Call call, Subject subject) {
    return types.targets(call, subject.unit()).stream()
        .filter(t -> t.fact().body().isPresent())
        .toList();
  }

  boolean throwsUnlessTrusted(MethodDecl method, Subject inner) {
    if (!active.add(method)) {
      return false;
    }
    try {
      Unit body = inner.unit();
      for (Node each : body.statements()) {
        boolean straight =
            each.around()
                    .filter(b -> b.parent() == null || b.item() instanceof Stmt.Block)
                    .isPresent()
                && each.nearest(Stmt.If.class).isEmpty()
                && each.nearest(Stmt.Try.class).isEmpty()
                && each.nearest(Stmt.Loop.class).isEmpty();
        if (straight
            && each.item() instanceof Stmt.If branch
            && throwsAlways(branch.then())
            && holds(branch.condition(), false, inner)) {
          return true;
        }
        if (straight
            && each.item() instanceof Stmt.Evaluate evaluate
            && evaluate.expression() instanceof Expr.Call further
            && isCheck(further, inner)) {
          return true;
        }
      }
      return false;
    } finally {
      active.remove(method);
    }
  }

  private static boolean isTrustedArgument(
      Expr expression, MethodDecl method, Expr.Call call, Subject subject) {
    return Parts.any(
        expression,
        e -> {
          if (e instanceof Expr.Name name) {
            for (int i = 0; i < method.fact().parameters().size(); i++) {
              if (method.fact().parameters().get(i).name().equals(name.id())
                  && i < call.arguments().size()) {
                return subject.isTrusted(call.arguments().get(i));
              }
            }
          }
          return false;
        });
  }

  private static boolean throwsAlways(Stmt statement) {
    if (statement instanceof Stmt.Throw) {
      return true;
    }
    return statement instanceof Stmt.Block block
        && block.statements().stream().anyMatch(Guards::throwsAlways);
  }
}
