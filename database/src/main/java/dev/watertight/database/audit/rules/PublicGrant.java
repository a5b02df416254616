package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Context;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Grant;
import dev.watertight.database.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Rights on a tenant table that every role of the database has. */
@AutoService(AuditRule.class)
public final class PublicGrant implements AuditRule {
  private static final String ANYONE = "watertight_anyone";
  private static final List<String> DATA = List.of("SELECT", "INSERT", "UPDATE", "DELETE");

  @Override
  public String name() {
    return "public-grant";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    for (Relation table : subject.tenantTables()) {
      Set<String> granted = new TreeSet<>();
      Stream.concat(
              table.grants().stream(), table.columns().stream().flatMap(c -> c.grants().stream()))
          .filter(g -> g.grantee().equals(Grant.PUBLIC) && DATA.contains(g.privilege()))
          .forEach(g -> granted.add(g.privilege()));
      List<AttackScript> scripts = scripts(subject, table, granted);
      if (!scripts.isEmpty()) {
        trial.prove(candidate(table, granted), scripts);
      }
    }
  }

  private static Candidate candidate(Relation table, Set<String> granted) {
    String rights = String.join(", ", granted).toLowerCase(Locale.ROOT);
    return Candidate.of(
        table.label(),
        Optional.of(table.label()),
        Severity.ERROR,
        "Everyone may "
            + rights
            + " on `"
            + table.label()
            + "`: every role that can connect, now and later, reaches all tenants' rows. Say revoke "
            + rights
            + " on "
            + table.sql()
            + " from public, and grant to the roles that need it.");
  }

  /** As a role that has nothing but what everyone has; it lives for the attack alone. */
  private static List<AttackScript> scripts(Subject subject, Relation table, Set<String> granted) {
    Optional<String> victims = subject.victims(table);
    List<AttackScript> scripts = new ArrayList<>();
    if (victims.isEmpty()) {
      return scripts;
    }
    for (Context context : List.of(subject.empty(), subject.as(subject.victim()))) {
      String by = " as a role that was granted nothing, " + context.description();
      if (granted.contains("SELECT")) {
        scripts.add(
            begin(context, "reads B's rows" + by)
                .attack("select * from " + table.sql() + " where " + victims.get())
                .build());
      }
      if (granted.contains("DELETE")) {
        scripts.add(
            begin(context, "deletes B's rows" + by)
                .attack("delete from " + table.sql())
                .observe(
                    "select 'B''s rows are gone' as seen where not exists (select from "
                        + table.sql()
                        + " where "
                        + victims.get()
                        + ")")
                .stoppedBy("23503")
                .build());
      }
    }
    return scripts;
  }

  private static AttackScript.Builder begin(Context context, String description) {
    return AttackScript.as(ANYONE, context, description).observe("create role " + ANYONE);
  }
}
