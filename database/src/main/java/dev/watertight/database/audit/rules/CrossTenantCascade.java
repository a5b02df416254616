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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A foreign key without the tenant through which a delete or an update reaches other tenants. */
@AutoService(AuditRule.class)
public final class CrossTenantCascade implements AuditRule {
  private static final Set<String> REACHING = Set.of("CASCADE", "SET NULL", "SET DEFAULT");

  @Override
  public String name() {
    return "cross-tenant-cascade";
  }

  @Override
  public List<String> supersedesOnSameObject() {
    return List.of("foreign-key-without-tenant");
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    ForeignKeys keys = new ForeignKeys(subject);
    for (ForeignKeys.Key key : keys.betweenTenantTables()) {
      boolean reaches =
          key.constraint().onDelete().filter(REACHING::contains).isPresent()
              || key.constraint().onUpdate().filter(REACHING::contains).isPresent();
      Optional<Map<String, String>> attackers = keys.naming(key, subject.attacker());
      if (!reaches || keys.namesTenant(key) || attackers.isEmpty()) {
        continue;
      }
      // What cascades needs a row of B below a row of A: only where B's own session can make one.
      boolean possible =
          keys
              .references(key, subject.victim(), attackers.get(), "a row of B below a row of A")
              .stream()
              .anyMatch(s -> trial.probe(s).map(Outcome::leaks).orElse(true));
      List<AttackScript> scripts = possible ? scripts(subject, key, attackers.get()) : List.of();
      if (!scripts.isEmpty()) {
        trial.prove(candidate(key, keys), scripts);
      }
    }
  }

  private static Candidate candidate(ForeignKeys.Key key, ForeignKeys keys) {
    String action =
        key.constraint()
            .onDelete()
            .filter(REACHING::contains)
            .map(a -> "on delete " + a)
            .orElseGet(() -> "on update " + key.constraint().onUpdate().orElse(""))
            .toLowerCase(java.util.Locale.ROOT);
    return Candidate.of(
        key.label(),
        Optional.of(key.child().label()),
        Severity.ERROR,
        "`"
            + key.constraint().name()
            + "` on `"
            + key.child().label()
            + "` is "
            + action
            + " and does not name the tenant: when a tenant removes or changes its own row of `"
            + key.parent().label()
            + "`, rows of other tenants go with it, whatever the policies say. Let the key name the"
            + " tenant: "
            + keys.fixed(key)
            + ".");
  }

  private static List<AttackScript> scripts(
      Subject subject, ForeignKeys.Key key, Map<String, String> below) {
    Optional<String> own = subject.attackers(key.parent());
    Optional<String> victims = subject.victims(key.child());
    if (own.isEmpty() || victims.isEmpty() || subject.tenantColumns(key.child()).isEmpty()) {
      return List.of();
    }
    boolean reads =
        subject.tenantColumns(key.parent()).stream()
            .allMatch(c -> subject.app().has(key.parent(), c, "SELECT"));
    String where = reads ? " where " + own.get() : "";
    List<AttackScript> scripts = new ArrayList<>();
    if (subject.app().has(key.parent(), "DELETE")
        && key.constraint().onDelete().filter(REACHING::contains).isPresent()) {
      scripts.add(
          script(
              subject,
              key,
              below,
              victims.get(),
              "deletes A's own row, with a row of B below it",
              "delete from " + key.parent().sql() + where));
    }
    Optional<Column> renamed = renamed(subject, key);
    if (renamed.isPresent() && key.constraint().onUpdate().filter(REACHING::contains).isPresent()) {
      scripts.add(
          script(
              subject,
              key,
              below,
              victims.get(),
              "changes the key of A's own row, with a row of B below it",
              "update "
                  + key.parent().sql()
                  + " set "
                  + renamed.get().sql()
                  + " = "
                  + another(subject, renamed.get())
                  + where));
    }
    return scripts;
  }

  /** A referenced column that the application may change. */
  private static Optional<Column> renamed(Subject subject, ForeignKeys.Key key) {
    return key.constraint().targetColumns().stream()
        .flatMap(c -> key.parent().column(c).stream())
        .filter(c -> !subject.tenantColumns(key.parent()).contains(c))
        .filter(c -> subject.app().has(key.parent(), c, "UPDATE"))
        .findFirst();
  }

  private static String another(Subject subject, Column column) {
    if (column.type().equals("uuid")) {
      return "gen_random_uuid()";
    }
    boolean number =
        subject.catalog().type(column.typeOid()).filter(t -> t.category().equals("N")).isPresent();
    return number ? column.sql() + " + 10000" : column.sql() + " || 'x'";
  }

  private static AttackScript script(
      Subject subject,
      ForeignKeys.Key key,
      Map<String, String> below,
      String victims,
      String description,
      String attack) {
    AttackScript.Builder script = subject.attack(description);
    String child = key.child().sql();
    List<String> aside = new ArrayList<>(othersBelow(subject, key));
    List<String> sets = new ArrayList<>();
    below.forEach((column, value) -> sets.add(Identifier.quoted(column) + " = " + value));
    aside.add(
        "update "
            + child
            + " set "
            + String.join(", ", sets)
            + " where (tableoid, ctid) = (select tableoid, ctid from "
            + child
            + " where "
            + victims
            + " limit 1)");
    OwnRow.aside(script, aside);
    return script
        .attack(attack)
        .observe(
            "select 'B''s row is gone, or no longer refers to anything' as seen where not exists"
                + " (select from "
                + child
                + " where "
                + victims
                + " and "
                + OwnRow.condition(below)
                + ")")
        .stoppedBy("23503")
        .build();
  }

  /** What else refers to A's own rows, and would keep them from being deleted. */
  private static List<String> othersBelow(Subject subject, ForeignKeys.Key key) {
    Map<Long, Relation> relations = subject.catalog().relationsById();
    return subject
        .catalog()
        .referencesTo(key.parent())
        .filter(c -> c.table() != key.parent().oid())
        .flatMap(c -> Optional.ofNullable(relations.get(c.table())).stream())
        .distinct()
        .flatMap(
            r ->
                subject
                    .attackers(r)
                    .map(own -> "delete from " + r.sql() + " where " + own)
                    .stream())
        .toList();
  }
}
