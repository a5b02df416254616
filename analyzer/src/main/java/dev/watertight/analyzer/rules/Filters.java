package dev.watertight.analyzer.rules;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.Access.Through;
import dev.watertight.analyzer.link.KnownTable;
import dev.watertight.analyzer.link.Mapping;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TableIndex;
import dev.watertight.analyzer.link.TableUse;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.analyzer.link.Value;
import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.Configuration.Enforcement;
import dev.watertight.core.config.Configuration.Mechanism;
import dev.watertight.core.tenant.Detection;
import dev.watertight.core.tenant.TenantTable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The mechanisms of a project that add the tenant by themselves, and what each covers. None of them
 * covers SQL that the mapper does not make itself.
 */
public final class Filters {
  private final Map<Mechanism, Set<String>> everywhere = new EnumMap<>(Mechanism.class);
  private final Map<String, Set<Mapping.Filter>> byTable = new HashMap<>();
  private final Set<String> filteredByKey = new HashSet<>();
  private final List<Detection> detections = new ArrayList<>();
  private final TenantLine tenantLine;
  private final boolean usesJpa;

  /**
   * The mechanisms that the configuration names, and those that the program shows.
   *
   * @param attributes evaluates the attributes of an annotation
   */
  public Filters(
      Configuration configuration,
      Program program,
      TableIndex tables,
      List<Mapping> mappings,
      BiFunction<TypeDecl, AnnotationFact, Map<String, Value>> attributes) {
    for (Enforcement each : configuration.tenant().enforcedBy()) {
      Set<String> except = everywhere.computeIfAbsent(each.by(), k -> new HashSet<>());
      each.except().forEach(t -> except.add(lower(t)));
    }
    usesJpa = mappings.stream().anyMatch(m -> m.kind() == Mapping.Kind.JPA);
    HibernateFilters hibernate = new HibernateFilters(program, attributes);
    for (Mapping mapping : mappings) {
      KnownTable table = tables.table(mapping);
      Set<Mapping.Filter> filters = new HashSet<>(mapping.filters());
      if (filters.remove(Mapping.Filter.HIBERNATE_FILTER)) {
        List<String> columns =
            tables
                .find(table.schema(), table.name())
                .map(TenantTable::tenantColumns)
                .orElse(List.of());
        hibernate
            .coverage(mapping, columns)
            .ifPresent(
                c -> {
                  filters.add(Mapping.Filter.HIBERNATE_FILTER);
                  if (c.loads()) {
                    filteredByKey.add(lower(table.name()));
                  }
                });
      }
      if (!filters.isEmpty()) {
        byTable.computeIfAbsent(lower(table.name()), k -> new HashSet<>()).addAll(filters);
        filters.stream()
            .sorted()
            .forEach(
                f ->
                    detections.add(
                        new Detection(
                            "tenant.enforced-by",
                            lower(f.name()).replace('_', '-') + " for " + table.name(),
                            mapping.path() + ":" + mapping.line())));
      }
    }
    tenantLine = new TenantLine(program, attributes);
    if (!everywhere.containsKey(Mechanism.MYBATIS_PLUS_TENANT_LINE)) {
      tenantLine
          .installed()
          .ifPresent(
              t ->
                  detections.add(
                      new Detection(
                          "tenant.enforced-by",
                          "mybatis-plus-tenant-line"
                              + tenantLine.exceptions(tables.namesOfTenantData()),
                          "TenantLineInnerInterceptor in " + t.file().path())));
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** What was detected, for the report. */
  public List<Detection> detections() {
    return List.copyOf(detections);
  }

  /** Those of the tables for which nothing adds the tenant to this access. */
  public List<TableUse> uncovered(Access access, List<TableUse> scoped) {
    return scoped.stream().filter(t -> !covers(access, t)).toList();
  }

  /**
   * Whether the mapper adds the tenant to the statement, and so to what its own caches know it by;
   * row-level security adds it too late for that.
   */
  public boolean areInCacheKeys(Access access, TableIndex tables) {
    return !everywhere.containsKey(Mechanism.ROW_LEVEL_SECURITY)
        && access.tables().stream().filter(tables::isScoped).allMatch(t -> covers(access, t));
  }

  private boolean covers(Access access, TableUse use) {
    String table = lower(use.name());
    for (Map.Entry<Mechanism, Set<String>> each : everywhere.entrySet()) {
      if (!names(each.getValue(), use) && reaches(each.getKey(), access)) {
        return true;
      }
    }
    if (!everywhere.containsKey(Mechanism.MYBATIS_PLUS_TENANT_LINE)
        && tenantLine.installed().isPresent()
        && TenantLine.reaches(access)
        && !tenantLine.ignores(table)) {
      return true;
    }
    Set<Mapping.Filter> filters = byTable.getOrDefault(table, Set.of());
    return (isEntity(access)
            && (filters.contains(Mapping.Filter.HIBERNATE_TENANT_ID)
                || filters.contains(Mapping.Filter.ECLIPSELINK_MULTITENANT)))
        || (filters.contains(Mapping.Filter.HIBERNATE_FILTER)
            && (access.covers() == Through.ENTITY_QUERY
                || (isEntity(access) && filteredByKey.contains(table))));
  }

  /** Whether the configured names, with or without a schema, name the table. */
  private static boolean names(Set<String> configured, TableUse use) {
    String table = lower(use.name());
    return configured.stream()
        .anyMatch(
            c ->
                c.equals(table)
                    || (c.endsWith("." + table)
                        && use.schema().map(s -> c.equals(lower(s) + "." + table)).orElse(true)));
  }

  private static boolean isEntity(Access access) {
    return access.covers() == Through.ENTITY_QUERY || access.covers() == Through.ENTITY_BY_ID;
  }

  private boolean reaches(Mechanism mechanism, Access access) {
    return switch (mechanism) {
      case HIBERNATE_TENANT_ID, ECLIPSELINK_MULTITENANT -> isEntity(access);
      case HIBERNATE_FILTER -> access.covers() == Through.ENTITY_QUERY;
      case MYBATIS_PLUS_TENANT_LINE -> TenantLine.reaches(access);
      case STATEMENT_INSPECTOR ->
          isEntity(access)
              || access.road().startsWith("JPA")
              || access.road().startsWith("Hibernate")
              || (usesJpa && access.road().equals("Spring Data"));
      case ROW_LEVEL_SECURITY -> true;
    };
  }
}
