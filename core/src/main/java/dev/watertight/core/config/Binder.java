package dev.watertight.core.config;

import dev.watertight.core.config.Configuration.AcrossTenantsMark;
import dev.watertight.core.config.Configuration.Enforcement;
import dev.watertight.core.config.Configuration.Engine;
import dev.watertight.core.config.Configuration.Mechanism;
import dev.watertight.core.config.Configuration.QueryApi;
import dev.watertight.core.config.Configuration.Suppression;
import dev.watertight.core.finding.Severity;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the records of the configuration from values that fit their shapes. */
final class Binder {
  private Binder() {}

  static Configuration bind(Value.Fields root) {
    Tree tree = new Tree(root, Keys.ROOT);
    return new Configuration(
        tenant(tree.section("tenant")),
        tables(tree.section("tables")),
        code(tree.section("code")),
        database(tree.section("database")),
        report(tree.section("report")),
        tree.items("suppressions").map(item -> suppression(item.tree())).toList(),
        Given.Walk.origins(root));
  }

  private static Configuration.Tenant tenant(Tree tree) {
    return new Configuration.Tenant(
        tree.text("table"),
        tree.texts("column"),
        tree.text("setting"),
        tree.items("enforced-by").map(Binder::enforcement).toList(),
        tree.flag("optional"),
        tree.flag("role-per-tenant"));
  }

  private static Enforcement enforcement(Tree.Item item) {
    return item.plain()
        .map(name -> new Enforcement(mechanism(name), List.of()))
        .orElseGet(
            () ->
                new Enforcement(
                    mechanism(item.tree().text("by").orElseThrow()), item.tree().texts("except")));
  }

  private static Mechanism mechanism(String label) {
    return Stream.of(Mechanism.values())
        .filter(m -> m.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private static Configuration.Tables tables(Tree tree) {
    return new Configuration.Tables(
        tree.texts("shared"),
        tree.texts("scoped"),
        tree.entries("columns"),
        tree.entries("scoped-through"),
        tree.texts("keyed-by-tenant"));
  }

  private static Configuration.Code code(Tree tree) {
    Tree context = tree.section("context");
    Tree templates = tree.section("sql-templates");
    Tree caches = tree.section("caches");
    return new Configuration.Code(
        tree.texts("sources"),
        tree.texts("tenant-factory"),
        tree.texts("tenant-scope-types"),
        tree.texts("verified-identity"),
        tree.items("across-tenants").map(Binder::acrossTenants).toList(),
        tree.texts("tenant-predicates"),
        tree.texts("ownership-checks"),
        tree.texts("tenant-types"),
        new Configuration.ContextMethods(
            context.texts("set"), context.texts("lift"), context.texts("restore")),
        new Configuration.SqlTemplates(templates.texts("files"), templates.texts("tenant-macros")),
        new Configuration.Caches(
            caches.texts("annotations"),
            caches.texts("key-attributes"),
            caches.texts("tenant-expressions")),
        tree.items("query-apis").map(item -> queryApi(item.tree())).toList());
  }

  private static AcrossTenantsMark acrossTenants(Tree.Item item) {
    if (item.plain().isPresent()) {
      return new AcrossTenantsMark(
          item.plain(),
          Optional.empty(),
          Optional.empty(),
          item.tree().entries("when"),
          Optional.empty());
    }
    Tree tree = item.tree();
    return new AcrossTenantsMark(
        tree.text("annotation"),
        tree.text("method"),
        tree.text("call"),
        tree.entries("when"),
        tree.text("reason").filter(reason -> !reason.isBlank()));
  }

  private static QueryApi queryApi(Tree tree) {
    return new QueryApi(tree.text("type").orElseThrow(), tree.texts("tenant"), tree.texts("end"));
  }

  private static Configuration.Database database(Tree tree) {
    return new Configuration.Database(
        tree.text("engine").map(name -> Engine.valueOf(name.toUpperCase(Locale.ROOT))),
        tree.text("version").map(Integer::valueOf),
        tree.text("url"),
        tree.text("user"),
        tree.text("password-env"),
        tree.texts("migrations"),
        tree.text("app-role"),
        tree.entryLists("values"));
  }

  private static Configuration.ReportOptions report(Tree tree) {
    return new Configuration.ReportOptions(
        tree.text("directory"),
        tree.text("fail-on")
            .filter(word -> !word.equals(Keys.NEVER))
            .map(word -> Severity.valueOf(word.toUpperCase(Locale.ROOT))),
        tree.text("root"));
  }

  private static Suppression suppression(Tree tree) {
    return new Suppression(
        tree.text("rule").orElseThrow(),
        tree.text("path"),
        tree.text("object"),
        tree.text("reason").orElse(""),
        tree.text("expires").map(LocalDate::parse),
        tree.origin());
  }
}
