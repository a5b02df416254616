package dev.watertight.database.audit.rules;

import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Outcome;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Index;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.world.SeededRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Indexes that keep two tenants from having the same value, and so tell each of the other's. */
final class GlobalKeys {
  private final Subject subject;
  private final String refusal;

  /**
   * Keys whose violation has this SQLSTATE.
   *
   * @param refusal {@code 23505} or {@code 23P01}
   */
  GlobalKeys(Subject subject, String refusal) {
    this.subject = subject;
    this.refusal = refusal;
  }

  /** Attacks every index of a tenant table that could tell. */
  void prove(Trial trial) {
    for (Relation table : subject.tenantTables()) {
      subject
          .catalog()
          .indexesOf(table)
          .filter(i -> refusal.equals("23P01") ? i.exclusion() : i.unique() && !i.exclusion())
          .filter(i -> i.valid() && !i.inherited())
          .filter(i -> i.keys().stream().noneMatch(k -> isTenant(table, k)))
          .filter(i -> !isTenantItself(table, i))
          .filter(i -> refusal.equals("23P01") || !RandomKeys.hasOne(subject, table, i))
          .forEach(i -> prove(trial, table, i));
    }
  }

  private boolean isTenant(Relation table, String key) {
    return subject.tenantColumns(table).stream().anyMatch(c -> c.name().equals(key));
  }

  /** Whether it is the key of the table of tenants, which is the tenant itself. */
  private boolean isTenantItself(Relation table, Index index) {
    return index.primary() && subject.isTenants(table);
  }

  private void prove(Trial trial, Relation table, Index index) {
    Candidate candidate = candidate(table, index);
    Optional<String> victims = subject.victims(table);
    Optional<OwnRow> own = OwnRow.of(subject, table, subject.attacker());
    Optional<SeededRow> other = subject.world().row(table, subject.victim());
    if (victims.isEmpty() || own.isEmpty() || other.isEmpty()) {
      return;
    }
    IndexPredicate predicate = new IndexPredicate(table, index);
    if (predicate.isAboutTenant(subject)) {
      return;
    }
    // What B's row must be so that the index holds it, and A's so that it meets B's there.
    Map<String, String> prepared = new LinkedHashMap<>(predicate.satisfying());
    Map<String, String> same = new LinkedHashMap<>();
    for (Column column : columns(table, index)) {
      Optional<String> value = other.get().value(column.name()).map(Identifier::literal);
      if (value.isEmpty() && !nullsAreEqual(index)) {
        String filled = ProbeValue.of(subject.catalog(), column);
        prepared.put(column.name(), filled);
        same.put(column.name(), filled);
      } else {
        same.put(column.name(), value.orElse("null"));
      }
    }
    same.putAll(predicate.satisfying());
    List<AttackScript> scripts = new ArrayList<>();
    inserted(table, index, own.get(), prepared, same, victims.get()).ifPresent(scripts::add);
    updated(table, index, prepared, same, victims.get()).ifPresent(scripts::add);
    if (scripts.isEmpty()) {
      return;
    }
    if (index.predicate().isPresent()
        && !holdsVictim(trial, table, index, prepared, victims.get())) {
      trial.unproven(
          candidate, "no row of tenant B could be made to satisfy " + index.predicate().orElse(""));
      return;
    }
    trial.prove(candidate, scripts);
  }

  private boolean holdsVictim(
      Trial trial, Relation table, Index index, Map<String, String> prepared, String victims) {
    AttackScript.Builder script = subject.attack("looks whether the index holds a row of B");
    prepare(script, table, prepared, victims);
    script.observe(
        "select from "
            + table.sql()
            + " where "
            + victims
            + " and "
            + index.predicate().orElse("true"));
    return trial.probe(script.build()).map(Outcome::leaks).orElse(true);
  }

  private Optional<AttackScript> inserted(
      Relation table,
      Index index,
      OwnRow own,
      Map<String, String> prepared,
      Map<String, String> same,
      String victims) {
    Optional<String> asItWas = own.insert(Map.of());
    Optional<String> changed = own.insert(same);
    Optional<String> attackers = subject.attackers(table);
    if (asItWas.isEmpty() || changed.isEmpty() || attackers.isEmpty()) {
      return Optional.empty();
    }
    AttackScript.Builder script = subject.attack("inserts, as A, a value that B has");
    OwnRow.aside(script, List.of("delete from " + table.sql() + " where " + attackers.get()));
    prepare(script, table, prepared, victims);
    immediate(script, table, index);
    OwnRow.insertAgain(script, asItWas.get(), changed.get());
    return Optional.of(script.stoppedBy(OwnRow.REFUSALS).leaksByRefusal(refusal));
  }

  private Optional<AttackScript> updated(
      Relation table,
      Index index,
      Map<String, String> prepared,
      Map<String, String> same,
      String victims) {
    Optional<String> attackers = subject.attackers(table);
    boolean granted =
        same.keySet().stream()
            .allMatch(
                c ->
                    table
                        .column(c)
                        .filter(column -> !column.generated())
                        .filter(column -> subject.app().has(table, column, "UPDATE"))
                        .isPresent());
    if (!granted || attackers.isEmpty() || same.isEmpty()) {
      return Optional.empty();
    }
    AttackScript.Builder script = subject.attack("changes a row of A to a value that B has");
    String one =
        "(select tableoid, ctid from " + table.sql() + " where " + attackers.get() + " limit 1)";
    OwnRow.aside(
        script,
        List.of(
            "delete from "
                + table.sql()
                + " where "
                + attackers.get()
                + " and (tableoid, ctid) <> "
                + one));
    prepare(script, table, prepared, victims);
    immediate(script, table, index);
    script.attack("update " + table.sql() + " set " + assignments(same));
    return Optional.of(script.stoppedBy(OwnRow.REFUSALS).leaksByRefusal(refusal));
  }

  private void immediate(AttackScript.Builder script, Relation table, Index index) {
    if (subject
        .catalog()
        .constraintsOf(table)
        .anyMatch(c -> c.name().equals(index.name()) && c.deferrable())) {
      script.attack("set constraints all immediate");
    }
  }

  private static void prepare(
      AttackScript.Builder script, Relation table, Map<String, String> prepared, String victims) {
    if (!prepared.isEmpty()) {
      script.observe(
          "update "
              + table.sql()
              + " set "
              + assignments(prepared)
              + " where (tableoid, ctid) = (select tableoid, ctid from "
              + table.sql()
              + " where "
              + victims
              + " limit 1)");
    }
  }

  private static String assignments(Map<String, String> values) {
    return String.join(
        ", ",
        values.entrySet().stream()
            .map(e -> Identifier.quoted(e.getKey()) + " = " + e.getValue())
            .toList());
  }

  /** The columns that the key is made of, also those inside its expressions. */
  private List<Column> columns(Relation table, Index index) {
    Set<Column> columns = new LinkedHashSet<>();
    for (String key : index.keys()) {
      table
          .column(key)
          .ifPresentOrElse(
              columns::add,
              () ->
                  table.columns().stream()
                      .filter(c -> !isTenant(table, c.name()))
                      .filter(c -> SqlWords.mentions(key, c.name()))
                      .forEach(columns::add));
    }
    return List.copyOf(columns);
  }

  private static boolean nullsAreEqual(Index index) {
    return index.definition().contains(" NULLS NOT DISTINCT");
  }

  private Candidate candidate(Relation table, Index index) {
    String key = String.join(", ", index.keys());
    String tenant =
        String.join(", ", subject.tenantColumns(table).stream().map(Column::sql).toList());
    String message =
        refusal.equals("23505")
            ? "`%s` on `%s` is unique over all tenants: whoever writes a value learns whether another tenant has it. Put the tenant into the key: unique (%s, %s)."
                .formatted(index.name(), table.label(), tenant.isEmpty() ? "tenant" : tenant, key)
            : "`%s` on `%s` excludes over all tenants: whoever writes a value learns what another tenant has taken. Put the tenant into it: exclude using %s (%s with =, …)."
                .formatted(
                    index.name(),
                    table.label(),
                    index.method(),
                    tenant.isEmpty() ? "tenant" : tenant);
    return Candidate.of(
        table.label() + "." + index.name(), Optional.of(table.label()), Severity.ERROR, message);
  }
}
