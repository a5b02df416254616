package dev.watertight.database.audit;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.tenant.detection.ColumnFact;
import dev.watertight.core.tenant.detection.ForeignKeyFact;
import dev.watertight.core.tenant.detection.PolicyFact;
import dev.watertight.core.tenant.detection.SchemaDescription;
import dev.watertight.core.tenant.detection.TableFact;
import dev.watertight.core.tenant.detection.TenantDetection;
import dev.watertight.core.tenant.detection.TenantDetector;
import dev.watertight.core.tenant.detection.ViewFact;
import dev.watertight.database.catalog.Catalog;
import dev.watertight.database.catalog.Constraint;
import dev.watertight.database.catalog.Function;
import dev.watertight.database.catalog.Index;
import dev.watertight.database.catalog.Policy;
import dev.watertight.database.catalog.Relation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out from a catalog what separates tenants, by the same detection that reads migrations. */
final class SchemaTenants {
  private static final String SOURCE = "the catalog";
  private static final Pattern SETTING =
      Pattern.compile("current_setting\\('((?:[^']|'')+)'", Pattern.CASE_INSENSITIVE);

  private final Catalog catalog;
  private final Map<Long, Relation> relations;

  private SchemaTenants(Catalog catalog) {
    this.catalog = catalog;
    this.relations = catalog.relationsById();
  }

  static TenantDetection detect(Configuration configuration, Catalog catalog) {
    SchemaTenants tenants = new SchemaTenants(catalog);
    return TenantDetector.detect(configuration, tenants.description(), List.of(), List.of());
  }

  /** Settings that the text reads by {@code current_setting}, in order. */
  static Set<String> settings(String text) {
    Set<String> settings = new LinkedHashSet<>();
    Matcher matcher = SETTING.matcher(text);
    while (matcher.find()) {
      settings.add(matcher.group(1));
    }
    return settings;
  }

  private SchemaDescription description() {
    List<TableFact> tables = new ArrayList<>();
    List<ViewFact> views = new ArrayList<>();
    List<String> rls = new ArrayList<>();
    for (Relation relation : catalog.relations()) {
      if (relation.isTable() && !relation.extension()) {
        tables.add(table(relation));
        if (relation.rls()) {
          rls.add(relation.name());
        }
      } else if (relation.kind() == Relation.Kind.VIEW
          || relation.kind() == Relation.Kind.MATERIALIZED_VIEW) {
        views.add(view(relation));
      }
    }
    return new SchemaDescription(
        tables, views, catalog.policies().stream().map(this::policy).toList(), rls);
  }

  private TableFact table(Relation relation) {
    List<ForeignKeyFact> foreignKeys = new ArrayList<>();
    catalog
        .constraintsOf(relation)
        .filter(c -> c.kind() == Constraint.Kind.FOREIGN_KEY)
        .forEach(
            c ->
                c.target()
                    .map(relations::get)
                    .ifPresent(
                        t ->
                            foreignKeys.add(
                                new ForeignKeyFact(c.columns(), t.name(), c.targetColumns()))));
    return new TableFact(
        Optional.of(relation.schema()),
        relation.name(),
        relation.columns().stream()
            .map(c -> new ColumnFact(c.name(), c.type(), !c.notNull()))
            .toList(),
        foreignKeys,
        catalog.indexesOf(relation).filter(Index::unique).map(Index::keys).toList(),
        relation.parents().stream().findFirst().map(relations::get).map(Relation::name),
        SOURCE,
        1,
        TableFact.Origin.CATALOG,
        Optional.empty());
  }

  private ViewFact view(Relation relation) {
    List<String> reads =
        catalog.dependenciesOf(relation.oid()).stream()
            .flatMap(d -> Optional.ofNullable(relations.get(d.to())).stream())
            .map(Relation::name)
            .distinct()
            .toList();
    return new ViewFact(
        Optional.of(relation.schema()),
        relation.name(),
        relation.columns().stream().map(c -> c.name()).toList(),
        false,
        reads,
        SOURCE,
        1);
  }

  private PolicyFact policy(Policy policy) {
    String text = policy.using().orElse("") + " " + policy.check().orElse("");
    List<Function> functions = catalog.functionsOf(policy);
    // A function that reads the setting stands for it.
    StringBuilder all = new StringBuilder(text);
    functions.forEach(f -> all.append(' ').append(f.body()));
    Optional<String> column =
        policy.columns().size() == 1 ? policy.columns().stream().findFirst() : Optional.empty();
    return new PolicyFact(
        Optional.ofNullable(relations.get(policy.table())).map(Relation::name).orElse(""),
        policy.name(),
        column,
        settings(all.toString()).stream().findFirst(),
        functions.stream().map(Function::name).toList(),
        text,
        SOURCE,
        1);
  }
}
