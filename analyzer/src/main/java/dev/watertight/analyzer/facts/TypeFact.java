package dev.watertight.analyzer.facts;

import java.util.List;

/**
 * A class, interface, enum, record or annotation type.
 *
 * @param name simple name; empty for an anonymous class
 * @param typeParameters names with their first bound, {@link TypeRef#UNKNOWN} for none
 * @param supertypes {@code extends} first, then {@code implements}
 * @param fields fields in order, enum constants and record components included
 * @param methods methods, constructors ({@code <init>}), initialisers ({@code <clinit>}, {@code
 *     <instance>})
 * @param types member types
 */
public record TypeFact(
    String name,
    Kind kind,
    Modifiers modifiers,
    List<AnnotationFact> annotations,
    List<TypeParameter> typeParameters,
    List<TypeRef> supertypes,
    List<FieldFact> fields,
    List<MethodFact> methods,
    List<TypeFact> types,
    Span span) {
  /** What is declared. */
  public enum Kind {
    CLASS,
    INTERFACE,
    ENUM,
    RECORD,
    ANNOTATION
  }

  /** A type parameter with its first bound. */
  public record TypeParameter(String name, TypeRef bound) {}

  public TypeFact {
    annotations = List.copyOf(annotations);
    typeParameters = List.copyOf(typeParameters);
    supertypes = List.copyOf(supertypes);
    fields = List.copyOf(fields);
    methods = List.copyOf(methods);
    types = List.copyOf(types);
  }
}
