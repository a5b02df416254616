package dev.watertight.analyzer.rules;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.Mapping;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.analyzer.link.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Hibernate's filters: which of them hold a tenant column, and which someone enables. A filter that
 * nobody enables does nothing, and one for deleted rows says nothing of tenants.
 */
final class HibernateFilters {
  private record Definition(Optional<String> condition, boolean auto, boolean byKey) {}

  private static final Pattern EITHER = Pattern.compile("(?is).*\\bor\\b.*");

  private final Program program;
  private final BiFunction<TypeDecl, AnnotationFact, Map<String, Value>> attributes;
  private final Map<String, Definition> definitions = new HashMap<>();
  private final Set<String> enabled = new HashSet<>();
  private boolean enabledUnderAnyName;

  HibernateFilters(
      Program program, BiFunction<TypeDecl, AnnotationFact, Map<String, Value>> attributes) {
    this.program = program;
    this.attributes = attributes;
    for (TypeDecl type : program.types()) {
      for (AnnotationFact annotation : named(type.fact().annotations(), "FilterDef")) {
        define(type, annotation);
      }
      for (MethodFact method : type.fact().methods()) {
        method.body().ifPresent(b -> Parts.expressions(b, e -> enables(e, type)));
      }
    }
  }

  /** The annotations of that name, and those in a container of them. */
  private static List<AnnotationFact> named(List<AnnotationFact> annotations, String name) {
    List<AnnotationFact> found = new ArrayList<>();
    for (AnnotationFact annotation : annotations) {
      String simple = annotation.name().substring(annotation.name().lastIndexOf('.') + 1);
      if (simple.equals(name)) {
        found.add(annotation);
      } else if (simple.equals(name + "s")) {
        Optional.ofNullable(annotation.attributes().get("value"))
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
    }
    return found;
  }

  private void define(TypeDecl type, AnnotationFact annotation) {
    Map<String, Value> values = attributes.apply(type, annotation);
    text(values, "name")
        .ifPresent(
            n ->
                definitions.put(
                    n,
                    new Definition(
                        text(values, "defaultCondition"),
                        isTrue(values, "autoEnabled"),
                        isTrue(values, "applyToLoadByKey"))));
  }

  private static boolean isTrue(Map<String, Value> values, String attribute) {
    return text(values, attribute).filter("true"::equals).isPresent();
  }

  private static Optional<String> text(Map<String, Value> values, String attribute) {
    return Optional.ofNullable(values.get(attribute))
        .map(v -> v.textOrHole().variants())
        .filter(v -> v.size() == 1)
        .map(v -> v.get(0))
        .filter(t -> t.chars().noneMatch(c -> c >= '\uE000' && c < '\uE200') && !t.isBlank());
  }

  private void enables(Expr expression, TypeDecl type) {
    if (expression instanceof Expr.Call call
        && call.name().equals("enableFilter")
        && !call.arguments().isEmpty()) {
      AnnotationFact name =
          AnnotationFact.of("", Map.of("name", call.arguments().get(0)), call.span());
      text(attributes.apply(type, name), "name")
          .ifPresentOrElse(enabled::add, () -> enabledUnderAnyName = true);
    }
  }

  /** What an enabled filter of the entity that holds a tenant column covers. */
  Optional<Coverage> coverage(Mapping mapping, List<String> tenantColumns) {
    Optional<Coverage> found = Optional.empty();
    for (JType each : program.lineage(JType.of(mapping.type()))) {
      Optional<TypeDecl> type = program.find(each.name());
      List<AnnotationFact> filters =
          type.map(t -> named(t.fact().annotations(), "Filter")).orElse(List.of());
      for (AnnotationFact filter : filters) {
        Map<String, Value> values = attributes.apply(type.orElseThrow(), filter);
        Optional<String> name = text(values, "name");
        Optional<Definition> definition = name.map(definitions::get);
        boolean on =
            definition.filter(Definition::auto).isPresent()
                || enabledUnderAnyName
                || name.filter(enabled::contains).isPresent();
        Optional<String> condition =
            values.containsKey("condition")
                ? text(values, "condition")
                : definition.flatMap(Definition::condition);
        if (on && condition.filter(c -> constrains(c, tenantColumns)).isPresent()) {
          boolean byKey = definition.filter(Definition::byKey).isPresent();
          found = Optional.of(new Coverage(byKey || found.filter(Coverage::loads).isPresent()));
        }
      }
    }
    return found;
  }

  /** What a filter covers beside entity queries. */
  record Coverage(boolean loads) {}

  /** Whether no row of another tenant passes: a tenant column is compared, with no way around. */
  private static boolean constrains(String condition, List<String> tenantColumns) {
    return !EITHER.matcher(condition).matches()
        && tenantColumns.stream()
            .anyMatch(
                c ->
                    Pattern.compile(
                            "(?is)(?:^|[^\\w])[\"`]?"
                                + Pattern.quote(c)
                                + "[\"`]?\\s*(?:=|in\\b)"
                                + "|=\\s*(?:[\\w{}]+\\.)?[\"`]?"
                                + Pattern.quote(c)
                                + "\\b")
                        .matcher(condition)
                        .find());
  }
}
