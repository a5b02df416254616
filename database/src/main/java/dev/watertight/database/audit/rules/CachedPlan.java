package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.Context;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import java.util.List;

/**
 * The attack on what PostgreSQL computes when it plans: a statement is prepared and executed for
 * the victim, and executed again for the attacker on the same connection, as a pool does it.
 */
final class CachedPlan {
  private static final int EXECUTIONS = 6;

  private CachedPlan() {}

  /**
   * The attack.
   *
   * @param victims a condition that holds for the victim's rows
   * @param before statements of the attacker that come first
   */
  static AttackScript attack(Subject subject, Relation table, String victims, List<String> before) {
    AttackScript.Builder script =
        AttackScript.as(
            subject.app().role(),
            Context.neverSet(),
            "A executes a statement on "
                + table.label()
                + " that was prepared and executed for B on the same connection");
    SharedUsers.separate(subject, table, script);
    before.forEach(script::attack);
    set(script, subject.as(subject.victim()));
    script.attack("prepare watertight_probe as select * from " + table.sql() + " where " + victims);
    for (int i = 0; i < EXECUTIONS; i++) {
      script.attack("execute watertight_probe");
    }
    set(script, subject.asAttacker());
    return script.attack("execute watertight_probe").build();
  }

  private static void set(AttackScript.Builder script, Context context) {
    context
        .settings()
        .forEach(
            (name, value) ->
                script.attack(
                    "select set_config("
                        + Identifier.literal(name)
                        + ", "
                        + Identifier.literal(value)
                        + ", true)"));
  }
}
