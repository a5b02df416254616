package dev.watertight.database.audit.rules;

import com.google.auto.service.AutoService;
import dev.watertight.core.finding.Severity;
import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.AuditRule;
import dev.watertight.database.audit.Candidate;
import dev.watertight.database.audit.Context;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Trial;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.catalog.RoleSetting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A tenant that every new session starts with, whoever it is for. */
@AutoService(AuditRule.class)
public final class DefaultTenantSetting implements AuditRule {
  /** Values that say "none", unless there is such a tenant. */
  private static final Set<String> NONE =
      Set.of("", "0", "-1", "none", "null", "unset", "00000000-0000-0000-0000-000000000000");

  @Override
  public String name() {
    return "default-tenant-setting";
  }

  @Override
  public void audit(Subject subject, Trial trial) {
    for (RoleSetting setting : subject.catalog().settings()) {
      boolean forApp =
          setting.role().map(r -> r.equals(subject.app().role())).orElse(true)
              && subject.model().setting().filter(setting.name()::equals).isPresent();
      if (forApp && (!NONE.contains(setting.value()) || isTenant(subject, trial, setting))) {
        prove(subject, trial, setting);
      }
    }
  }

  private static boolean isTenant(Subject subject, Trial trial, RoleSetting setting) {
    return subject.tenantTables().stream()
        .filter(t -> subject.model().tenantTable().filter(t.name()::equals).isPresent())
        .flatMap(t -> subject.tenantKey(t).stream().map(c -> isThere(t, c, setting)))
        .anyMatch(
            sql ->
                trial
                    .probe(
                        AttackScript.as(
                                subject.app().role(), Context.neverSet(), "looks for the tenant")
                            .observe(sql)
                            .build())
                    .filter(o -> o.leaks())
                    .isPresent());
  }

  private static String isThere(Relation table, Column column, RoleSetting setting) {
    return "select 1 from "
        + table.sql()
        + " where "
        + column.sql()
        + "::text = "
        + Identifier.literal(setting.value());
  }

  private static void prove(Subject subject, Trial trial, RoleSetting setting) {
    Context fresh =
        Context.of(
            Map.of(setting.name(), setting.value()), "as every new session starts, by the setting");
    boolean tried = false;
    for (Relation table : subject.tenantTables()) {
      Optional<AttackScript> attack = attack(subject, table, setting, fresh);
      if (!subject.app().isHeldBy(table)
          || attack.isEmpty()
          || leaksAnyway(subject, trial, table, setting)) {
        continue;
      }
      tried = true;
      if (trial.prove(candidate(setting), List.of(attack.get()))) {
        return;
      }
    }
    if (!tried) {
      trial.unproven(
          candidate(setting), "no policy of a readable tenant table goes by the setting");
    }
  }

  /** Whether a session of the attacker sees such rows too, so that the setting proves nothing. */
  private static boolean leaksAnyway(
      Subject subject, Trial trial, Relation table, RoleSetting setting) {
    return attack(subject, table, setting, subject.asAttacker())
        .flatMap(trial::probe)
        .filter(o -> o.leaks())
        .isPresent();
  }

  /** The victim's rows are given to the tenant that the setting names. */
  private static Optional<AttackScript> attack(
      Subject subject, Relation table, RoleSetting setting, Context context) {
    List<Column> columns = subject.tenantKey(table);
    Optional<String> victims = subject.victims(table);
    if (columns.size() != 1 || victims.isEmpty() || !subject.app().has(table, "SELECT")) {
      return Optional.empty();
    }
    String named = columns.get(0).sql() + " = " + Identifier.literal(setting.value());
    return Optional.of(
        AttackScript.as(
                subject.app().role(),
                context,
                "a session for nobody reads the rows of the tenant that it starts with")
            .observe("set local session_replication_role = replica")
            .observe("update " + table.sql() + " set " + named + " where " + victims.get())
            .observe("set local session_replication_role = origin")
            .attack("select * from " + table.sql() + " where " + named)
            .build());
  }

  private static Candidate candidate(RoleSetting setting) {
    String object = setting.role().map(r -> "role:" + r).orElse("database");
    String of =
        setting
            .role()
            .map(r -> "role " + Identifier.quoted(r))
            .orElseGet(() -> setting.database().isPresent() ? "database …" : "role all");
    return Candidate.of(
        object,
        Optional.empty(),
        Severity.ERROR,
        "Every new session of `"
            + object.replaceFirst("^role:", "")
            + "` starts with "
            + setting.name()
            + " = '"
            + setting.value()
            + "': where the application forgets to say who asks, it is that tenant. Remove it: alter "
            + of
            + " reset "
            + setting.name()
            + ".");
  }
}
