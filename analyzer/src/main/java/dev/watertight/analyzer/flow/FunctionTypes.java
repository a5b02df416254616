package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.link.Functions;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.Program;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What lambdas take and give, by what takes them. Of a function that is kept in a variable or given
 * by a method nothing is known.
 */
final class FunctionTypes {

  private static final Set<String> ELEMENT_LAMBDAS =
      Set.of(
          "map",
          "flatMap",
          "filter",
          "forEach",
          "forEachOrdered",
          "ifPresent",
          "ifPresentOrElse",
          "anyMatch",
          "allMatch",
          "noneMatch",
          "peek",
          "mapToInt",
          "mapToLong",
          "mapToObj",
          "removeIf",
          "thenApply",
          "thenAccept",
          "thenCompose",
          "thenApplyAsync",
          "thenAcceptAsync",
          "doOnNext",
          "subscribe",
          "concatMap",
          "toMap",
          "handle",
          "onSuccess",
          "replaceAll",
          "sort");

  private final Program program;
  private final Functions functions;
  private final Types types;

  FunctionTypes(Program program, Types types) {
    this.program = program;
    this.functions = new Functions(program);
    this.types = types;
  }

  /** The type of a parameter of a lambda. */
  JType parameter(Variable variable, Unit unit) {
    if (variable.declaredBy().isEmpty()
        || !(variable.declaredBy().get() instanceof Expr.Lambda lambda)) {
      return JType.UNKNOWN;
    }
    List<JType> types = parameters(lambda, unit);
    return variable.index() < types.size() ? types.get(variable.index()) : JType.UNKNOWN;
  }

  private List<JType> parameters(Expr.Lambda lambda, Unit unit) {
    Optional<Node> around = unit.node(lambda).around();
    if (around.isEmpty()) {
      return unit.field()
          .map(f -> functions.parameters(program.resolve(f.type(), unit.type())))
          .orElse(List.of());
    }
    Object item = around.get().item();
    if (item instanceof Expr.Call call) {
      JType receiver = types.receiver(call, unit);
      int index = indexOf(call.arguments(), lambda);
      if (receiver.name().endsWith("Map") && receiver.arguments().size() == 2) {
        return call.name().equals("computeIfAbsent")
            ? receiver.arguments().subList(0, 1)
            : receiver.arguments();
      }
      if (ELEMENT_LAMBDAS.contains(call.name()) && !receiver.arguments().isEmpty()) {
        return List.of(receiver.argument(0));
      }
      return functions.ofArgument(receiver, call.name(), index, call.arguments().size());
    }
    if (item instanceof dev.watertight.analyzer.facts.Stmt.Local local) {
      return functions.parameters(types.resolve(local.type(), unit));
    }
    return List.of();
  }

  private static int indexOf(List<Expr> arguments, Expr argument) {
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i) == argument) {
        return i;
      }
    }
    return 0;
  }

  /** What a lambda gives. */
  JType resultOf(Expr function, Unit unit) {
    if (function instanceof Expr.Lambda lambda) {
      for (Expr result : unit.results(lambda)) {
        JType type = types.of(result, unit);
        if (!type.isUnknown()) {
          return type;
        }
      }
    }
    if (function instanceof Expr.MethodRef reference) {
      List<MethodDecl> targets = types.targets(reference, unit);
      return targets.isEmpty()
          ? JType.UNKNOWN
          : program.resolve(targets.get(0).fact().returnType(), targets.get(0).owner());
    }
    return JType.UNKNOWN;
  }
}
