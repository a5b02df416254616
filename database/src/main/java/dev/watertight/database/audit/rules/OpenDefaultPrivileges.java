package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.DefaultPrivilege;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rights on tables that are yet to be made, and will have no row-level security at first. */
@AutoService(AuditRule.class)
public final class OpenDefaultPrivileges implements AuditRule {
  private static final String FUTURE = "watertight_future";
  private static final List<String> DATA =
      List.of("SELECT", "UPDATE", "DELETE", "TRUNCATE", "INSERT");

  @Override
  public String name() {
    return "open-default-privileges";
  }

  private record Scope(String role, Optional<String> schema) {}

  @Override
  public void audit(Subject subject, Trial trial) {
    Map<Scope, Set<String>> open = new LinkedHashMap<>();
    for (DefaultPrivilege each : subject.catalog().defaultPrivileges()) {
      if (each.objects().equals("r")
          && DATA.contains(each.grant().privilege())
          && !each.grant().grantee().equals(each.role())
          && subject.app().has(List.of(each.grant()), each.grant().privilege())) {
        open.computeIfAbsent(new Scope(each.role(), each.schema()), k -> new LinkedHashSet<>())
            .add(each.grant().privilege());
      }
    }
    open.forEach(
        (scope, rights) ->
            trial.prove(
                candidate(subject, scope, rights), List.of(script(subject, scope, rights))));
  }

  private static Candidate candidate(Subject subject, Scope scope, Set<String> rights) {
    String label =
        "default privileges of " + scope.role() + " in " + scope.schema().orElse("all schemas");
    String words =
        String.join(", ", DATA.stream().filter(rights::contains).toList()).toLowerCase(Locale.ROOT);
    return Candidate.of(
        label,
        Optional.empty(),
        Severity.WARNING,
        "Every table that "
            + scope.role()
            + " makes"
            + scope.schema().map(s -> " in " + s).orElse("")
            + " is open to "
            + subject.app().role()
            + " from its first moment ("
            + words
            + "), when it has no row-level security yet. Grant each table by itself, after its"
            + " policy, and alter default privileges for role "
            + Identifier.quoted(scope.role())
            + scope.schema().map(s -> " in schema " + Identifier.quoted(s)).orElse("")
            + " revoke "
            + words
            + " on tables.");
  }

  private static AttackScript script(Subject subject, Scope scope, Set<String> rights) {
    String schema =
        scope
            .schema()
            .or(
                () ->
                    subject.tenantTables().stream()
                        .map(Relation::schema)
                        .filter(subject.app()::uses)
                        .findFirst())
            .orElse("public");
    String table = Identifier.quoted(schema) + "." + FUTURE;
    String right = DATA.stream().filter(rights::contains).findFirst().orElse("SELECT");
    AttackScript.Builder script =
        subject
            .attack("reaches, as A, a row of B in the next table that is made")
            .observe(
                "grant create on schema "
                    + Identifier.quoted(schema)
                    + " to "
                    + Identifier.quoted(scope.role()))
            .observe("set local role " + Identifier.quoted(scope.role()))
            .observe("create table " + table + " (tenant text, secret text)")
            .observe("reset role")
            .observe(
                "insert into "
                    + table
                    + " values ("
                    + Identifier.literal(subject.victim().id())
                    + ", 'wtB7future')");
    String untouched =
        " where secret = 'wtB7future' and tenant = " + Identifier.literal(subject.victim().id());
    return switch (right) {
      case "SELECT" -> script.attack("select * from " + table + untouched).build();
      case "INSERT" ->
          script
              .attack(
                  "insert into "
                      + table
                      + " values ("
                      + Identifier.literal(subject.victim().id())
                      + ", 'by A')")
              .observe("select * from " + table + " where secret = 'by A'")
              .build();
      case "TRUNCATE" -> changed(script.attack("truncate " + table), table, untouched);
      case "DELETE" -> changed(script.attack("delete from " + table), table, untouched);
      default ->
          changed(script.attack("update " + table + " set secret = 'by A'"), table, untouched);
    };
  }

  private static AttackScript changed(AttackScript.Builder script, String table, String untouched) {
    return script
        .observe(
            "select 'B''s row was changed or is gone' as seen where not exists (select from "
                + table
                + untouched
                + ")")
        .build();
  }
}
