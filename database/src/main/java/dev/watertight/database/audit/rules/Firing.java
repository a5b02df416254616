package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Function;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.catalog.RewriteRule;
import dev.watertight.database.catalog.Rights;
import dev.watertight.database.world.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A trigger or rewrite rule, and statements that fire it.
 *
 * @param name its name
 * @param definition its text
 * @param table its table or view
 */
record Firing(Subject subject, String name, String definition, Relation table) {
  private static final Pattern OF = Pattern.compile(" UPDATE OF ([^;]*?) ON ");

  /** The enabled triggers that call the function. */
  static List<Firing> of(Subject subject, Function function) {
    return subject.catalog().triggers().stream()
        .filter(t -> t.enabled() && t.function() == function.oid())
        .flatMap(
            t ->
                subject
                    .catalog()
                    .relation(t.table())
                    .map(r -> new Firing(subject, t.name(), t.definition(), r))
                    .stream())
        .toList();
  }

  /** The rewrite rule. */
  static Firing of(Subject subject, RewriteRule rule, Relation table) {
    return new Firing(subject, rule.name(), " " + rule.event() + " ON ", table);
  }

  /** Statements by which the application fires it on rows of the attacker's. */
  List<String> asApplication() {
    Rights app = subject.app();
    List<String> statements = new ArrayList<>();
    if (firesOn("UPDATE")) {
      update(Optional.of(app)).ifPresent(statements::add);
    }
    if (firesOn("INSERT")) {
      NewRow.of(subject, table, subject.attacker())
          .filter(r -> r.isInsertableBy(app, table))
          .map(r -> r.insertInto(table))
          .ifPresent(statements::add);
    }
    if (firesOn("DELETE") && app.has(table, "DELETE")) {
      statements.add("delete from " + table.sql());
    }
    return statements;
  }

  /** A statement that fires it on rows of the tenant's, for a superuser. */
  Optional<String> on(Tenant tenant) {
    Optional<String> where = subject.world().belongsTo(table, tenant).map(c -> " where " + c);
    if (firesOn("UPDATE")) {
      return where.flatMap(w -> update(Optional.empty()).map(u -> u + w));
    }
    if (firesOn("INSERT")) {
      return NewRow.of(subject, table, tenant).map(r -> r.insertInto(table));
    }
    return where.map(w -> "delete from " + table.sql() + w);
  }

  private boolean firesOn(String event) {
    return definition.replaceFirst(" ON .*", "").contains(event);
  }

  /** Sets a column to what it holds, so that nothing but the trigger matters. */
  private Optional<String> update(Optional<Rights> role) {
    java.util.regex.Matcher of = OF.matcher(definition);
    List<String> only = of.find() ? List.of(of.group(1).split(",\\s*", -1)) : List.of();
    return table.columns().stream()
        .filter(c -> !c.generated() && (only.isEmpty() || only.contains(c.sql())))
        .filter(
            c -> role.map(r -> r.has(table, c, "UPDATE") && r.has(table, c, "SELECT")).orElse(true))
        .map(Column::sql)
        .reduce((first, second) -> second)
        .map(c -> "update " + table.sql() + " set " + c + " = " + c);
  }
}
