package dev.watertight.analyzer.facts;

import java.util.List;
import java.util.Optional;

/** A statement of a body. Empty statements and labels are dropped; what they label stays. */
public sealed interface Stmt {
  /** Where it stands. */
  Span span();

  /** Statements in order. */
  record Block(List<Stmt> statements, Span span) implements Stmt {
    public Block {
      statements = List.copyOf(statements);
    }
  }

  /** One declared local variable; a declaration of several is several of these. */
  record Local(
      String name,
      TypeRef type,
      List<AnnotationFact> annotations,
      Optional<Expr> initializer,
      Span span)
      implements Stmt {
    public Local {
      annotations = List.copyOf(annotations);
    }
  }

  /**
   * An expression as a statement. {@code this(…)} and {@code super(…)} are calls of these names.
   */
  record Evaluate(Expr expression, Span span) implements Stmt {}

  record Return(Optional<Expr> value, Span span) implements Stmt {}

  record Throw(Expr value, Span span) implements Stmt {}

  record If(Expr condition, Stmt then, Optional<Stmt> otherwise, Span span) implements Stmt {}

  /**
   * Any loop.
   *
   * @param before what runs once before, such as the initialisers of {@code for}
   * @param condition absent for {@code for (;;)} and for-each
   * @param each variable and iterated expression of a for-each
   * @param bodyFirst {@code do … while}
   */
  record Loop(
      List<Stmt> before,
      Optional<Expr> condition,
      Optional<Each> each,
      Stmt body,
      List<Expr> update,
      boolean bodyFirst,
      Span span)
      implements Stmt {
    /** The head of a for-each. */
    public record Each(String name, TypeRef type, Expr iterated) {}

    public Loop {
      before = List.copyOf(before);
      update = List.copyOf(update);
    }
  }

  /**
   * A try.
   *
   * @param resources declared ({@link Local}) or named ({@link Evaluate}) resources
   */
  record Try(
      List<Stmt> resources,
      Block body,
      List<Catch> catches,
      Optional<Block> finallyBlock,
      Span span)
      implements Stmt {
    /** A catch clause; several types of a multi-catch stand in order. */
    public record Catch(String name, List<TypeRef> types, Block body) {
      public Catch {
        types = List.copyOf(types);
      }
    }

    public Try {
      resources = List.copyOf(resources);
      catches = List.copyOf(catches);
    }
  }

  /** A switch, old or new style; an arrow's body that is an expression is an {@link Evaluate}. */
  record Switch(Expr selector, List<Case> cases, Span span) implements Stmt {
    public Switch {
      cases = List.copyOf(cases);
    }
  }

  /**
   * A case of a switch.
   *
   * @param labels empty for default; patterns are {@link Expr.Opaque} or {@link Expr.InstanceOf}
   * @param arrow whether it does not fall through
   */
  record Case(List<Expr> labels, boolean isDefault, boolean arrow, List<Stmt> body) {
    public Case {
      labels = List.copyOf(labels);
      body = List.copyOf(body);
    }
  }

  record Synchronized(Expr lock, Block body, Span span) implements Stmt {}

  /** {@code break}, {@code continue}, {@code yield} (with its value). */
  record Jump(Kind kind, Optional<Expr> value, Span span) implements Stmt {
    /** Which jump. */
    public enum Kind {
      BREAK,
      CONTINUE,
      YIELD
    }
  }

  /** A class, interface, enum or record declared in a body. */
  record LocalType(TypeFact type, Span span) implements Stmt {}
}
