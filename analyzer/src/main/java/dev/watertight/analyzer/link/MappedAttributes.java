package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.FieldFact;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.TypeRef;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The attributes of a mapped class with their columns: its own, those of its mapped superclasses,
 * and those of what is embedded in it.
 */
final class MappedAttributes {
  private static final int MAX_EMBEDDED = 4;
  private static final List<String> MAPPED =
      List.of(
          "Column",
          "JoinColumn",
          "ManyToOne",
          "OneToMany",
          "ManyToMany",
          "OneToOne",
          "Embedded",
          "EmbeddedId",
          "TenantId",
          "Id");

  private final MappingAnnotations annotations;
  private final Program program;
  private final String table;
  final Map<String, String> columns = new LinkedHashMap<>();
  final Map<String, String> attributes = new LinkedHashMap<>();
  final Set<Mapping.Filter> filters = EnumSet.noneOf(Mapping.Filter.class);
  final Set<String> tenantColumns = new LinkedHashSet<>();
  final Set<String> required = new LinkedHashSet<>();
  final Set<String> further = new LinkedHashSet<>();

  /** The attributes of a class that is mapped to the table. */
  MappedAttributes(Program program, MappingAnnotations annotations, TypeDecl type, String table) {
    this.program = program;
    this.annotations = annotations;
    this.table = table;
    for (JType each : program.lineage(JType.of(type.name()))) {
      Optional<TypeDecl> declared =
          each.name().equals(type.name()) ? Optional.of(type) : program.find(each.name());
      if (declared.isPresent()) {
        filters(declared.get());
        secondaryTables(declared.get());
        members(declared.get(), "", Map.of(), false, 0);
      }
    }
  }

  private void members(
      TypeDecl owner, String prefix, Map<String, String> overrides, boolean key, int depth) {
    for (FieldFact field : owner.fact().fields()) {
      if (!field.modifiers().isStatic()) {
        attribute(
            field.name(), field.type(), field.annotations(), owner, prefix, overrides, key, depth);
      }
    }
    for (MethodFact method : owner.fact().methods()) {
      if (method.parameters().isEmpty()
          && !method.annotations().isEmpty()
          && !method.modifiers().isStatic()
          && method.name().matches("(get|is)[A-Z].*")
          && MAPPED.stream().anyMatch(n -> has(method.annotations(), n, owner))) {
        String bare = method.name().replaceFirst("^(get|is)", "");
        attribute(
            Character.toLowerCase(bare.charAt(0)) + bare.substring(1),
            method.returnType(),
            method.annotations(),
            owner,
            prefix,
            overrides,
            key,
            depth);
      }
    }
  }

  private boolean has(List<AnnotationFact> list, String name, TypeDecl at) {
    return annotations.jakarta(list, name, at).isPresent();
  }

  private void filters(TypeDecl owner) {
    List<AnnotationFact> list = owner.fact().annotations();
    if (has(list, "Filter", owner) || has(list, "Filters", owner)) {
      filters.add(Mapping.Filter.HIBERNATE_FILTER);
    }
    Optional<AnnotationFact> multitenant = annotations.jakarta(list, "Multitenant", owner);
    boolean byColumn =
        multitenant
            .map(a -> a.attributes().get("value"))
            .filter(v -> v instanceof Expr.Field f && f.name().startsWith("TABLE_PER"))
            .isEmpty();
    if (multitenant.isPresent() && byColumn) {
      filters.add(Mapping.Filter.ECLIPSELINK_MULTITENANT);
      for (String column : discriminators(list, owner)) {
        tenantColumns.add(column);
        columns.putIfAbsent(column, column);
      }
    }
  }

  private Set<String> discriminators(List<AnnotationFact> list, TypeDecl owner) {
    Set<String> found = new LinkedHashSet<>();
    for (AnnotationFact each : annotations.each(list, "TenantDiscriminatorColumn", owner)) {
      found.add(annotations.text(Optional.of(each), "name", owner).orElse("TENANT_ID"));
    }
    return found.isEmpty() ? Set.of("TENANT_ID") : found;
  }

  private void secondaryTables(TypeDecl owner) {
    for (AnnotationFact each :
        annotations.each(owner.fact().annotations(), "SecondaryTable", owner)) {
      annotations.text(Optional.of(each), "name", owner).ifPresent(further::add);
    }
  }

  private void attribute(
      String name,
      TypeRef type,
      List<AnnotationFact> list,
      TypeDecl owner,
      String prefix,
      Map<String, String> overrides,
      boolean key,
      int depth) {
    if (columns.containsKey(prefix + name) || has(list, "Transient", owner)) {
      return;
    }
    TypeRef element =
        type.arguments().isEmpty() ? type : type.arguments().get(type.arguments().size() - 1);
    String resolved =
        program.resolveName(element.name().isEmpty() ? "Object" : element.name(), owner);
    attributes.putIfAbsent(prefix + name, resolved);
    boolean isKey = key || has(list, "Id", owner) || has(list, "EmbeddedId", owner);
    Optional<TypeDecl> embedded = embedded(list, resolved, owner);
    if (embedded.isPresent() && depth < MAX_EMBEDDED) {
      Map<String, String> names = overrides(list, owner);
      for (JType each : program.lineage(JType.of(embedded.get().name()))) {
        program
            .find(each.name())
            .ifPresent(e -> members(e, prefix + name + ".", names, isKey, depth + 1));
      }
      return;
    }
    if (has(list, "OneToMany", owner)
        || has(list, "ManyToMany", owner)
        || has(list, "ElementCollection", owner)) {
      collection(name, resolved, list, owner);
      return;
    }
    boolean toOne = has(list, "ManyToOne", owner) || has(list, "OneToOne", owner);
    String column =
        Optional.ofNullable(overrides.get(name))
            .or(() -> named(list, owner))
            .orElseGet(() -> Mappings.snake(name) + (toOne ? "_id" : ""));
    columns.put(prefix + name, column);
    if (isKey || isRequired(list, owner)) {
      required.add(column);
    }
    if (has(list, "TenantId", owner)) {
      filters.add(Mapping.Filter.HIBERNATE_TENANT_ID);
      tenantColumns.add(column);
    }
  }

  private Optional<TypeDecl> embedded(List<AnnotationFact> list, String type, TypeDecl owner) {
    boolean said = has(list, "Embedded", owner) || has(list, "EmbeddedId", owner);
    boolean several = has(list, "ElementCollection", owner);
    return program
        .find(type)
        .filter(t -> !several && (said || has(t.fact().annotations(), "Embeddable", t)));
  }

  private Map<String, String> overrides(List<AnnotationFact> list, TypeDecl owner) {
    Map<String, String> found = new LinkedHashMap<>();
    for (AnnotationFact each : annotations.each(list, "AttributeOverride", owner)) {
      Optional<String> name = annotations.text(Optional.of(each), "name", owner);
      if (name.isPresent()
          && each.attributes().get("column") instanceof Expr.AnnotationValue column) {
        annotations
            .text(Optional.of(column.annotation()), "name", owner)
            .ifPresent(c -> found.put(name.get(), c));
      }
    }
    return found;
  }

  private Optional<String> named(List<AnnotationFact> list, TypeDecl owner) {
    return annotations
        .text(annotations.jakarta(list, "Column", owner), "name", owner)
        .or(() -> annotations.text(annotations.jakarta(list, "JoinColumn", owner), "name", owner))
        .or(
            () ->
                annotations.text(
                    annotations.of(list, "TableField", owner, "com.baomidou."), "value", owner))
        .or(
            () ->
                annotations.text(
                    annotations.of(list, "Column", owner, "org.springframework.data."),
                    "value",
                    owner));
  }

  private boolean isRequired(List<AnnotationFact> list, TypeDecl owner) {
    return has(list, "MapsId", owner)
        || annotations.isFalse(list, "ManyToOne", "optional", owner)
        || annotations.isFalse(list, "OneToOne", "optional", owner)
        || annotations.isFalse(list, "JoinColumn", "nullable", owner)
        || annotations.isFalse(list, "Column", "nullable", owner)
        || list.stream().anyMatch(a -> a.name().equals("NotNull"));
  }

  /** The table of its own that a collection of values, or an association to many, may have. */
  private void collection(String name, String element, List<AnnotationFact> list, TypeDecl owner) {
    Optional<AnnotationFact> join = annotations.jakarta(list, "JoinTable", owner);
    Optional<String> given =
        annotations
            .text(join, "name", owner)
            .or(
                () ->
                    annotations.text(
                        annotations.jakarta(list, "CollectionTable", owner), "name", owner));
    if (given.isPresent()) {
      further.add(given.get());
    } else if (has(list, "ElementCollection", owner)) {
      further.add(table + "_" + Mappings.snake(name));
    } else if (has(list, "ManyToMany", owner) && !isMappedElsewhere(list, owner)) {
      further.add(table + "_" + Mappings.snake(element.substring(element.lastIndexOf('.') + 1)));
    }
  }

  private boolean isMappedElsewhere(List<AnnotationFact> list, TypeDecl owner) {
    return annotations
        .text(annotations.jakarta(list, "ManyToMany", owner), "mappedBy", owner)
        .isPresent();
  }
}
