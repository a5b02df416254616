package dev.watertight.analyzer.roads;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.analyzer.link.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Queries that annotations give a name: {@code @NamedQuery}, {@code @NamedNativeQuery}. */
final class NamedQueries {
  /**
   * A query with a name.
   *
   * @param isNative whether it is SQL, else JPQL
   */
  record Named(Value text, boolean isNative) {}

  private NamedQueries() {}

  /** The query of that name, in any type of the program. */
  static Optional<Named> find(
      String name,
      Program program,
      BiFunction<AnnotationFact, TypeDecl, Map<String, Value>> attributes) {
    return find(name, program.types(), attributes);
  }

  /** The query of that name, in the given types. */
  static Optional<Named> find(
      String name,
      List<TypeDecl> types,
      BiFunction<AnnotationFact, TypeDecl, Map<String, Value>> attributes) {
    for (TypeDecl type : types) {
      for (AnnotationFact annotation : queries(type.fact().annotations())) {
        Map<String, Value> values = attributes.apply(annotation, type);
        boolean matches =
            Optional.ofNullable(values.get("name"))
                .flatMap(Entities::known)
                .filter(name::equals)
                .isPresent();
        if (matches && values.containsKey("query")) {
          return Optional.of(new Named(values.get("query"), annotation.name().contains("Native")));
        }
      }
    }
    return Optional.empty();
  }

  private static List<AnnotationFact> queries(List<AnnotationFact> annotations) {
    List<AnnotationFact> found = new ArrayList<>();
    for (AnnotationFact annotation : annotations) {
      String simple = annotation.name().substring(annotation.name().lastIndexOf('.') + 1);
      if (simple.equals("NamedQuery") || simple.equals("NamedNativeQuery")) {
        found.add(annotation);
      } else if (simple.equals("NamedQueries") || simple.equals("NamedNativeQueries")) {
        Expr value = annotation.attributes().get("value");
        List<Expr> each =
            value instanceof Expr.ArrayValue a
                ? a.elements()
                : value == null ? List.of() : List.of(value);
        each.forEach(
            e -> {
              if (e instanceof Expr.AnnotationValue v) {
                found.add(v.annotation());
              }
            });
      }
    }
    return found;
  }
}
