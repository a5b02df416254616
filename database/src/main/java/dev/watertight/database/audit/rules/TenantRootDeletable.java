package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tenants themselves, deletable by another tenant's session. */
@AutoService(AuditRule.class)
public final class TenantRootDeletable implements AuditRule {
  @Override
  public String name() {
    return "tenant-root-deletable";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    for (Relation table : subject.tenantTables()) {
      boolean tenants = subject.isTenants(table);
      Optional<String> victims = subject.victims(table);
      if (tenants
          && victims.isPresent()
          && !subject.app().isSuperuser()
          && subject.app().has(table, "DELETE")) {
        trial.prove(
            Candidate.of(
                table.label(),
                Optional.of(table.label()),
                Severity.ERROR,
                "A session of one tenant can delete another tenant from `"
                    + table.label()
                    + "`, and by cascading foreign keys all that belongs to it. Say revoke delete on "
                    + table.sql()
                    + " from "
                    + Identifier.quoted(subject.app().role())
                    + ", or a policy that holds the tenant to its own row."),
            List.of(
                script(subject, table, victims.get(), "deletes tenants, as A", List.of()),
                script(
                    subject,
                    table,
                    victims.get(),
                    "deletes tenants that have no rows yet, as A",
                    rowsBelow(subject, table))));
      }
    }
  }

  private static AttackScript script(
      Subject subject, Relation table, String victims, String description, List<String> aside) {
    AttackScript.Builder script = subject.attack(description);
    OwnRow.aside(script, aside);
    return script
        .attack("delete from " + table.sql())
        .observe(
            "select 'tenant B is gone' as seen where not exists (select from "
                + table.sql()
                + " where "
                + victims
                + ")")
        .stoppedBy("23503")
        .build();
  }

  private static List<String> rowsBelow(Subject subject, Relation table) {
    Map<Long, Relation> relations = subject.catalog().relationsById();
    return subject
        .catalog()
        .referencesTo(table)
        .filter(c -> c.table() != table.oid())
        .flatMap(c -> Optional.ofNullable(relations.get(c.table())).stream())
        .distinct()
        .map(r -> "delete from " + r.sql())
        .toList();
  }
}
