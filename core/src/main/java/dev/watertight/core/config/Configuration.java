package dev.watertight.core.config;

import dev.watertight.core.finding.Severity;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All of {@code watertight.yml}, with the overrides applied. What was not given is empty; detection
 * fills it later. Names are kept as written; tables and columns match without regard to case.
 *
 * @param origins where each value that was given stands
 */
public record Configuration(
    Tenant tenant,
    Tables tables,
    Code code,
    Database database,
    ReportOptions report,
    List<Suppression> suppressions,
    Origins origins) {

  public Configuration {
    suppressions = List.copyOf(suppressions);
  }

  /** What holds where nothing is configured. */
  public static Configuration defaults() {
    return Binder.bind(new Value.Fields(Map.of(), new Origin("default", 0)));
  }

  /**
   * The section {@code tenant}.
   *
   * @param table the tenant table; {@code none} where there is no such table
   * @param columns the tenant column or columns
   * @param setting the PostgreSQL setting that policies read
   * @param enforcedBy mechanisms that add the tenant by themselves
   * @param optional "no tenant asked" is a legal branch
   * @param rolePerTenant policies are keyed on current_user
   */
  public record Tenant(
      Optional<String> table,
      List<String> columns,
      Optional<String> setting,
      List<Enforcement> enforcedBy,
      boolean optional,
      boolean rolePerTenant) {}

  /**
   * A mechanism that adds the tenant by itself.
   *
   * @param by its name
   * @param except tables that it does not cover
   */
  public record Enforcement(Mechanism by, List<String> except) {}

  /** The mechanisms known by name. */
  public enum Mechanism {
    HIBERNATE_TENANT_ID("hibernate-tenant-id"),
    HIBERNATE_FILTER("hibernate-filter"),
    ECLIPSELINK_MULTITENANT("eclipselink-multitenant"),
    MYBATIS_PLUS_TENANT_LINE("mybatis-plus-tenant-line"),
    STATEMENT_INSPECTOR("statement-inspector"),
    ROW_LEVEL_SECURITY("row-level-security");

    private final String label;

    Mechanism(String label) {
      this.label = label;
    }

    /** The name in configuration. */
    public String label() {
      return label;
    }
  }

  /**
   * The section {@code tables}.
   *
   * @param shared reviewed as not tenant-scoped
   * @param scoped scoped tables that detection cannot see
   * @param columns table to the name of its tenant column
   * @param scopedThrough table to the scoped parent that it must be joined to
   * @param keyedByTenant {@code table.column} keys that contain the tenant
   */
  public record Tables(
      List<String> shared,
      List<String> scoped,
      Map<String, String> columns,
      Map<String, String> scopedThrough,
      List<String> keyedByTenant) {}

  /**
   * The section {@code code}.
   *
   * @param sources folders relative to the project's root; the defaults if none was given
   * @param tenantFactory packages (with {@code *} and {@code ..}) or classes that alone may touch
   *     tenant tables
   */
  public record Code(
      List<String> sources,
      List<String> tenantFactory,
      List<String> tenantScopeTypes,
      List<String> verifiedIdentity,
      List<AcrossTenantsMark> acrossTenants,
      List<String> tenantPredicates,
      List<String> ownershipChecks,
      List<String> tenantTypes,
      ContextMethods context,
      SqlTemplates sqlTemplates,
      Caches caches,
      List<QueryApi> queryApis) {}

  /**
   * How a project marks a reviewed cross-tenant access. Exactly one of annotation, method and call
   * is present.
   *
   * @param annotation name of an annotation
   * @param method pattern of method names, with {@code *}
   * @param call {@code type#method} of a call whose lambda is the access
   * @param when attribute to value: the annotation marks only where they are so
   * @param reason the reason for all of them; empty for a plain annotation name, which must carry
   *     its own
   */
  public record AcrossTenantsMark(
      Optional<String> annotation,
      Optional<String> method,
      Optional<String> call,
      Map<String, String> when,
      Optional<String> reason) {}

  /** Methods that set, lift and restore the tenant context, as {@code type#method}. */
  public record ContextMethods(List<String> set, List<String> lift, List<String> restore) {}

  /** SQL template files by glob, and the macros in them that add the tenant. */
  public record SqlTemplates(List<String> files, List<String> tenantMacros) {}

  /** A project's own caches. */
  public record Caches(
      List<String> annotations, List<String> keyAttributes, List<String> tenantExpressions) {}

  /** A library's fluent query with no SQL in sight. */
  public record QueryApi(String type, List<String> tenant, List<String> end) {}

  /**
   * The section {@code database}.
   *
   * @param passwordEnv name of the environment variable that holds the password
   * @param values {@code table.column} to the values that seeded rows have there
   */
  public record Database(
      Optional<Engine> engine,
      Optional<Integer> version,
      Optional<String> url,
      Optional<String> user,
      Optional<String> passwordEnv,
      List<String> migrations,
      Optional<String> appRole,
      Map<String, List<String>> values) {}

  /** Where the scratch database comes from. */
  public enum Engine {
    EMBEDDED,
    TESTCONTAINERS,
    JDBC
  }

  /**
   * The section {@code report}.
   *
   * @param directory where the report goes, relative to the project's root; empty for the default
   * @param failOn worst severity that passes nothing; empty for {@code never}
   * @param root folder that paths in reports are relative to, if not the project's
   */
  public record ReportOptions(
      Optional<String> directory, Optional<Severity> failOn, Optional<String> root) {}

  /**
   * An entry of {@code suppressions}. Exactly one of path and object is present.
   *
   * @param rule a rule's name
   * @param path glob over paths in reports
   * @param object name of a database object
   * @param reason why; blank where none was given, which is a finding
   * @param expires the last day on which it holds
   * @param origin where the entry stands
   */
  public record Suppression(
      String rule,
      Optional<String> path,
      Optional<String> object,
      String reason,
      Optional<LocalDate> expires,
      Origin origin) {}
}
