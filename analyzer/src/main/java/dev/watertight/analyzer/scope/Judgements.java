package dev.watertight.analyzer.scope;

import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.KnownTable;
import dev.watertight.analyzer.link.Mapping;
import dev.watertight.analyzer.link.TableIndex;
import dev.watertight.analyzer.link.Wording;
import dev.watertight.analyzer.sql.Dialect;
import dev.watertight.analyzer.sql.SqlReader;
import dev.watertight.analyzer.sql.SqlShape;
import dev.watertight.analyzer.sql.SqlStatement;
import dev.watertight.analyzer.sql.TableRef;
import dev.watertight.core.config.Configuration;
import dev.watertight.core.tenant.TenantModel;
import dev.watertight.core.tenant.TenantTable;
import dev.watertight.core.tenant.detection.TableFact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges the statements of a project, each once. */
public final class Judgements {
  /** Columns by which a table of tenants is asked for one of them. */
  private static final Set<String> TENANT_KEYS =
      Set.of("id", "uuid", "key", "slug", "code", "subdomain", "external_id");

  private static final Set<SqlStatement.Kind> JUDGED =
      Set.of(
          SqlStatement.Kind.SELECT,
          SqlStatement.Kind.INSERT,
          SqlStatement.Kind.UPDATE,
          SqlStatement.Kind.DELETE,
          SqlStatement.Kind.MERGE,
          SqlStatement.Kind.TRUNCATE,
          SqlStatement.Kind.COPY);

  private static final List<TableRef> NONE = List.of();

  private static final String NOT_READ =
      "the statement is of a form that is not read closely enough to see its condition";

  /** How many of the texts that a statement is put together in are read. */
  private static final int MOST = 8;

  private final Configuration configuration;
  private final TenantModel model;
  private final TableIndex tables;
  private final Map<Access, Optional<Judgement>> known = new HashMap<>();
  private final Map<String, Set<String>> unique = new HashMap<>();
  private final Through through;
  private final Map<String, List<String>> order;
  private final StatementJudge sql;
  private final StatementJudge jpql;

  /**
   * Judges by the model's tables and the program's mappings.
   *
   * @param schema says which columns tell rows apart
   * @param mapped what mappings say of tables, which the schema may not
   */
  public Judgements(
      Configuration configuration,
      TenantModel model,
      TableIndex tables,
      List<TableFact> schema,
      List<TableFact> mapped) {
    this.configuration = configuration;
    this.model = model;
    this.tables = tables;
    Options options =
        new Options(
            model.setting(),
            configuration.tenant().optional(),
            configuration.tenant().rolePerTenant());
    List<TableFact> all = new ArrayList<>(schema);
    all.addAll(mapped);
    this.through = new Through(configuration.tables().scopedThrough(), model, all);
    this.order = ColumnOrder.of(schema);
    this.sql = new StatementJudge(this::table, options);
    this.jpql = new StatementJudge(this::entity, options);
    for (TableFact table : schema) {
      table.primaryAndUniqueKeys().stream()
          .filter(k -> k.size() == 1)
          .forEach(
              k ->
                  unique
                      .computeIfAbsent(Relation.key(table.name()), t -> new HashSet<>())
                      .add(k.get(0)));
    }
  }

  /** What is wrong with the statement; empty where its road does not say enough to judge it. */
  public Optional<Judgement> of(Access access) {
    return known.computeIfAbsent(access, this::judge);
  }

  private Optional<Judgement> judge(Access access) {
    if (access.wording().isEmpty()) {
      return Optional.empty();
    }
    Wording wording = access.wording().get();
    StatementJudge judge = wording.dialect() == Dialect.JPQL ? jpql : sql;
    boolean optional = configuration.tenant().optional();
    List<Judgement> judgements = new ArrayList<>();
    boolean read = true;
    for (String variant : worthReading(wording)) {
      Optional<Judgement> each = judge.judge(variant, wording.dialect());
      read &= each.isPresent();
      each.ifPresent(judgements::add);
      if (optional && each.filter(Judgement.FINE::equals).isPresent()) {
        return each;
      }
    }
    if (judgements.isEmpty() || (wording.real() && !read)) {
      judgements.add(notRead(wording));
    }
    return Optional.of(optional ? best(judgements) : all(judgements));
  }

  /**
   * The texts that are read closely, which costs most: one where none names the tenant; of those
   * that are put together, not all.
   */
  private List<String> worthReading(Wording wording) {
    List<String> all = wording.variants();
    if (!wording.real() && all.stream().noneMatch(tables::namesTenant)) {
      return all.stream().max(Comparator.comparingInt(String::length)).stream().toList();
    }
    if (wording.real() || all.size() <= MOST) {
      return all;
    }
    List<String> some = new ArrayList<>(all.subList(0, MOST / 2));
    some.addAll(all.subList(all.size() - MOST / 2, all.size()));
    return some;
  }

  /** What is wrong on any path. */
  private static Judgement all(List<Judgement> judgements) {
    List<Gap> unscoped = new ArrayList<>();
    List<Gap> unstamped = new ArrayList<>();
    List<Gap> assigned = new ArrayList<>();
    for (Judgement each : judgements) {
      unscoped.addAll(each.unscoped());
      unstamped.addAll(each.unstamped());
      assigned.addAll(each.assigned());
    }
    return new Judgement(
        StatementJudge.distinct(unscoped),
        StatementJudge.distinct(unstamped),
        StatementJudge.distinct(assigned));
  }

  /** What is wrong on the path that asks for a tenant. */
  private static Judgement best(List<Judgement> judgements) {
    return judgements.stream()
        .min(
            (a, b) ->
                Integer.compare(
                    a.unscoped().size() + a.unstamped().size(),
                    b.unscoped().size() + b.unstamped().size()))
        .orElse(Judgement.FINE);
  }

  /** What the tables of statements say that are not read closely enough. */
  private Judgement notRead(Wording wording) {
    List<Gap> unscoped = new ArrayList<>();
    List<Gap> unstamped = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    SqlShape shape = SqlReader.read(wording.variants().get(0), wording.dialect());
    for (SqlStatement statement : shape.statements()) {
      for (TableRef table : JUDGED.contains(statement.kind()) ? statement.tables() : NONE) {
        Optional<KnownRelation> known =
            wording.dialect() == Dialect.JPQL
                ? entity(table.schema(), table.name())
                : table(table.schema(), table.name());
        boolean stored =
            statement.kind() == SqlStatement.Kind.INSERT && table.access() == TableRef.Access.WRITE;
        if (known.filter(KnownRelation::scoped).isPresent()
            && seen.add(Relation.key(table.name()))) {
          Gap gap =
              new Gap(
                  known.get().table(), table.alias().orElse(known.get().table()), NOT_READ, true);
          (stored ? unstamped : unscoped).add(gap);
        }
      }
    }
    return new Judgement(unscoped, unstamped, List.of());
  }

  private Optional<KnownRelation> table(Optional<String> schema, String name) {
    return tables.find(schema, name).map(t -> relation(t, Map.of(), Map.of()));
  }

  private Optional<KnownRelation> entity(Optional<String> schema, String name) {
    Optional<Mapping> mapping =
        tables.entity(schema.map(s -> s + "." + name).orElse(name)).or(() -> tables.entity(name));
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    KnownTable known = tables.table(mapping.get());
    return tables
        .find(known.schema(), known.name())
        .map(t -> relation(t, mapping.get().columns(), mapping.get().attributes()));
  }

  /**
   * The table as a statement sees it.
   *
   * @param attributes names that its columns go by, where that is not their own
   * @param types the types of attributes
   */
  private KnownRelation relation(
      TenantTable table, Map<String, String> attributes, Map<String, String> types) {
    boolean scoped = table.kind() == TenantTable.Kind.SCOPED;
    Map<String, String> leading = new HashMap<>();
    through
        .leading(table.name())
        .forEach((column, key) -> names(column, attributes).forEach(n -> leading.put(n, key)));
    List<Set<String>> tenant = new ArrayList<>();
    if (table.kind() == TenantTable.Kind.TENANTS) {
      Set<String> keys = new HashSet<>(TENANT_KEYS);
      model.tenantColumns().forEach(c -> keys.add(Relation.key(c)));
      tenant.add(keys);
    } else if (scoped && !table.tenantColumns().isEmpty()) {
      table.tenantColumns().forEach(c -> tenant.add(names(c, attributes)));
    } else if (scoped && leading.isEmpty()) {
      Set<String> any = new HashSet<>();
      model.tenantColumns().forEach(c -> any.addAll(names(c, attributes)));
      tenant.add(any);
    }
    Set<String> keys = new HashSet<>();
    for (String key : configuration.tables().keyedByTenant()) {
      String prefix = table.name() + ".";
      if (Relation.key(key).startsWith(Relation.key(prefix))) {
        keys.addAll(names(key.substring(prefix.length()), attributes));
      }
    }
    types.forEach(
        (attribute, type) -> {
          if (leading.containsKey(Relation.key(attribute))) {
            tenantOf(type).forEach(n -> keys.add(Relation.key(attribute) + "." + n));
          }
        });
    Set<String> unique = new HashSet<>();
    for (String column : this.unique.getOrDefault(Relation.key(table.name()), Set.of())) {
      unique.addAll(names(column, attributes));
    }
    return new KnownRelation(
        table.name(),
        scoped,
        tenant,
        keys,
        unique,
        types,
        leading,
        through.referenced(table.name()),
        order.getOrDefault(Relation.key(table.name()), List.of()));
  }

  /** The names of an entity's tenant, where one column says it. */
  private Set<String> tenantOf(String entity) {
    Optional<Mapping> mapping = tables.entity(entity);
    Optional<TenantTable> table =
        mapping.map(tables::table).flatMap(known -> tables.find(known.schema(), known.name()));
    return table.filter(t -> t.tenantColumns().size() == 1).isPresent()
        ? names(table.get().tenantColumns().get(0), mapping.orElseThrow().columns())
        : Set.of();
  }

  private static Set<String> names(String column, Map<String, String> attributes) {
    Set<String> names = new HashSet<>(Set.of(Relation.key(column)));
    attributes.forEach(
        (attribute, mapped) -> {
          if (mapped.equalsIgnoreCase(column)) {
            names.add(Relation.key(attribute));
          }
        });
    return names;
  }
}
