package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Outcome;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.catalog.Relation.Kind;
import java.util.List;
import java.util.Optional;

/** A foreign table of tenants' rows: policies do not exist on it. */
@AutoService(AuditRule.class)
public final class ForeignTable implements AuditRule {
  /** The role has no mapping to the other server, so it cannot get there. */
  private static final String NO_MAPPING = "42704";

  @Override
  public String name() {
    return "foreign-table";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    for (Relation table : subject.catalog().relations()) {
      if (table.kind() != Kind.FOREIGN_TABLE || !subject.app().hasAny(table, "SELECT")) {
        continue;
      }
      List<Column> tenant =
          subject.model().tenantColumns().stream()
              .flatMap(c -> table.column(c).stream())
              .filter(c -> subject.app().has(table, c, "SELECT"))
              .toList();
      if (!tenant.isEmpty()) {
        judge(subject, trial, table, tenant);
      } else if (Family.ancestor(subject, table).isPresent()) {
        trial.unproven(candidate(subject, table), "it has no tenant column to tell rows apart by");
      }
    }
  }

  private static void judge(Subject subject, Trial trial, Relation table, List<Column> tenant) {
    Candidate candidate = candidate(subject, table);
    AttackScript read =
        script(subject, "reads B's rows on the other server")
            .attack("select * from " + table.sql() + " where " + victims(subject, tenant))
            .build();
    Optional<Outcome> outcome = trial.probe(read);
    if (outcome.isEmpty() || isReachedAndEmpty(subject, trial, table, outcome.get())) {
      trial.suspect(candidate);
    } else {
      trial.judge(candidate, read, outcome.get());
    }
  }

  /** The other server was not seeded, so that it shows nothing of the victim's says nothing. */
  private static boolean isReachedAndEmpty(
      Subject subject, Trial trial, Relation table, Outcome outcome) {
    return outcome.kind() == Outcome.Kind.STOPPED
        && trial
            .probe(
                script(subject, "counts rows on the other server")
                    .attack("select count(*) from " + table.sql())
                    .build())
            .filter(Outcome::leaks)
            .isPresent();
  }

  private static AttackScript.Builder script(Subject subject, String description) {
    return subject.attack(description).stoppedBy(NO_MAPPING);
  }

  private static String victims(Subject subject, List<Column> tenant) {
    List<String> ids = subject.victim().ids();
    return tenant.get(0).sql() + " = " + Identifier.literal(ids.get(0));
  }

  private static Candidate candidate(Subject subject, Relation table) {
    return new Candidate(
        table.label(),
        Optional.of(table.label()),
        Severity.ERROR,
        "`"
            + table.label()
            + "` is a foreign table with rows of tenants: it is read as the mapped role of the"
            + " other server, and policies do not exist on it. Revoke it: revoke all on "
            + table.sql()
            + " from "
            + subject.app().role()
            + ", and show it through a security_barrier view that asks for the tenant.",
        List.of(),
        Optional.of("the other server can be reached"));
  }
}
