package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.facts.TypeFact;
import dev.watertight.analyzer.facts.TypeRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the classes of a program that stand for tables. */
public final class Mappings {
  private final Program program;
  private final MappingAnnotations annotations;

  private Mappings(Program program) {
    this.program = program;
    this.annotations = new MappingAnnotations(program);
  }

  /** Every mapping of the program, by name of the class. */
  public static List<Mapping> of(Program program) {
    Mappings mappings = new Mappings(program);
    List<Mapping> result = new ArrayList<>();
    for (TypeDecl type : program.types()) {
      mappings.jpa(type).ifPresent(result::add);
      mappings.annotatedTable(type).ifPresent(result::add);
      mappings.jooq(type).ifPresent(result::add);
    }
    return List.copyOf(result);
  }

  /** The annotation of that simple name, if the element has it from one of the packages. */
  static Optional<AnnotationFact> annotation(
      List<AnnotationFact> annotations,
      String simpleName,
      TypeDecl at,
      Program program,
      String... packages) {
    for (AnnotationFact annotation : annotations) {
      String written = annotation.name();
      if (written.equals(simpleName) || written.endsWith("." + simpleName)) {
        String resolved = program.resolveName(written, at);
        if (resolved.startsWith("?")) {
          return Optional.of(annotation);
        }
        for (String each : packages) {
          if (resolved.startsWith(each)) {
            return Optional.of(annotation);
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<AnnotationFact> jakarta(List<AnnotationFact> list, String name, TypeDecl at) {
    return annotations.jakarta(list, name, at);
  }

  private Optional<String> text(
      Optional<AnnotationFact> annotation, String attribute, TypeDecl at) {
    return annotations.text(annotation, attribute, at);
  }

  /** {@code projectTask} as {@code project_task}. */
  public static String snake(String camel) {
    return camel
        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  private Optional<Mapping> jpa(TypeDecl type) {
    Optional<AnnotationFact> entity = jakarta(type.fact().annotations(), "Entity", type);
    if (entity.isEmpty()) {
      return Optional.empty();
    }
    Optional<AnnotationFact> table = jakarta(type.fact().annotations(), "Table", type);
    Optional<String> inherited = singleTableParent(type);
    String name = text(entity, "name", type).orElse(type.fact().name());
    Optional<String> given = text(table, "name", type).or(() -> inherited);
    return Optional.of(
        attributes(
            type,
            Mapping.Kind.JPA,
            Optional.of(name),
            text(table, "schema", type),
            given.orElseGet(() -> snake(name)),
            given.isPresent()));
  }

  /** The table of the entity that this one shares by single-table inheritance. */
  private Optional<String> singleTableParent(TypeDecl type) {
    for (JType each : program.lineage(JType.of(type.name()))) {
      Optional<TypeDecl> parent = program.find(each.name());
      if (parent.isPresent() && !each.name().equals(type.name())) {
        List<AnnotationFact> list = parent.get().fact().annotations();
        if (jakarta(list, "Entity", parent.get()).isPresent()) {
          boolean joined =
              jakarta(list, "Inheritance", parent.get())
                  .map(a -> a.attributes().get("strategy"))
                  .filter(
                      e ->
                          (e instanceof Expr.Field f && !f.name().equals("SINGLE_TABLE"))
                              || (e instanceof Expr.Name n && !n.id().equals("SINGLE_TABLE")))
                  .isPresent();
          if (!joined) {
            return text(jakarta(list, "Table", parent.get()), "name", parent.get())
                .or(() -> Optional.of(snake(parent.get().fact().name())));
          }
        }
      }
    }
    return Optional.empty();
  }

  private Mapping attributes(
      TypeDecl type,
      Mapping.Kind kind,
      Optional<String> entityName,
      Optional<String> schema,
      String table,
      boolean given) {
    MappedAttributes found = new MappedAttributes(program, annotations, type, table);
    return new Mapping(
        type.name(),
        kind,
        entityName,
        schema,
        table,
        given,
        Map.copyOf(found.columns),
        Map.copyOf(found.attributes),
        Set.copyOf(found.filters),
        List.copyOf(found.tenantColumns),
        Set.copyOf(found.required),
        List.copyOf(found.further),
        type.file().path(),
        type.fact().span().line());
  }

  /** Spring Data JDBC and R2DBC aggregates, MyBatis-Plus tables. */
  private Optional<Mapping> annotatedTable(TypeDecl type) {
    List<AnnotationFact> list = type.fact().annotations();
    Optional<AnnotationFact> plus =
        list.stream().filter(a -> a.name().endsWith("TableName")).findFirst();
    Optional<AnnotationFact> spring =
        annotation(list, "Table", type, program, "org.springframework.data.relational.");
    if (plus.isEmpty() && (spring.isEmpty() || jakarta(list, "Entity", type).isPresent())) {
      return Optional.empty();
    }
    Optional<AnnotationFact> from = plus.isPresent() ? plus : spring;
    Optional<String> given = text(from, "value", type).or(() -> text(from, "name", type));
    return Optional.of(
        attributes(
            type,
            plus.isPresent() ? Mapping.Kind.MYBATIS_PLUS : Mapping.Kind.SPRING_DATA,
            Optional.empty(),
            text(from, "schema", type),
            given
                .map(g -> g.substring(g.lastIndexOf('.') + 1))
                .orElseGet(() -> snake(type.fact().name())),
            given.isPresent()));
  }

  /** Generated jOOQ tables and records. */
  private Optional<Mapping> jooq(TypeDecl type) {
    for (TypeRef supertype : type.fact().supertypes()) {
      String simple = supertype.name().substring(supertype.name().lastIndexOf('.') + 1);
      boolean table = simple.equals("TableImpl");
      boolean row = simple.equals("UpdatableRecordImpl") || simple.equals("TableRecordImpl");
      if (table) {
        return tableName(type)
            .map(n -> jooqMapping(type, Mapping.Kind.JOOQ_TABLE, n, jooqColumns(type.fact())));
      }
      if (row) {
        String fallback = snake(type.fact().name().replaceFirst("Record$", ""));
        return Optional.of(
            jooqMapping(
                type,
                Mapping.Kind.JOOQ_RECORD,
                recordTable(type).flatMap(this::tableName).orElse(fallback),
                Map.of()));
      }
    }
    return Optional.empty();
  }

  private static Mapping jooqMapping(
      TypeDecl type, Mapping.Kind kind, String table, Map<String, String> columns) {
    return new Mapping(
        type.name(),
        kind,
        Optional.empty(),
        Optional.empty(),
        table,
        true,
        columns,
        Map.of(),
        Set.of(),
        List.of(),
        Set.of(),
        List.of(),
        type.file().path(),
        type.fact().span().line());
  }

  /**
   * The text of the first {@code DSL.name("…")} in the class: jOOQ writes the table's name there.
   */
  private Optional<String> tableName(TypeDecl type) {
    List<String> names = new ArrayList<>();
    for (MethodFact method : type.fact().methods()) {
      if (method.name().equals("<init>")) {
        method.body().ifPresent(b -> Parts.expressions(b, e -> nameCall(e).ifPresent(names::add)));
      }
    }
    return names.isEmpty() ? Optional.of(snake(type.fact().name())) : Optional.of(names.get(0));
  }

  private static Optional<String> nameCall(Expr expression) {
    return expression instanceof Expr.Call call
            && call.name().equals("name")
            && !call.arguments().isEmpty()
            && call.arguments().get(call.arguments().size() - 1) instanceof Expr.Text text
        ? Optional.of(text.value())
        : Optional.empty();
  }

  private Optional<TypeDecl> recordTable(TypeDecl type) {
    String name = type.fact().name().replaceFirst("Record$", "");
    String base = type.name().replaceFirst("\\.records\\.[^.]*$", "." + name);
    return program.known(base);
  }

  /** {@code createField(DSL.name("organization_id"), …)}: field to column. */
  private static Map<String, String> jooqColumns(TypeFact type) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (FieldFact field : type.fields()) {
      if (field.initializer().isPresent()
          && field.initializer().get() instanceof Expr.Call call
          && call.name().equals("createField")
          && !call.arguments().isEmpty()) {
        Expr first = call.arguments().get(0);
        Optional<String> name =
            first instanceof Expr.Text text ? Optional.of(text.value()) : nameCall(first);
        name.ifPresent(n -> columns.put(field.name(), n));
      }
    }
    return columns;
  }
}
