package dev.watertight.analyzer.facts;

import java.util.List;
import java.util.Optional;

/**
 * A method, a constructor ({@code <init>}, a record's compact one too), or an initialiser.
 *
 * @param returnType {@link TypeRef#UNKNOWN} for constructors and initialisers
 * @param body absent for abstract and native methods
 * @param span the whole declaration
 * @param nameSpan its name
 */
public record MethodFact(
    String name,
    List<TypeFact.TypeParameter> typeParameters,
    List<Parameter> parameters,
    TypeRef returnType,
    Modifiers modifiers,
    List<AnnotationFact> annotations,
    Optional<Stmt.Block> body,
    Span span,
    Span nameSpan) {

  /** A parameter of a method or lambda. */
  public record Parameter(
      String name, TypeRef type, boolean varargs, List<AnnotationFact> annotations) {
    public Parameter {
      annotations = List.copyOf(annotations);
    }
  }

  public MethodFact {
    typeParameters = List.copyOf(typeParameters);
    parameters = List.copyOf(parameters);
    annotations = List.copyOf(annotations);
  }
}
