package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.Context;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Constraint;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.catalog.Rights;
import dev.watertight.database.world.SeededRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Attacks by the application's role on the victim's rows of one table. Writes are blind: a
 * statement that reads a column must also pass the policies for SELECT, which hide a hole in the
 * others.
 */
final class TenantAttacks {
  private static final String NO_TRIGGERS = "set local session_replication_role = replica";
  private static final String TRIGGERS = "set local session_replication_role = origin";

  private final Subject subject;
  private final Relation table;
  private final Rights rights;
  private final List<String> before;
  private final SeededRows rows;
  private final Set<Long> readByPolicies;

  /**
   * Attacks with rights that are the application's, or that it gets by what it does first.
   *
   * @param rights that count while it attacks
   * @param before statements of the attacker that come first, such as {@code set local role}
   */
  TenantAttacks(Subject subject, Relation table, Rights rights, List<String> before) {
    this.subject = subject;
    this.table = table;
    this.rights = rights;
    this.before = List.copyOf(before);
    this.rows = new SeededRows(subject, table);
    this.readByPolicies = PolicySources.of(subject, table).relations();
  }

  /** Attacks with the application's own rights. */
  TenantAttacks(Subject subject, Relation table) {
    this(subject, table, subject.app(), List.of());
  }

  /** The first attack that the rights allow, reading before writing. */
  Optional<AttackScript> any(Context context) {
    return Stream.of(Operation.SELECT, Operation.INSERT, Operation.UPDATE, Operation.DELETE)
        .flatMap(o -> of(o, context).stream())
        .findFirst();
  }

  /** The attack; empty where the role has no right to it, or the victim no row. */
  Optional<AttackScript> of(Operation operation, Context context) {
    if (subject.victims(table).isEmpty() || rows.foreign().isEmpty()) {
      return Optional.empty();
    }
    return switch (operation) {
      case SELECT -> select(begin(operation, context));
      case INSERT -> insert(begin(operation, context));
      case UPDATE -> update(begin(operation, context));
      case MOVE -> move(begin(operation, context));
      case TAKE -> take(begin(operation, context));
      case DELETE -> delete(begin(operation, context));
    };
  }

  private AttackScript.Builder begin(Operation operation, Context context) {
    String who =
        switch (context.state()) {
          case SET -> "A";
          case EMPTY -> "a session whose setting is empty";
          case NEVER_SET -> "a session that never set a tenant";
        };
    AttackScript.Builder script =
        AttackScript.as(
            subject.app().role(), context, who + " " + operation.deed() + " in " + table.label());
    if (context.state() != Context.State.SET) {
      // A policy that cannot make sense of a missing tenant raises an error, and so stops it.
      script.stoppedBy("22P02", "42704", "P0001");
    } else {
      SharedUsers.separate(subject, table, script);
    }
    return script;
  }

  private Optional<AttackScript> select(AttackScript.Builder script) {
    Optional<String> statement = reading();
    statement.ifPresent(
        s -> {
          before.forEach(script::attack);
          script.attack(s);
        });
    return statement.map(s -> script.build());
  }

  /** The statement that reads the victim's rows, by the columns that may be read. */
  private Optional<String> reading() {
    List<Column> readable =
        table.columns().stream().filter(c -> rights.has(table, c, "SELECT")).toList();
    if (readable.isEmpty()) {
      return Optional.empty();
    }
    String columns = rights.has(table, "SELECT") ? "*" : names(readable);
    List<Column> tenant = subject.tenantColumns(table);
    boolean byTenant =
        tenant.isEmpty() ? columns.equals("*") : new HashSet<>(readable).containsAll(tenant);
    Optional<String> victims = byTenant ? subject.victims(table) : rows.marks(readable::contains);
    return victims.map(v -> "select " + columns + " from " + table.sql() + " where " + v);
  }

  private Optional<AttackScript> insert(AttackScript.Builder script) {
    SeededRow row = rows.foreign().orElseThrow();
    List<Column> columns =
        table.columns().stream()
            .filter(c -> !c.generated() && row.value(c.name()).isPresent())
            .filter(c -> rights.has(table, c, "INSERT"))
            .toList();
    if (columns.isEmpty() || !columns.containsAll(subject.tenantColumns(table))) {
      return Optional.empty();
    }
    boolean identity = columns.stream().anyMatch(c -> c.identity().isPresent());
    script
        .observe(NO_TRIGGERS)
        .observe("delete from " + table.sql() + " where " + victims())
        .observe(TRIGGERS);
    before.forEach(script::attack);
    return Optional.of(
        script
            .attack(
                "insert into "
                    + table.sql()
                    + " ("
                    + names(columns)
                    + ")"
                    + (identity ? " overriding system value" : "")
                    + " values ("
                    + String.join(
                        ", ",
                        columns.stream()
                            .map(c -> Identifier.literal(row.value(c.name()).orElseThrow()))
                            .toList())
                    + ")")
            .observe("select * from " + table.sql() + " where " + victims())
            .build());
  }

  private Optional<AttackScript> update(AttackScript.Builder script) {
    Set<String> fixed = rows.keyColumns();
    subject.tenantColumns(table).forEach(c -> fixed.add(c.name()));
    for (Column column : updatable()) {
      Optional<String> own = rows.own().flatMap(r -> r.value(column.name()));
      Optional<String> foreign = rows.foreign().flatMap(r -> r.value(column.name()));
      if (own.isPresent() && !own.equals(foreign) && !fixed.contains(column.name())) {
        before.forEach(script::attack);
        String value = Identifier.literal(own.get());
        return Optional.of(
            script
                .attack("update " + table.sql() + " set " + column.sql() + " = " + value)
                .observe(
                    "select * from "
                        + table.sql()
                        + " where "
                        + victims()
                        + " and "
                        + column.sql()
                        + "::text = "
                        + value)
                .build());
      }
    }
    return touch(script);
  }

  /** Sets a column to the value that it has: only the row's version shows that it was written. */
  private Optional<AttackScript> touch(AttackScript.Builder script) {
    SeededRow row = rows.foreign().orElseThrow();
    Optional<Column> column =
        updatable().stream().filter(c -> row.value(c.name()).isPresent()).findFirst();
    if (column.isEmpty()) {
      return Optional.empty();
    }
    leaveOnly(script, row);
    before.forEach(script::attack);
    return Optional.of(
        script
            .attack(
                "update "
                    + table.sql()
                    + " set "
                    + column.get().sql()
                    + " = "
                    + Identifier.literal(row.value(column.get().name()).orElseThrow()))
            .observe(
                "select 'written by the attacker' as seen from "
                    + table.sql()
                    + " where xmin = pg_current_xact_id()::xid and "
                    + victims())
            .build());
  }

  private List<Column> updatable() {
    return table.columns().stream()
        .filter(c -> !c.generated() && c.identity().isEmpty())
        .filter(c -> rights.has(table, c, "UPDATE"))
        .toList();
  }

  private Optional<AttackScript> move(AttackScript.Builder script) {
    Optional<String> assignments = assignments(rows.foreign().orElseThrow());
    if (assignments.isEmpty() || rows.own().isEmpty()) {
      return Optional.empty();
    }
    leaveOnly(script, rows.own().get());
    before.forEach(script::attack);
    return Optional.of(
        script
            .attack("update " + table.sql() + " set " + assignments.get())
            .observe("select * from " + table.sql() + " where " + victims())
            .build());
  }

  private Optional<AttackScript> take(AttackScript.Builder script) {
    Optional<String> assignments = rows.own().flatMap(this::assignments);
    if (assignments.isEmpty()) {
      return Optional.empty();
    }
    leaveOnly(script, rows.foreign().orElseThrow());
    before.forEach(script::attack);
    return Optional.of(
        script
            .attack("update " + table.sql() + " set " + assignments.get())
            .observe(gone())
            .build());
  }

  /** The tenant columns, and what foreign keys bind to them, set as in the row. */
  private Optional<String> assignments(SeededRow row) {
    List<Column> tenant = subject.tenantColumns(table);
    List<Column> updatable = updatable();
    if (tenant.isEmpty() || !updatable.containsAll(tenant)) {
      return Optional.empty();
    }
    Set<String> set = new LinkedHashSet<>();
    tenant.forEach(c -> set.add(c.name()));
    set.addAll(rows.boundToTenant());
    List<String> parts = new ArrayList<>();
    for (Column column : updatable) {
      if (set.contains(column.name())) {
        parts.add(
            column.sql()
                + " = "
                + row.value(column.name()).map(Identifier::literal).orElse("null"));
      }
    }
    return Optional.of(String.join(", ", parts));
  }

  private Optional<AttackScript> delete(AttackScript.Builder script) {
    if (!rights.has(table, "DELETE")) {
      return Optional.empty();
    }
    List<String> references = withoutReferences();
    if (!references.isEmpty()) {
      script.observe(NO_TRIGGERS);
      references.forEach(script::observe);
      script.observe(TRIGGERS);
    }
    before.forEach(script::attack);
    return Optional.of(script.attack("delete from " + table.sql()).observe(gone()).build());
  }

  private void leaveOnly(AttackScript.Builder script, SeededRow row) {
    script.observe(NO_TRIGGERS);
    withoutReferences().forEach(script::observe);
    script
        .observe(
            "delete from " + table.sql() + " where not coalesce(" + rows.only(row) + ", false)")
        .observe(TRIGGERS);
  }

  /** Takes rows away that refer to the table, so that no foreign key stops what a policy lets. */
  private List<String> withoutReferences() {
    return subject
        .catalog()
        .referencesTo(table)
        .map(Constraint::table)
        .filter(t -> t != table.oid() && !readByPolicies.contains(t))
        .distinct()
        .flatMap(t -> subject.catalog().relation(t).stream())
        .map(t -> "delete from " + t.sql())
        .toList();
  }

  private String gone() {
    return "select 'no row of B is left' as seen where not exists (select from "
        + table.sql()
        + " where "
        + victims()
        + ")";
  }

  private String victims() {
    return subject.victims(table).orElseThrow();
  }

  private static String names(List<Column> columns) {
    return String.join(", ", columns.stream().map(Column::sql).toList());
  }
}
