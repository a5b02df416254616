package dev.watertight.analyzer.link;

import dev.watertight.analyzer.facts.Span;
import dev.watertight.core.tenant.TenantModel;
import dev.watertight.core.tenant.TenantTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tables, and the classes and constants that stand for them. Names match without case. */
public final class TableIndex {
  private static final Span NOWHERE = new Span(1, 1, 1, 1);

  private final TenantPredicates predicates;
  private final Map<String, TenantTable> byName = new HashMap<>();
  private final Map<String, Mapping> byType = new HashMap<>();
  private final Map<String, Mapping> byEntityName = new HashMap<>();
  private final Map<String, Mapping> jooqTables = new HashMap<>();
  private final Set<String> tenantColumns = new HashSet<>();

  /** An index of the model's tables and the program's mappings. */
  public TableIndex(TenantModel model, List<Mapping> mappings) {
    this(model, mappings, TenantPredicates.NONE);
  }

  /**
   * The tables that the model and the mappings name.
   *
   * @param predicates the methods that are configured to give a condition on the tenant
   */
  public TableIndex(TenantModel model, List<Mapping> mappings, TenantPredicates predicates) {
    this.predicates = predicates;
    model.tenantColumns().forEach(c -> tenantColumns.add(lower(c)));
    for (TenantTable table : model.tables()) {
      TenantTable old = byName.get(lower(table.name()));
      if (old == null || old.kind() != TenantTable.Kind.SCOPED) {
        byName.put(lower(table.name()), table);
      }
      table.schema().ifPresent(s -> byName.put(lower(s + "." + table.name()), table));
      table.tenantColumns().forEach(c -> tenantColumns.add(lower(c)));
    }
    for (Mapping mapping : mappings) {
      byType.put(mapping.type(), mapping);
      mapping.entityName().ifPresent(n -> byEntityName.putIfAbsent(n, mapping));
      if (mapping.kind() == Mapping.Kind.JOOQ_TABLE) {
        jooqTables.putIfAbsent(lower(mapping.table()), mapping);
      }
    }
  }

  TenantPredicates predicates() {
    return predicates;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The table of the model, if it has one of that name. */
  public Optional<TenantTable> find(Optional<String> schema, String name) {
    TenantTable qualified = schema.map(s -> byName.get(lower(s + "." + name))).orElse(null);
    return Optional.ofNullable(qualified != null ? qualified : byName.get(lower(name)));
  }

  /** The names of the tables whose rows belong to tenants, in lower case. */
  public List<String> namesOfTenantData() {
    return byName.values().stream()
        .filter(t -> t.kind() == TenantTable.Kind.SCOPED)
        .map(t -> lower(t.name()))
        .distinct()
        .sorted()
        .toList();
  }

  /** Whether the name of a table that may hold rows of tenants ends so. */
  boolean endsNameOfTenantData(String end) {
    String lower = lower(end);
    return byName.entrySet().stream()
        .anyMatch(
            e -> e.getKey().endsWith(lower) && e.getValue().kind() != TenantTable.Kind.SHARED);
  }

  /** Whether each row of the table belongs to one tenant. */
  public boolean isScoped(TableUse use) {
    return find(use.schema(), use.name())
        .map(t -> t.kind() == TenantTable.Kind.SCOPED)
        .orElse(false);
  }

  /** The mapping of a class. */
  public Optional<Mapping> mapping(JType type) {
    Mapping exact = byType.get(type.name());
    if (exact != null || !type.isUnknown()) {
      return Optional.ofNullable(exact);
    }
    return Optional.ofNullable(byEntityName.get(type.simpleName()));
  }

  /** The mapping of an entity by its name in JPQL, or by the class's name. */
  public Optional<Mapping> entity(String name) {
    Mapping mapping = byEntityName.get(name);
    if (mapping == null) {
      mapping = byType.get(name);
    }
    if (mapping == null) {
      mapping = byEntityName.get(name.substring(name.lastIndexOf('.') + 1));
    }
    return Optional.ofNullable(mapping);
  }

  /** The table that a mapping stands for; where only the class is known, the schema's spelling. */
  public KnownTable table(Mapping mapping) {
    String name = mapping.table();
    if (!mapping.tableGiven() && find(mapping.schema(), name).isEmpty()) {
      String bare = mapping.type().substring(mapping.type().lastIndexOf('.') + 1);
      for (String candidate : List.of(bare, name + "s", bare + "s", name + "es")) {
        Optional<TenantTable> known = find(mapping.schema(), candidate);
        if (known.isPresent()) {
          return new KnownTable(known.get().schema(), known.get().name());
        }
      }
    }
    return new KnownTable(mapping.schema(), name);
  }

  /** The table that a generated jOOQ table class stands for. */
  Optional<KnownTable> byType(JType type) {
    Mapping mapping = byType.get(type.name());
    if (mapping != null) {
      return mapping.kind() == Mapping.Kind.JOOQ_TABLE
          ? Optional.of(table(mapping))
          : Optional.empty();
    }
    boolean generated =
        type.name().contains(".tables.")
            && !type.name().contains(".tables.records.")
            && !type.name().contains(".tables.daos.")
            && !type.name().contains(".tables.pojos.")
            && !type.name().contains(".tables.interfaces.");
    return generated
        ? Optional.of(new KnownTable(Optional.empty(), Mappings.snake(type.simpleName())))
        : Optional.empty();
  }

  /** The table that a generated jOOQ record class stands for. */
  public Optional<KnownTable> byRecord(JType type) {
    Mapping mapping = byType.get(type.name());
    if (mapping != null && mapping.kind() == Mapping.Kind.JOOQ_RECORD) {
      return Optional.of(table(mapping));
    }
    return type.name().contains(".tables.records.") && type.simpleName().endsWith("Record")
        ? Optional.of(
            new KnownTable(
                Optional.empty(), Mappings.snake(type.simpleName().replaceFirst("Record$", ""))))
        : Optional.empty();
  }

  /**
   * The table that a constant of a generated jOOQ class stands for, going by names alone: {@code
   * Tables.PROJECTS}, {@code tables.Projects.PROJECTS}.
   */
  Optional<KnownTable> byConstant(String owner, String name) {
    Mapping mapping = byType.get(owner);
    if (mapping != null
        && mapping.kind() == Mapping.Kind.JOOQ_TABLE
        && !mapping.columns().containsKey(name)) {
      return Optional.of(table(mapping));
    }
    if (!name.equals(name.toUpperCase(Locale.ROOT))) {
      return Optional.empty();
    }
    String simple = owner.substring(owner.lastIndexOf('.') + 1);
    boolean generated =
        simple.equals("Tables")
            || (owner.contains(".tables.")
                && simple.replace("_", "").equalsIgnoreCase(name.replace("_", "")));
    if (!generated || (mapping == null && byType.containsKey(owner))) {
      return Optional.empty();
    }
    return Optional.of(
        find(Optional.empty(), name)
            .map(t -> new KnownTable(t.schema(), t.name()))
            .orElseGet(() -> new KnownTable(Optional.empty(), lower(name))));
  }

  /**
   * The table below a schema's constant: {@code PUBLIC.PROJECTS}, {@code Public.PUBLIC.PROJECTS}.
   */
  Optional<KnownTable> byPath(Value scope, String name) {
    if (!name.equals(name.toUpperCase(Locale.ROOT))) {
      return Optional.empty();
    }
    boolean schema =
        scope
            .constant()
            .map(
                c ->
                    c.equals(c.toUpperCase(Locale.ROOT))
                        || c.matches(".*\\.[A-Z][a-z0-9]*\\.[A-Z0-9_]+"))
            .orElse(false);
    return schema && scope.tables().isEmpty()
        ? find(Optional.empty(), name).map(t -> new KnownTable(t.schema(), t.name()))
        : Optional.empty();
  }

  /** A column of a generated jOOQ table: {@code PROJECTS.NAME}. */
  Optional<Value> column(Value table, String field) {
    if (table.isType()
        || table.tables().size() != 1
        || !field.equals(field.toUpperCase(Locale.ROOT))
        || !(table.type().is("org.jooq.Table") || byType(table.type()).isPresent())) {
      return Optional.empty();
    }
    Mapping mapping = byType.get(table.type().name());
    if (mapping == null) {
      mapping = jooqTables.get(lower(table.tables().get(0).name()));
    }
    String column = mapping == null ? null : mapping.columns().get(field);
    String name = column == null ? lower(field) : column;
    return Optional.of(
        Value.of("org.jooq.TableField")
            .withPhrase(
                new Phrase(
                    Phrase.Kind.FIELD,
                    words(table).map(t -> t.substring(t.lastIndexOf(' ') + 1) + "." + name))));
  }

  /** A table as it stands in FROM: its name, and its alias behind that. */
  public static Texts words(Value table) {
    if (table.phrase().isPresent() && table.phrase().get().kind() == Phrase.Kind.TABLE) {
      return table.phrase().get().texts();
    }
    if (table.tables().size() != 1) {
      return Texts.UNKNOWN;
    }
    TableUse use = table.tables().get(0);
    return Texts.of(
        use.schema().isPresent()
            ? use.schema().get() + "." + use.name() + " " + use.name()
            : use.name());
  }

  /** Whether a column of that name says in some table which tenant a row belongs to. */
  public boolean mayNameTenant(String column) {
    return tenantColumns.contains(lower(column));
  }

  /** Whether a text names a column that says which tenant a row belongs to. */
  public boolean namesTenant(String text) {
    String lower = lower(text);
    return tenantColumns.stream().anyMatch(lower::contains);
  }

  /** The table of the model of that name, spelled as the model does. */
  public KnownTable named(Optional<String> schema, String name) {
    return new KnownTable(schema, find(schema, name).map(TenantTable::name).orElse(name));
  }

  Value value(KnownTable table) {
    return Value.of("org.jooq.Table")
        .withTables(List.of(new TableUse(table.schema(), table.name(), false, NOWHERE)));
  }

  /** The literal of a class, with the table that the class is mapped to. */
  public Value standing(JType type) {
    return standing(Value.of(new JType("java.lang.Class", List.of(type))), type);
  }

  /** The value, with the table that a class it is about is mapped to. */
  Value standing(Value value, JType type) {
    return mapping(type)
        .map(this::table)
        .map(t -> value.withTables(List.of(new TableUse(t.schema(), t.name(), false, NOWHERE))))
        .orElse(value);
  }

  /** A generated table that is joined into a text is its name. */
  Value spelled(Value value) {
    boolean table =
        value.texts().isEmpty()
            && value.tables().size() == 1
            && (value.type().is("org.jooq.Table") || byType(value.type()).isPresent());
    return table
        ? Value.text(
            value.tables().get(0).schema().map(s -> s + ".").orElse("")
                + value.tables().get(0).name())
        : value;
  }

  /** The value, with the table that its type stands for. */
  Value typed(Value value) {
    if (!value.tables().isEmpty()) {
      return value;
    }
    return byType(value.type())
        .map(t -> value.withTables(List.of(new TableUse(t.schema(), t.name(), false, NOWHERE))))
        .orElse(value);
  }
}
