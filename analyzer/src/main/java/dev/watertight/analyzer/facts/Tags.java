package dev.watertight.analyzer.facts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The byte that tells what kind of expression or statement follows. */
final class Tags {
  /** For what is optional and not there. */
  static final int ABSENT = 0;

  /** In the order of their tags, from 1. */
  static final List<Class<? extends Expr>> EXPRS =
      List.of(
          Expr.Name.class,
          Expr.Call.class,
          Expr.Field.class,
          Expr.Text.class,
          Expr.Literal.class,
          Expr.Binary.class,
          Expr.Sum.class,
          Expr.Lambda.class,
          Expr.New.class,
          Expr.Assign.class,
          Expr.Unary.class,
          Expr.Cast.class,
          Expr.Conditional.class,
          Expr.ArrayValue.class,
          Expr.InstanceOf.class,
          Expr.MethodRef.class,
          Expr.ClassLiteral.class,
          Expr.Index.class,
          Expr.This.class,
          Expr.Super.class,
          Expr.SwitchValue.class,
          Expr.TypeValue.class,
          Expr.AnnotationValue.class,
          Expr.Opaque.class);

  /** In the order of their tags, from 1. */
  static final List<Class<? extends Stmt>> STMTS =
      List.of(
          Stmt.Evaluate.class,
          Stmt.Local.class,
          Stmt.Block.class,
          Stmt.Return.class,
          Stmt.If.class,
          Stmt.Throw.class,
          Stmt.Loop.class,
          Stmt.Try.class,
          Stmt.Switch.class,
          Stmt.Synchronized.class,
          Stmt.Jump.class,
          Stmt.LocalType.class);

  static final List<TypeFact.Kind> TYPE_KINDS = List.of(TypeFact.Kind.values());
  static final List<FieldFact.Role> ROLES = List.of(FieldFact.Role.values());
  static final List<Expr.Literal.Kind> LITERALS = List.of(Expr.Literal.Kind.values());
  static final List<Stmt.Jump.Kind> JUMPS = List.of(Stmt.Jump.Kind.values());

  private static final Map<Class<?>, Integer> TAGS = new HashMap<>();

  static {
    EXPRS.forEach(kind -> TAGS.put(kind, EXPRS.indexOf(kind) + 1));
    STMTS.forEach(kind -> TAGS.put(kind, STMTS.indexOf(kind) + 1));
  }

  private Tags() {}

  static int of(Object node) {
    Integer tag = TAGS.get(node.getClass());
    if (tag == null) {
      throw new IllegalStateException("No tag for " + node.getClass().getName());
    }
    return tag;
  }
}
