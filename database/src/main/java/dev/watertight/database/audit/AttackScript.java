package dev.watertight.database.audit;

import dev.watertight.database.catalog.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An attack as the statements to paste into psql, by a superuser, on a seeded scratch database: it
 * becomes the attacking role itself, and rolls back at the end. It leaks if its last statement
 * gives a row, or, where it {@linkplain #refusal is about a refusal}, if the last statement is
 * refused so.
 *
 * @param description what is tried, as one sentence for people
 * @param role the role that attacks
 * @param context what its session has set
 * @param steps the statements
 * @param refusal the SQLSTATE that reveals the victim's row, such as {@code 23505}
 * @param stops SQLSTATEs by which the schema stops the attacker's last statement, besides a missing
 *     right or a policy: a check that pins a column, a foreign key that names the tenant
 */
public record AttackScript(
    String description,
    String role,
    Context context,
    List<Step> steps,
    Optional<String> refusal,
    Set<String> stops) {

  /**
   * One statement.
   *
   * @param sql without a semicolon at its end
   * @param by who runs it
   */
  public record Step(String sql, By by) {}

  /** Makes the superuser of the attacking role again. */
  static final String RESET = "reset session authorization";

  /** Who runs a statement. */
  public enum By {
    /** The attacking role, with its context. */
    ATTACKER,
    /** The superuser: to prepare, or to look at what the attack did. */
    OBSERVER
  }

  public AttackScript {
    steps = List.copyOf(steps);
    stops = Set.copyOf(stops);
  }

  /** An attack by one role, to which statements are added. */
  public static Builder as(String role, Context context, String description) {
    return new Builder(role, context, description);
  }

  /** The whole text for psql. */
  public String text() {
    StringBuilder text = new StringBuilder();
    if (context.state() == Context.State.NEVER_SET) {
      text.append("-- On a fresh connection: nothing was ever set on it.\n");
    }
    text.append("begin;\n");
    for (Statement statement : statements()) {
      text.append(statement.sql()).append(";\n");
    }
    return text.append("rollback;\n").toString();
  }

  /**
   * A statement of the text, {@code begin} and {@code rollback} left out.
   *
   * @param decisive whether it is the attacker's last
   */
  record Statement(String sql, boolean last, boolean decisive) {}

  /** The statements in order: the steps, and what changes the role and the context between them. */
  List<Statement> statements() {
    List<Statement> statements = new ArrayList<>();
    By now = By.OBSERVER;
    boolean set = false;
    int decisive = decisive();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (step.by() != now) {
        if (step.by() == By.ATTACKER) {
          if (!set) {
            settings().forEach(sql -> statements.add(new Statement(sql, false, false)));
            set = true;
          }
          become().forEach(sql -> statements.add(new Statement(sql, false, false)));
        } else {
          statements.add(new Statement(RESET, false, false));
        }
        now = step.by();
      }
      statements.add(new Statement(step.sql(), i == steps.size() - 1, i == decisive));
    }
    return statements;
  }

  private List<String> settings() {
    return context.settings().entrySet().stream()
        .filter(e -> !e.getKey().equals(Context.ROLE) && !e.getKey().equals(Context.LOGIN))
        .map(e -> "set local " + setting(e.getKey()) + " = " + Identifier.literal(e.getValue()))
        .toList();
  }

  /** The application's role, unless each tenant has one to log in as; and the one it assumes. */
  private List<String> become() {
    List<String> become = new ArrayList<>();
    String login = context.settings().getOrDefault(Context.LOGIN, role);
    become.add("set local session authorization " + Identifier.quoted(login));
    Optional.ofNullable(context.settings().get(Context.ROLE))
        .ifPresent(r -> become.add("set local role " + Identifier.quoted(r)));
    return become;
  }

  private int decisive() {
    int last = steps.size() - 1;
    while (last > 0 && steps.get(last).by() != By.ATTACKER) {
      last--;
    }
    return last;
  }

  private static String setting(String name) {
    List<String> parts = new ArrayList<>();
    for (String part : name.split("\\.", -1)) {
      parts.add(Identifier.quoted(part));
    }
    return String.join(".", parts);
  }

  /** Collects the statements of an attack. */
  public static final class Builder {
    private final String role;
    private final Context context;
    private final String description;
    private final List<Step> steps = new ArrayList<>();
    private Set<String> stops = Set.of();

    private Builder(String role, Context context, String description) {
      this.role = role;
      this.context = context;
      this.description = description;
    }

    /** A statement of the attacker. */
    public Builder attack(String sql) {
      steps.add(new Step(sql, By.ATTACKER));
      return this;
    }

    /** A statement of the superuser: it prepares something, or looks at what the attack did. */
    public Builder observe(String sql) {
      steps.add(new Step(sql, By.OBSERVER));
      return this;
    }

    /** These SQLSTATEs stop the attacker's last statement, as a missing right or a policy does. */
    public Builder stoppedBy(String... sqlStates) {
      stops = Set.of(sqlStates);
      return this;
    }

    /** It leaks if the last statement gives a row. */
    public AttackScript build() {
      return new AttackScript(description, role, context, steps, Optional.empty(), stops);
    }

    /** It leaks if the last statement is refused with this SQLSTATE. */
    public AttackScript leaksByRefusal(String sqlState) {
      return new AttackScript(description, role, context, steps, Optional.of(sqlState), stops);
    }
  }
}
