package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.facts.TypeFact;
import dev.watertight.analyzer.facts.TypeRef;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the classes of a program that stand for tables. */
public final class Mappings {
  private final Program program;

  private Mappings(Program program) {
    this.program = program;
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

  private Optional<AnnotationFact> jakarta(
      List<AnnotationFact> annotations, String name, TypeDecl at) {
    return annotation(
        annotations,
        name,
        at,
        program,
        "jakarta.persistence.",
        "javax.persistence.",
        "org.hibernate.",
        "org.eclipse.persistence.");
  }

  private static Optional<String> text(Optional<AnnotationFact> annotation, String attribute) {
    return annotation
        .map(a -> a.attributes().get(attribute))
        .flatMap(
            e ->
                e instanceof Expr.Text t && !t.value().isBlank()
                    ? Optional.of(t.value())
                    : Optional.empty())
        .map(Mappings::unquote);
  }

  private static String unquote(String name) {
    return name.replaceAll("^[\"`\\[]|[\"`\\]]$", "");
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
    String name = text(entity, "name").orElse(type.fact().name());
    Optional<String> given = text(table, "name").or(() -> inherited);
    return Optional.of(
        attributes(
            type,
            Mapping.Kind.JPA,
            Optional.of(name),
            text(table, "schema"),
            given.orElseGet(() -> snake(name)),
            given.isPresent()));
  }

  /** The table of the entity that this one shares by single-table inheritance. */
  private Optional<String> singleTableParent(TypeDecl type) {
    for (JType each : program.lineage(JType.of(type.name()))) {
      Optional<TypeDecl> parent = program.find(each.name());
      if (parent.isPresent() && !each.name().equals(type.name())) {
        List<AnnotationFact> annotations = parent.get().fact().annotations();
        if (jakarta(annotations, "Entity", parent.get()).isPresent()) {
          boolean joined =
              jakarta(annotations, "Inheritance", parent.get())
                  .map(a -> a.attributes().get("strategy"))
                  .filter(
                      e ->
                          (e instanceof Expr.Field f && !f.name().equals("SINGLE_TABLE"))
                              || (e instanceof Expr.Name n && !n.id().equals("SINGLE_TABLE")))
                  .isPresent();
          if (!joined) {
            return text(jakarta(annotations, "Table", parent.get()), "name")
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
    Map<String, String> columns = new LinkedHashMap<>();
    Map<String, String> attributes = new LinkedHashMap<>();
    Set<Mapping.Filter> filters = EnumSet.noneOf(Mapping.Filter.class);
    Set<String> tenantColumns = new LinkedHashSet<>();
    for (JType each : program.lineage(JType.of(type.name()))) {
      Optional<TypeDecl> declared =
          each.name().equals(type.name()) ? Optional.of(type) : program.find(each.name());
      if (declared.isEmpty()) {
        continue;
      }
      TypeDecl owner = declared.get();
      filters(owner, filters, tenantColumns);
      for (FieldFact field : owner.fact().fields()) {
        attribute(
            field.name(),
            field.type(),
            field.annotations(),
            field.modifiers().isStatic(),
            owner,
            columns,
            attributes,
            filters,
            tenantColumns);
      }
      for (MethodFact method : owner.fact().methods()) {
        if (method.parameters().isEmpty()
            && !method.annotations().isEmpty()
            && method.name().matches("(get|is)[A-Z].*")
            && isMapped(method.annotations(), owner)) {
          String bare = method.name().replaceFirst("^(get|is)", "");
          attribute(
              Character.toLowerCase(bare.charAt(0)) + bare.substring(1),
              method.returnType(),
              method.annotations(),
              method.modifiers().isStatic(),
              owner,
              columns,
              attributes,
              filters,
              tenantColumns);
        }
      }
    }
    return new Mapping(
        type.name(),
        kind,
        entityName,
        schema,
        table,
        given,
        Map.copyOf(columns),
        Map.copyOf(attributes),
        Set.copyOf(filters),
        List.copyOf(tenantColumns),
        type.file().path(),
        type.fact().span().line());
  }

  private boolean isMapped(List<AnnotationFact> annotations, TypeDecl at) {
    for (String name :
        List.of(
            "Column",
            "JoinColumn",
            "ManyToOne",
            "OneToMany",
            "ManyToMany",
            "OneToOne",
            "TenantId",
            "Id")) {
      if (jakarta(annotations, name, at).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private void filters(TypeDecl owner, Set<Mapping.Filter> filters, Set<String> tenantColumns) {
    List<AnnotationFact> annotations = owner.fact().annotations();
    if (jakarta(annotations, "Filter", owner).isPresent()
        || jakarta(annotations, "Filters", owner).isPresent()) {
      filters.add(Mapping.Filter.HIBERNATE_FILTER);
    }
    Optional<AnnotationFact> multitenant = jakarta(annotations, "Multitenant", owner);
    if (multitenant.isPresent()) {
      filters.add(Mapping.Filter.ECLIPSELINK_MULTITENANT);
      text(jakarta(annotations, "TenantDiscriminatorColumn", owner), "name")
          .ifPresent(tenantColumns::add);
    }
  }

  private void attribute(
      String name,
      TypeRef type,
      List<AnnotationFact> annotations,
      boolean isStatic,
      TypeDecl owner,
      Map<String, String> columns,
      Map<String, String> attributes,
      Set<Mapping.Filter> filters,
      Set<String> tenantColumns) {
    if (isStatic
        || columns.containsKey(name)
        || jakarta(annotations, "Transient", owner).isPresent()) {
      return;
    }
    TypeRef element =
        type.arguments().isEmpty() ? type : type.arguments().get(type.arguments().size() - 1);
    attributes.put(
        name, program.resolveName(element.name().isEmpty() ? "Object" : element.name(), owner));
    boolean toMany =
        jakarta(annotations, "OneToMany", owner).isPresent()
            || jakarta(annotations, "ManyToMany", owner).isPresent();
    if (toMany) {
      return;
    }
    boolean toOne =
        jakarta(annotations, "ManyToOne", owner).isPresent()
            || jakarta(annotations, "OneToOne", owner).isPresent();
    String column =
        text(jakarta(annotations, "Column", owner), "name")
            .or(() -> text(jakarta(annotations, "JoinColumn", owner), "name"))
            .or(
                () ->
                    text(
                        annotation(annotations, "TableField", owner, program, "com.baomidou."),
                        "value"))
            .or(
                () ->
                    text(
                        annotation(
                            annotations, "Column", owner, program, "org.springframework.data."),
                        "value"))
            .orElseGet(() -> snake(name) + (toOne ? "_id" : ""));
    columns.put(name, column);
    if (jakarta(annotations, "TenantId", owner).isPresent()) {
      filters.add(Mapping.Filter.HIBERNATE_TENANT_ID);
      tenantColumns.add(column);
    }
  }

  /** Spring Data JDBC and R2DBC aggregates, MyBatis-Plus tables. */
  private Optional<Mapping> annotatedTable(TypeDecl type) {
    List<AnnotationFact> annotations = type.fact().annotations();
    Optional<AnnotationFact> plus =
        annotations.stream().filter(a -> a.name().endsWith("TableName")).findFirst();
    Optional<AnnotationFact> spring =
        annotation(annotations, "Table", type, program, "org.springframework.data.relational.");
    if (plus.isEmpty() && (spring.isEmpty() || jakarta(annotations, "Entity", type).isPresent())) {
      return Optional.empty();
    }
    Optional<AnnotationFact> from = plus.isPresent() ? plus : spring;
    Optional<String> given = text(from, "value").or(() -> text(from, "name"));
    return Optional.of(
        attributes(
            type,
            plus.isPresent() ? Mapping.Kind.MYBATIS_PLUS : Mapping.Kind.SPRING_DATA,
            Optional.empty(),
            text(from, "schema"),
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
