package dev.watertight.analyzer.facts;

import java.util.List;
import java.util.Optional;

/** An expression. Parentheses are dropped. */
public sealed interface Expr {
  /** Where it stands. */
  Span span();

  /** A string literal or text block, with escapes and indentation resolved. */
  record Text(String value, Span span) implements Expr {}

  /** Any other literal, as written; a character by its value, without quotes. */
  record Literal(Kind kind, String text, Span span) implements Expr {
    /** What is written. */
    public enum Kind {
      NUMBER,
      CHARACTER,
      BOOLEAN,
      NULL
    }
  }

  /** A simple name: a variable, a field, or a type. */
  record Name(String id, Span span) implements Expr {}

  /** {@code scope.name}: a field, a constant, or a qualified name of a type or package. */
  record Field(Expr scope, String name, Span span) implements Expr {}

  /**
   * A call.
   *
   * @param scope what it is called on; absent for a call on {@code this} or a static import
   * @param typeArguments explicit ones
   * @param nameSpan the method's name: where findings about the call stand
   */
  record Call(
      Optional<Expr> scope,
      String name,
      List<TypeRef> typeArguments,
      List<Expr> arguments,
      Span span,
      Span nameSpan)
      implements Expr {
    public Call {
      typeArguments = List.copyOf(typeArguments);
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * {@code new T(…)}.
   *
   * @param body the anonymous class, its name empty and its supertype {@code type}
   */
  record New(TypeRef type, List<Expr> arguments, Optional<TypeFact> body, Span span)
      implements Expr {
    public New {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code new T[…]} or {@code {…}}, also a list in an annotation. */
  record ArrayValue(TypeRef elementType, List<Expr> elements, Span span) implements Expr {
    public ArrayValue {
      elements = List.copyOf(elements);
    }
  }

  /** {@code a + b + c}, flattened, in order; numbers too: the parser does not know types. */
  record Sum(List<Expr> terms, Span span) implements Expr {
    public Sum {
      terms = List.copyOf(terms);
    }
  }

  /** Any other binary operator; chains of {@code &&} or {@code ||} are flattened. */
  record Binary(String operator, List<Expr> operands, Span span) implements Expr {
    public Binary {
      operands = List.copyOf(operands);
    }
  }

  record Unary(String operator, Expr operand, Span span) implements Expr {}

  /** {@code target operator value}, with {@code =}, {@code +=}, … */
  record Assign(Expr target, String operator, Expr value, Span span) implements Expr {}

  record Conditional(Expr condition, Expr then, Expr otherwise, Span span) implements Expr {}

  record Cast(TypeRef type, Expr value, Span span) implements Expr {}

  /** {@code value instanceof T name}; the name is empty without a pattern variable. */
  record InstanceOf(Expr value, TypeRef type, String name, Span span) implements Expr {}

  /** A lambda; a body that is an expression is a {@link Stmt.Return} of it. */
  record Lambda(List<MethodFact.Parameter> parameters, Stmt body, Span span) implements Expr {
    public Lambda {
      parameters = List.copyOf(parameters);
    }
  }

  /** {@code scope::name}; {@code new} for constructors. */
  record MethodRef(Expr scope, String name, Span span) implements Expr {}

  /** {@code T.class}. */
  record ClassLiteral(TypeRef type, Span span) implements Expr {}

  /** {@code array[index]}. */
  record Index(Expr array, Expr index, Span span) implements Expr {}

  /** {@code this}, or {@code Outer.this} with its qualifier. */
  record This(String qualifier, Span span) implements Expr {}

  /** {@code super}, or {@code Type.super} with its qualifier. */
  record Super(String qualifier, Span span) implements Expr {}

  record SwitchValue(Expr selector, List<Stmt.Case> cases, Span span) implements Expr {
    public SwitchValue {
      cases = List.copyOf(cases);
    }
  }

  /** A type where an expression may stand: the scope of {@code List<String>::size}. */
  record TypeValue(TypeRef type, Span span) implements Expr {}

  /** An annotation as a value of another. */
  record AnnotationValue(AnnotationFact annotation, Span span) implements Expr {}

  /** Anything else; its parts are kept, so that calls in it are not lost. */
  record Opaque(String what, List<Expr> parts, Span span) implements Expr {
    public Opaque {
      parts = List.copyOf(parts);
    }
  }
}
