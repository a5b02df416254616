package dev.watertight.analyzer.facts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Goes through all expressions below a statement or expression, lambdas and switches included. */
public final class Parts {
  private Parts() {}

  /**
   * Hands every expression below the statement to the visitor, itself before its parts, without
   * recursion. Bodies of local and anonymous classes are left out.
   */
  public static void expressions(Stmt root, Consumer<Expr> visitor) {
    walk(root, visitor);
  }

  /** Hands the expression and every one below it to the visitor. */
  public static void expressions(Expr root, Consumer<Expr> visitor) {
    walk(root, visitor);
  }

  /** Whether the expression or one below it is as described. */
  public static boolean any(Expr root, Predicate<Expr> wanted) {
    return find(root, wanted, s -> false);
  }

  /** Whether an expression or a statement below the statement is as described. */
  public static boolean any(Stmt root, Predicate<Expr> wanted, Predicate<Stmt> orWanted) {
    return find(root, wanted, orWanted);
  }

  private static void walk(Object root, Consumer<Expr> visitor) {
    find(
        root,
        e -> {
          visitor.accept(e);
          return false;
        },
        s -> false);
  }

  private static boolean find(Object root, Predicate<Expr> wanted, Predicate<Stmt> orWanted) {
    ArrayList<Object> open = new ArrayList<>();
    open.add(root);
    while (!open.isEmpty()) {
      Object next = open.remove(open.size() - 1);
      int from = open.size();
      if (next instanceof Expr expression) {
        if (wanted.test(expression)) {
          return true;
        }
        parts(expression, open);
      } else if (next instanceof Stmt statement) {
        if (orWanted.test(statement)) {
          return true;
        }
        parts(statement, open);
      }
      Collections.reverse(open.subList(from, open.size()));
    }
    return false;
  }

  private static void parts(Expr expression, List<Object> parts) {
    if (expression instanceof Expr.Field field) {
      parts.add(field.scope());
    } else if (expression instanceof Expr.Call call) {
      call.scope().ifPresent(parts::add);
      parts.addAll(call.arguments());
    } else if (expression instanceof Expr.New creation) {
      parts.addAll(creation.arguments());
    } else if (expression instanceof Expr.ArrayValue array) {
      parts.addAll(array.elements());
    } else if (expression instanceof Expr.Sum sum) {
      parts.addAll(sum.terms());
    } else if (expression instanceof Expr.Binary binary) {
      parts.addAll(binary.operands());
    } else if (expression instanceof Expr.Unary unary) {
      parts.add(unary.operand());
    } else if (expression instanceof Expr.Assign assign) {
      parts.add(assign.target());
      parts.add(assign.value());
    } else if (expression instanceof Expr.Conditional conditional) {
      parts.add(conditional.condition());
      parts.add(conditional.then());
      parts.add(conditional.otherwise());
    } else if (expression instanceof Expr.Cast cast) {
      parts.add(cast.value());
    } else if (expression instanceof Expr.InstanceOf test) {
      parts.add(test.value());
    } else if (expression instanceof Expr.Lambda lambda) {
      parts.add(lambda.body());
    } else if (expression instanceof Expr.MethodRef reference) {
      parts.add(reference.scope());
    } else if (expression instanceof Expr.Index index) {
      parts.add(index.array());
      parts.add(index.index());
    } else if (expression instanceof Expr.SwitchValue choice) {
      parts.add(choice.selector());
      choice.cases().forEach(c -> parts(c, parts));
    } else if (expression instanceof Expr.Opaque opaque) {
      parts.addAll(opaque.parts());
    }
  }

  private static void parts(Stmt.Case each, List<Object> parts) {
    parts.addAll(each.labels());
    parts.addAll(each.body());
  }

  private static void parts(Stmt statement, List<Object> parts) {
    if (statement instanceof Stmt.Block block) {
      parts.addAll(block.statements());
    } else if (statement instanceof Stmt.Local local) {
      local.initializer().ifPresent(parts::add);
    } else if (statement instanceof Stmt.Evaluate evaluate) {
      parts.add(evaluate.expression());
    } else if (statement instanceof Stmt.Return returned) {
      returned.value().ifPresent(parts::add);
    } else if (statement instanceof Stmt.Throw thrown) {
      parts.add(thrown.value());
    } else if (statement instanceof Stmt.If branch) {
      parts.add(branch.condition());
      parts.add(branch.then());
      branch.otherwise().ifPresent(parts::add);
    } else if (statement instanceof Stmt.Loop loop) {
      parts.addAll(loop.before());
      loop.condition().ifPresent(parts::add);
      loop.each().ifPresent(e -> parts.add(e.iterated()));
      parts.add(loop.body());
      parts.addAll(loop.update());
    } else if (statement instanceof Stmt.Try attempt) {
      parts.addAll(attempt.resources());
      parts.add(attempt.body());
      attempt.catches().forEach(c -> parts.add(c.body()));
      attempt.finallyBlock().ifPresent(parts::add);
    } else if (statement instanceof Stmt.Switch choice) {
      parts.add(choice.selector());
      choice.cases().forEach(c -> parts(c, parts));
    } else if (statement instanceof Stmt.Synchronized locked) {
      parts.add(locked.lock());
      parts.add(locked.body());
    } else if (statement instanceof Stmt.Jump jump) {
      jump.value().ifPresent(parts::add);
    }
  }
}
