package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Attacks on a partition or a child of a tenant table, named by itself. */
final class ChildAttack {
  private static final Pattern FROM = Pattern.compile("FROM \\((.*?)\\) TO ", Pattern.DOTALL);
  private static final Pattern IN = Pattern.compile("IN \\((.*)\\)", Pattern.DOTALL);

  /** Numbers and quoted texts; not MINVALUE, which is no value. */
  private static final Pattern VALUE = Pattern.compile("'(?:[^']|'')*'|[^,\\s][^,]*");

  private final Subject subject;
  private final Relation whole;
  private final Relation child;

  private ChildAttack(Subject subject, Relation whole, Relation child) {
    this.subject = subject;
    this.whole = whole;
    this.child = child;
  }

  /** Attacks by all rights that the application has on it; none where it has none. */
  static List<AttackScript> all(Subject subject, Relation whole, Relation child) {
    return new ChildAttack(subject, whole, child).all();
  }

  private List<AttackScript> all() {
    Optional<String> victims = subject.victims(whole);
    Optional<String> attackers = subject.attackers(whole);
    if (victims.isEmpty() || attackers.isEmpty()) {
      return List.of();
    }
    Map<String, String> placed = placement();
    List<AttackScript> scripts = new ArrayList<>();
    if (subject.app().hasAny(child, "SELECT")) {
      scripts.add(read(victims.get(), attackers.get(), placed));
    }
    Optional<NewRow> row = NewRow.of(subject, whole, subject.victim());
    for (Map.Entry<String, String> value : placed.entrySet()) {
      row = row.map(r -> r.with(value.getKey(), value.getValue()));
    }
    List<String> preparation =
        isHashed() ? List.of() : Absence.with(List.of(victimsRow(victims.get(), placed)));
    scripts.addAll(new Harm(subject, child, victims.get(), preparation).through(child, row));
    return scripts;
  }

  private AttackScript read(String victims, String attackers, Map<String, String> placed) {
    AttackScript.Builder script =
        subject.attack("reads other tenants' rows in " + child.label() + " by its own name");
    boolean hashed = isHashed();
    Absence.with(List.of(hashed ? anyTenants(attackers) : victimsRow(victims, placed)))
        .forEach(script::observe);
    return script
        .attack(
            "select "
                + columns()
                + " from "
                + child.sql()
                + " where "
                + (hashed ? "not (" + attackers + ")" : victims))
        .build();
  }

  /** Puts a row of the victim's where it has none, as one of its inserts would. */
  private String victimsRow(String victims, Map<String, String> placed) {
    return insert(victims, placed)
        + " and not exists (select from "
        + child.sql()
        + " where "
        + victims
        + ") limit 1";
  }

  private String insert(String from, Map<String, String> placed) {
    List<String> columns = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (Column column : whole.columns()) {
      if (!column.generated()) {
        columns.add(column.sql());
        values.add(placed.getOrDefault(column.name(), column.sql()));
      }
    }
    return "insert into "
        + child.sql()
        + " ("
        + String.join(", ", columns)
        + ") overriding system value select "
        + String.join(", ", values)
        + " from "
        + whole.sql()
        + " where "
        + from;
  }

  /** By hash no value is sure to fit, so tenants are made up until one does. */
  private String anyTenants(String attackers) {
    Map<String, String> madeUp = new LinkedHashMap<>();
    for (Column column : subject.tenantColumns(whole)) {
      madeUp.put(column.name(), tenant(column.type()));
    }
    return "do $$ begin for i in 1..500 loop exit when exists (select from "
        + child.sql()
        + " where not ("
        + attackers
        + ")); begin "
        + insert(attackers, madeUp)
        + " limit 1; exception when check_violation then null; end; end loop; end $$";
  }

  private static String tenant(String type) {
    return switch (type) {
      case "uuid" -> "md5(i::text)::uuid";
      case "bigint", "integer", "smallint" -> "2000 + i";
      default -> "'other' || i";
    };
  }

  private boolean isHashed() {
    return family().stream().anyMatch(r -> r.bound().orElse("").contains("WITH (modulus"));
  }

  private List<Relation> family() {
    List<Relation> family = new ArrayList<>(List.of(child));
    family.addAll(Family.ancestors(subject, child));
    return family;
  }

  private String columns() {
    return subject.app().has(child, "SELECT")
        ? "*"
        : String.join(
            ", ",
            child.columns().stream()
                .filter(c -> subject.app().has(child, c, "SELECT"))
                .map(Column::sql)
                .toList());
  }

  /** Values of the partition keys that a row needs to stand in the child, column to literal. */
  private Map<String, String> placement() {
    Map<String, String> placed = new LinkedHashMap<>();
    List<Relation> family = family();
    for (int i = 0; i + 1 < family.size(); i++) {
      place(family.get(i + 1).partitionKey().orElse(""), family.get(i).bound().orElse(""), placed);
    }
    subject.tenantColumns(whole).forEach(c -> placed.remove(c.name()));
    return placed;
  }

  private void place(String key, String bound, Map<String, String> placed) {
    Matcher columns = IN.matcher(key.replaceFirst("^\\w+ ", "IN "));
    Matcher values = (key.startsWith("RANGE") ? FROM : IN).matcher(bound);
    if (!columns.matches() || !values.find()) {
      return;
    }
    List<String> names = List.of(columns.group(1).split(",\\s*", -1));
    Matcher value = VALUE.matcher(values.group(1));
    for (int i = 0; i < names.size() && value.find(); i++) {
      String name = names.get(i).replace("\"", "");
      String text = value.group().strip();
      if (whole.column(name).isPresent() && !text.endsWith("VALUE") && !text.equals("NULL")) {
        placed.put(name, text.startsWith("'") ? text : Identifier.literal(text));
      }
    }
  }
}
