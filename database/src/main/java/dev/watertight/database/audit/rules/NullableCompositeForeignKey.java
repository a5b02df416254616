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
import dev.watertight.database.world.SeededRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A foreign key with the tenant in it, which is not checked where the tenant is null. */
@AutoService(AuditRule.class)
public final class NullableCompositeForeignKey implements AuditRule {
  @Override
  public String name() {
    return "nullable-composite-foreign-key";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    ForeignKeys keys = new ForeignKeys(subject);
    for (ForeignKeys.Key key : keys.betweenTenantTables()) {
      List<String> nullable =
          keys.pairedWithTenant(key).stream()
              .filter(c -> key.child().column(c).filter(column -> !column.notNull()).isPresent())
              .toList();
      Map<String, String> changes = unchecked(subject, key, nullable);
      if (key.constraint().matchFull()
          || nullable.isEmpty()
          || changes.size() == nullable.size()
          || isFreeAnyway(subject, trial, keys, key)) {
        continue;
      }
      List<AttackScript> scripts =
          keys.references(
              key,
              subject.attacker(),
              changes,
              "a row of A that names a row of B and has no tenant in the key");
      if (!scripts.isEmpty()) {
        trial.prove(candidate(key, nullable), scripts);
      }
    }
  }

  private static Candidate candidate(ForeignKeys.Key key, List<String> nullable) {
    return Candidate.of(
        key.label(),
        Optional.of(key.child().label()),
        Severity.ERROR,
        "`"
            + key.constraint().name()
            + "` on `"
            + key.child().label()
            + "` names the tenant by `"
            + String.join("`, `", nullable)
            + "`, which may be null, and then PostgreSQL checks nothing (MATCH SIMPLE): a row can"
            + " name another tenant's row of `"
            + key.parent().label()
            + "`. Say alter table "
            + key.child().sql()
            + " alter column "
            + Identifier.quoted(nullable.get(0))
            + " set not null, or match full.");
  }

  /** The tenant left null, the rest of the key as in the victim's row. */
  private static Map<String, String> unchecked(
      Subject subject, ForeignKeys.Key key, List<String> nullable) {
    Optional<SeededRow> victims = subject.world().row(key.parent(), subject.victim());
    List<String> own = subject.tenantColumns(key.child()).stream().map(Column::name).toList();
    Map<String, String> changes = new LinkedHashMap<>();
    for (int i = 0; i < key.constraint().columns().size(); i++) {
      String column = key.constraint().columns().get(i);
      String target = key.constraint().targetColumns().get(i);
      if (nullable.contains(column)) {
        changes.put(column, "null");
      } else if (!own.contains(column)) {
        victims
            .flatMap(r -> r.value(target))
            .ifPresent(value -> changes.put(column, Identifier.literal(value)));
      }
    }
    return changes;
  }

  /** Whether the key can name another tenant openly: that is foreign-key-without-tenant. */
  private static boolean isFreeAnyway(
      Subject subject, Trial trial, ForeignKeys keys, ForeignKeys.Key key) {
    return !keys.namesTenant(key)
        && keys
            .naming(key, subject.victim())
            .map(victims -> keys.references(key, subject.attacker(), victims, "a row of A"))
            .orElse(List.of())
            .stream()
            .anyMatch(s -> trial.probe(s).map(Outcome::leaks).orElse(true));
  }
}
