package dev.watertight.analyzer.facts;

import java.util.List;
import java.util.Optional;

/**
 * A field, an enum constant, or a component of a record.
 *
 * @param role which of them it is
 * @param initializer what it starts with; for an enum constant the {@link Expr.New} that makes it
 */
public record FieldFact(
    String name,
    Role role,
    TypeRef type,
    Modifiers modifiers,
    List<AnnotationFact> annotations,
    Optional<Expr> initializer,
    Span span) {
  /** What a field is. */
  public enum Role {
    FIELD,
    ENUM_CONSTANT,
    RECORD_COMPONENT
  }

  public FieldFact {
    annotations = List.copyOf(annotations);
  }
}
