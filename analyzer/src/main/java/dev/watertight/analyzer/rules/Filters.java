package dev.watertight.analyzer.rules;

import dev.watertight.analyzer.facts.AnnotationFact;
import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.MethodFact;
import dev.watertight.analyzer.facts.Parts;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.Access.Through;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.KnownTable;
import dev.watertight.analyzer.link.Mapping;
import dev.watertight.analyzer.link.Program;
import dev.watertight.analyzer.link.TableIndex;
import dev.watertight.analyzer.link.TableUse;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.Configuration.Enforcement;
import dev.watertight.core.config.Configuration.Mechanism;
import dev.watertight.core.tenant.Detection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The mechanisms of a project that add the tenant by themselves, and what each covers. None of them
 * covers SQL that the mapper does not make itself.
 */
public final class Filters {
  private final Map<Mechanism, Set<String>> everywhere = new EnumMap<>(Mechanism.class);
  private final Map<String, Set<Mapping.Filter>> byTable = new HashMap<>();
  private final List<Detection> detections = new ArrayList<>();

  /** The mechanisms that the configuration names, and those that the program shows. */
  public Filters(
      Configuration configuration, Program program, TableIndex tables, List<Mapping> mappings) {
    for (int i = 0; i < configuration.tenant().enforcedBy().size(); i++) {
      Enforcement each = configuration.tenant().enforcedBy().get(i);
      Set<String> except = new HashSet<>();
      each.except().forEach(t -> except.add(lower(t)));
      everywhere.put(each.by(), except);
    }
    boolean filtersEnabled = enablesFilters(program);
    for (Mapping mapping : mappings) {
      Set<Mapping.Filter> filters = new HashSet<>(mapping.filters());
      if (!filtersEnabled) {
        filters.remove(Mapping.Filter.HIBERNATE_FILTER);
      }
      if (!filters.isEmpty()) {
        KnownTable table = tables.table(mapping);
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
    if (!everywhere.containsKey(Mechanism.MYBATIS_PLUS_TENANT_LINE)) {
      detectTenantLine(program);
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

  private boolean covers(Access access, TableUse use) {
    String table = lower(use.name());
    for (Map.Entry<Mechanism, Set<String>> each : everywhere.entrySet()) {
      if (!each.getValue().contains(table) && reaches(each.getKey(), access)) {
        return true;
      }
    }
    Set<Mapping.Filter> filters = byTable.getOrDefault(table, Set.of());
    boolean entity =
        access.covers() == Through.ENTITY_QUERY || access.covers() == Through.ENTITY_BY_ID;
    return (entity
            && (filters.contains(Mapping.Filter.HIBERNATE_TENANT_ID)
                || filters.contains(Mapping.Filter.ECLIPSELINK_MULTITENANT)))
        || (access.covers() == Through.ENTITY_QUERY
            && filters.contains(Mapping.Filter.HIBERNATE_FILTER));
  }

  private static boolean reaches(Mechanism mechanism, Access access) {
    boolean entity =
        access.covers() == Through.ENTITY_QUERY || access.covers() == Through.ENTITY_BY_ID;
    return switch (mechanism) {
      case HIBERNATE_TENANT_ID, ECLIPSELINK_MULTITENANT -> entity;
      case HIBERNATE_FILTER -> access.covers() == Through.ENTITY_QUERY;
      case MYBATIS_PLUS_TENANT_LINE -> access.covers() == Through.MYBATIS;
      case STATEMENT_INSPECTOR ->
          entity || access.road().startsWith("JPA") || access.road().startsWith("Hibernate");
      case ROW_LEVEL_SECURITY -> true;
    };
  }

  /** Hibernate's filters do nothing before someone enables them. */
  private static boolean enablesFilters(Program program) {
    boolean[] found = {false};
    for (TypeDecl type : program.types()) {
      for (AnnotationFact annotation : type.fact().annotations()) {
        found[0] |=
            annotation.name().endsWith("FilterDef")
                && annotation.attributes().get("autoEnabled") instanceof Expr.Literal literal
                && literal.text().equals("true");
      }
      for (MethodFact method : type.fact().methods()) {
        method
            .body()
            .ifPresent(
                b ->
                    Parts.expressions(
                        b,
                        e ->
                            found[0] |=
                                e instanceof Expr.Call c && c.name().equals("enableFilter")));
      }
    }
    return found[0];
  }

  private void detectTenantLine(Program program) {
    boolean installed = false;
    Set<String> ignored = new HashSet<>();
    Optional<TypeDecl> where = Optional.empty();
    for (TypeDecl type : program.types()) {
      boolean handler =
          type.fact().methods().stream().anyMatch(m -> m.name().equals("ignoreTable"))
              && program.is(
                  JType.of(type.name()),
                  "com.baomidou.mybatisplus.extension.plugins.handler.TenantLineHandler");
      for (MethodFact method : type.fact().methods()) {
        if (method.body().isEmpty()) {
          continue;
        }
        boolean[] found = {false};
        Set<String> texts = new HashSet<>();
        Parts.expressions(
            method.body().get(),
            e -> {
              found[0] |=
                  e instanceof Expr.New n && n.type().name().endsWith("TenantLineInnerInterceptor");
              if (e instanceof Expr.Text text) {
                texts.add(lower(text.value()));
              }
            });
        if (found[0]) {
          installed = true;
          where = Optional.of(type);
        }
        if ((handler || type.name().contains(".$")) && method.name().equals("ignoreTable")) {
          ignored.addAll(texts);
        }
      }
    }
    if (installed) {
      everywhere.put(Mechanism.MYBATIS_PLUS_TENANT_LINE, ignored);
      detections.add(
          new Detection(
              "tenant.enforced-by",
              "mybatis-plus-tenant-line"
                  + (ignored.isEmpty()
                      ? ""
                      : " except " + String.join(", ", new java.util.TreeSet<>(ignored))),
              "TenantLineInnerInterceptor in "
                  + where.map(t -> t.file().path()).orElse("the project")));
    }
  }
}
