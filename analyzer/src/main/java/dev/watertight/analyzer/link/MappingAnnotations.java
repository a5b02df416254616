package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads annotations of mappings: by their names and packages, with constants for texts. */
final class MappingAnnotations {
  private static final int MAX_CONSTANTS = 8;
  private static final String[] PERSISTENCE = {
    "jakarta.persistence.", "javax.persistence.", "org.hibernate.", "org.eclipse.persistence."
  };

  private final Program program;

  MappingAnnotations(Program program) {
    this.program = program;
  }

  Optional<AnnotationFact> of(
      List<AnnotationFact> annotations, String simpleName, TypeDecl at, String... packages) {
    return Mappings.annotation(annotations, simpleName, at, program, packages);
  }

  Optional<AnnotationFact> jakarta(List<AnnotationFact> annotations, String name, TypeDecl at) {
    return of(annotations, name, at, PERSISTENCE);
  }

  /** All annotations of that name, those in a container included. */
  List<AnnotationFact> each(List<AnnotationFact> annotations, String name, TypeDecl at) {
    List<AnnotationFact> found = new ArrayList<>();
    for (AnnotationFact annotation : annotations) {
      jakarta(List.of(annotation), name, at).ifPresent(found::add);
      jakarta(List.of(annotation), name + "s", at)
          .map(a -> a.attributes().get("value"))
          .ifPresent(
              v ->
                  Parts.expressions(
                      v,
                      e -> {
                        if (e instanceof Expr.AnnotationValue nested) {
                          found.add(nested.annotation());
                        }
                      }));
    }
    return found;
  }

  boolean isFalse(List<AnnotationFact> annotations, String name, String attribute, TypeDecl at) {
    return jakarta(annotations, name, at)
        .map(a -> a.attributes().get(attribute))
        .filter(e -> e instanceof Expr.Literal literal && literal.text().equals("false"))
        .isPresent();
  }

  /** The text of an attribute, without quotes around it. */
  Optional<String> text(Optional<AnnotationFact> annotation, String attribute, TypeDecl at) {
    return annotation
        .map(a -> a.attributes().get(attribute))
        .flatMap(e -> constant(e, at, 0))
        .filter(t -> !t.isBlank())
        .map(t -> t.replaceAll("^[\"`\\[]|[\"`\\]]$", ""));
  }

  private Optional<String> constant(Expr expression, TypeDecl at, int depth) {
    if (expression instanceof Expr.Text text) {
      return Optional.of(text.value());
    }
    if (depth > MAX_CONSTANTS) {
      return Optional.empty();
    }
    if (expression instanceof Expr.Sum sum) {
      StringBuilder joined = new StringBuilder();
      for (Expr term : sum.terms()) {
        Optional<String> text = constant(term, at, depth + 1);
        if (text.isEmpty()) {
          return Optional.empty();
        }
        joined.append(text.get());
      }
      return Optional.of(joined.toString());
    }
    if (expression instanceof Expr.Name name) {
      Optional<Program.FieldDecl> own = program.field(at, name.id());
      return own.isPresent()
          ? own.flatMap(f -> value(f, depth))
          : at.file().imports().stream()
              .filter(i -> i.isStatic() && !i.onDemand() && i.name().endsWith("." + name.id()))
              .findFirst()
              .map(i -> i.name().substring(0, i.name().lastIndexOf('.')))
              .flatMap(program::find)
              .flatMap(t -> program.field(t, name.id()))
              .flatMap(f -> value(f, depth));
    }
    if (expression instanceof Expr.Field field && field.scope() instanceof Expr.Name scope) {
      return program
          .find(program.resolveName(scope.id(), at))
          .flatMap(t -> program.field(t, field.name()))
          .flatMap(f -> value(f, depth));
    }
    return Optional.empty();
  }

  private Optional<String> value(Program.FieldDecl field, int depth) {
    return field.fact().initializer().flatMap(i -> constant(i, field.owner(), depth + 1));
  }
}
