package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Index;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.catalog.Rights;
import dev.watertight.database.catalog.SchemaGrants;
import dev.watertight.database.world.SeededRow;
import java.util.List;
import java.util.Optional;

/** The right to make foreign keys to a tenant table, by which any key can be tried. */
@AutoService(AuditRule.class)
public final class ReferencesGranted implements AuditRule {
  private static final String PROBE = "watertight_probe";

  @Override
  public String name() {
    return "references-granted";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    for (Relation table : subject.tenantTables()) {
      Optional<SeededRow> row = subject.world().row(table, subject.victim());
      Optional<Index> key =
          subject
              .catalog()
              .indexesOf(table)
              .filter(i -> i.unique() && i.predicate().isEmpty() && i.valid())
              .filter(i -> i.keys().stream().allMatch(k -> granted(subject, table, k)))
              .filter(
                  i -> i.keys().stream().allMatch(k -> row.flatMap(r -> r.value(k)).isPresent()))
              .findFirst();
      if (row.isPresent() && key.isPresent() && !subject.app().owns(table.owner())) {
        trial.prove(
            candidate(subject, table), List.of(script(subject, table, key.get(), row.get())));
      }
    }
  }

  private static boolean granted(Subject subject, Relation table, String column) {
    return table.column(column).filter(c -> subject.app().has(table, c, "REFERENCES")).isPresent();
  }

  private static Candidate candidate(Subject subject, Relation table) {
    return Candidate.of(
        table.label(),
        Optional.of(table.label()),
        Severity.ERROR,
        "`"
            + subject.app().role()
            + "` may make foreign keys to `"
            + table.label()
            + "`, whose checks ignore row-level security: a table of its own tells which keys other"
            + " tenants have. Say revoke references on "
            + table.sql()
            + " from "
            + Identifier.quoted(subject.app().role())
            + ".");
  }

  private static AttackScript script(Subject subject, Relation table, Index key, SeededRow row) {
    AttackScript.Builder script =
        subject.attack("tries a key of B with a foreign key of A's own making");
    String probe = Identifier.quoted(schema(subject, table, script)) + "." + PROBE;
    List<String> columns = key.keys().stream().map(Identifier::quoted).toList();
    List<String> typed =
        key.keys().stream()
            .flatMap(k -> table.column(k).stream())
            .map(c -> c.sql() + " " + c.type())
            .toList();
    List<String> values =
        key.keys().stream().flatMap(k -> row.value(k).stream()).map(Identifier::literal).toList();
    String names = String.join(", ", columns);
    return script
        .attack(
            "create table "
                + probe
                + " ("
                + String.join(", ", typed)
                + ", foreign key ("
                + names
                + ") references "
                + table.sql()
                + " ("
                + names
                + "))")
        .attack("insert into " + probe + " values (" + String.join(", ", values) + ")")
        .observe("select * from " + probe)
        .build();
  }

  /** A schema in which the application's role may make a table, if there is one. */
  private static String schema(Subject subject, Relation table, AttackScript.Builder script) {
    Rights app = subject.app();
    Optional<String> open =
        subject.catalog().schemas().stream()
            .filter(s -> app.owns(s.owner()) || app.has(s.grants(), "CREATE"))
            .map(SchemaGrants::name)
            .findFirst();
    if (open.isEmpty()
        && (app.owns(subject.catalog().databaseOwner())
            || app.has(subject.catalog().databaseGrants(), "CREATE"))) {
      script.attack("create schema " + PROBE);
      return PROBE;
    }
    return open.orElse(table.schema());
  }
}
