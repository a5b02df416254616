package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import java.util.ArrayList;
import java.util.List;

/** The expressions directly below an expression that has no statements inside. */
final class Children {
  private Children() {}

  static List<Expr> of(Expr expression) {
    if (expression instanceof Expr.Field field) {
      return List.of(field.scope());
    }
    if (expression instanceof Expr.Call call) {
      List<Expr> parts = new ArrayList<>();
      call.scope().ifPresent(parts::add);
      parts.addAll(call.arguments());
      return parts;
    }
    if (expression instanceof Expr.New creation) {
      return creation.arguments();
    }
    if (expression instanceof Expr.ArrayValue array) {
      return array.elements();
    }
    if (expression instanceof Expr.Sum sum) {
      return sum.terms();
    }
    if (expression instanceof Expr.Binary binary) {
      return binary.operands();
    }
    if (expression instanceof Expr.Unary unary) {
      return List.of(unary.operand());
    }
    if (expression instanceof Expr.Assign assign) {
      return List.of(assign.target(), assign.value());
    }
    if (expression instanceof Expr.Conditional conditional) {
      return List.of(conditional.condition(), conditional.then(), conditional.otherwise());
    }
    if (expression instanceof Expr.Cast cast) {
      return List.of(cast.value());
    }
    if (expression instanceof Expr.InstanceOf test) {
      return List.of(test.value());
    }
    if (expression instanceof Expr.MethodRef reference) {
      return List.of(reference.scope());
    }
    if (expression instanceof Expr.Index index) {
      return List.of(index.array(), index.index());
    }
    return expression instanceof Expr.Opaque opaque ? opaque.parts() : List.of();
  }
}
