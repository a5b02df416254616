package dev.watertight.database.world;

import dev.watertight.database.catalog.Catalog;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Constraint;
import dev.watertight.database.catalog.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The makers of every column's values, and which of them was found to be right. */
final class ColumnMakers {
  private static final Pattern CONSTANT =
      Pattern.compile("'((?:[^']|'')*)'(?:::.*)?|(true|false|-?[\\d.]+)");

  private static final int PARTITIONS = 32;

  /** What is known of a column's values. */
  private record Known(
      List<Maker> makers,
      Spot.Use use,
      boolean collides,
      boolean global,
      boolean given,
      String word,
      int ordinal) {}

  private final Map<Long, Map<String, Known>> known = new HashMap<>();
  private final Map<Long, Map<String, Integer>> chosen = new HashMap<>();
  private final Map<Long, Map<String, Long>> offsets = new HashMap<>();
  private final Map<Long, TablePlan.Kind> kinds = new HashMap<>();
  private final Catalog catalog;
  private final Set<Long> policies;
  private final WorldRequest request;
  private final Plans plans;

  ColumnMakers(WorldRequest request, Catalog catalog, Plans plans, List<TablePlan> all) {
    this.catalog = catalog;
    this.policies = catalog.policies().stream().map(Policy::oid).collect(Collectors.toSet());
    this.request = request;
    this.plans = plans;
    all.forEach(p -> kinds.put(p.table().oid(), p.kind()));
    all.forEach(this::learn);
  }

  /** The makers of the column, best first. */
  List<Maker> makers(TablePlan plan, String column) {
    return known(plan, column).makers;
  }

  /** Whether the user gave the values, so that no others are tried. */
  boolean given(TablePlan plan, String column) {
    return known(plan, column).given;
  }

  /** Whether a value of the column must differ between rows. */
  boolean isKey(TablePlan plan, String column) {
    Known of = known(plan, column);
    return of.global || of.use == Spot.Use.NATURAL;
  }

  /** Makes this one the column's first. */
  void choose(TablePlan plan, String column, int maker) {
    chosen.computeIfAbsent(plan.table().oid(), k -> new HashMap<>()).put(column, maker);
  }

  /** Numbers of the column begin past this one. */
  void offset(TablePlan plan, String column, long past) {
    offsets.computeIfAbsent(plan.table().oid(), k -> new HashMap<>()).put(column, past);
  }

  /** The value of the column in this row. */
  Optional<String> value(Draft draft, String column) {
    return value(draft, column, draft.row);
  }

  /** The value that the column has in the tenant's row of this number. */
  Optional<String> value(Draft draft, String column, int row) {
    int index = chosen.getOrDefault(draft.plan.table().oid(), Map.of()).getOrDefault(column, 0);
    return makers(draft.plan, column).get(index).make(spot(draft, column).at(row));
  }

  /** How many rows a tenant gets in the table, one for each partition if these are more. */
  int rows(TablePlan plan) {
    return plan.kind() == TablePlan.Kind.TENANTS
        ? 1
        : Math.max(request.rows(), Math.min(plan.leaves().size(), PARTITIONS));
  }

  Spot spot(Draft draft, String column) {
    Known of = known(draft.plan, column);
    return new Spot(
        draft.tenant,
        draft.tenantNumber,
        draft.row,
        rows(draft.plan),
        use(of, draft.row),
        of.global,
        offsets.getOrDefault(draft.plan.table().oid(), Map.of()).getOrDefault(column, 0L),
        word(of, draft),
        of.ordinal,
        draft.plan.number());
  }

  /**
   * Where an application is to be tempted, the first row's keys are those of other tenants too, and
   * all others tell whose they are.
   */
  private Spot.Use use(Known of, int row) {
    if (!request.uneven() || !of.collides) {
      return of.use;
    }
    return row == 0 ? Spot.Use.NATURAL : Spot.Use.CANARY;
  }

  /** Where an application is to be tempted, lengths tell tenants apart as well. */
  private String word(Known of, Draft draft) {
    return request.uneven() && use(of, draft.row) == Spot.Use.CANARY
        ? of.word + "x".repeat(draft.tenantNumber)
        : of.word;
  }

  private Known known(TablePlan plan, String column) {
    Known of = known.getOrDefault(plan.table().oid(), Map.of()).get(column);
    if (of == null) {
      throw new IllegalArgumentException(plan.table().label() + " has no column " + column);
    }
    return of;
  }

  private void learn(TablePlan plan) {
    Map<String, Known> columns = new HashMap<>();
    Set<String> belonging = belonging(plan);
    for (Column column : plan.columns()) {
      String name = column.name();
      TypeShape type = plan.type(name);
      boolean global = false;
      boolean natural = false;
      for (TablePlan.Key key : plan.keys()) {
        if (key.columns().contains(name)) {
          boolean perTenant = key.columns().stream().anyMatch(belonging::contains);
          natural |= perTenant;
          // A reference has a value of its own only where references go in a circle.
          global |=
              !perTenant || (belonging.contains(name) && !plan.tenantColumns().contains(name));
        }
      }
      boolean collides = plan.isTenants() && natural && !global && !isReadByPolicy(plan, column);
      Spot.Use use =
          !plan.isTenants()
              ? Spot.Use.NEUTRAL
              : collides && !type.base().plain().equals("uuid")
                  ? Spot.Use.NATURAL
                  : Spot.Use.CANARY;
      List<Maker> given = given(plan, column, global);
      columns.put(
          name,
          new Known(
              given.isEmpty() ? makers(plan, column, type, natural || global) : given,
              use,
              collides,
              global || !plan.isTenants(),
              !given.isEmpty(),
              (plan.table().name() + name).toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""),
              column.number()));
    }
    known.put(plan.table().oid(), columns);
  }

  /** Columns that tell the tenant: its own, and references to tables whose rows do. */
  private Set<String> belonging(TablePlan plan) {
    Set<String> columns = new HashSet<>(plan.tenantColumns());
    for (Constraint key : plan.foreignKeys()) {
      long target = plans.root(key.target().orElse(0L));
      if (target != plan.table().oid()
          && kinds.getOrDefault(target, TablePlan.Kind.COMMON) != TablePlan.Kind.COMMON) {
        columns.addAll(key.columns());
      }
    }
    return columns;
  }

  /**
   * Whether a policy compares the column with something else than the tenant, such as a user: who
   * is a user of two tenants is no stranger to either.
   */
  private boolean isReadByPolicy(TablePlan plan, Column column) {
    return catalog.dependentsOn(plan.table().oid()).stream()
        .anyMatch(d -> d.column() == column.number() && policies.contains(d.from()));
  }

  /** Whether a policy shows only rows in which the column is null, as with a mark of deletion. */
  private boolean isShownWhereNull(TablePlan plan, Column column) {
    Pattern isNull =
        Pattern.compile("(?<![\\w.\"])" + Pattern.quote(column.sql()) + "\\s+IS\\s+NULL\\b");
    return !column.notNull()
        && catalog.policiesOf(plan.table()).stream()
            .flatMap(p -> p.using().stream())
            .anyMatch(text -> isNull.matcher(text).find());
  }

  private List<Maker> makers(TablePlan plan, Column column, TypeShape type, boolean key) {
    List<String> own = new ArrayList<>();
    List<String> shared = new ArrayList<>();
    for (TablePlan.Check check : plan.checks()) {
      if (check.columns().contains(column.name())) {
        (check.columns().size() == 1 ? own : shared).add(check.expression());
      }
    }
    List<Maker> byType = TypeMakers.of(type);
    List<Maker> makers = new ArrayList<>();
    if (!key && isShownWhereNull(plan, column)) {
      makers.add(spot -> Optional.empty());
    }
    boolean plainText = type.base().isText() && own.isEmpty() && shared.isEmpty();
    boolean usesDefault =
        type.base().plain().equals("boolean")
            || type.base().kind().equals("e")
            || (!plainText && !own.isEmpty());
    if (!key && usesDefault) {
      constant(column).ifPresent(text -> makers.add(Maker.constant(text)));
    }
    makers.add(byType.get(0));
    makers.addAll(CheckMakers.of(type, own));
    makers.addAll(CheckMakers.of(type, shared));
    makers.addAll(byType.subList(1, byType.size()));
    return makers;
  }

  private static Optional<String> constant(Column column) {
    Matcher matcher = CONSTANT.matcher(column.defaultValue().orElse(""));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        matcher.group(1) == null ? matcher.group(2) : matcher.group(1).replace("''", "'"));
  }

  private List<Maker> given(TablePlan plan, Column column, boolean global) {
    List<Maker> makers = new ArrayList<>();
    values(plan, column.name())
        .ifPresent(
            values -> {
              makers.add(
                  spot -> {
                    long number =
                        global
                            ? spot.tenantNumber() + (long) spot.row() * request.tenants()
                            : spot.row();
                    return values.get((int) Math.floorMod(number, (long) values.size()));
                  });
              values.forEach(v -> makers.add(spot -> v));
            });
    return makers;
  }

  /** The values that the user gave for the column. */
  Optional<List<Optional<String>>> values(TablePlan plan, String column) {
    for (Map.Entry<String, List<String>> entry : request.values().entrySet()) {
      String name = entry.getKey();
      boolean matches =
          name.equalsIgnoreCase(plan.table().name() + "." + column)
              || name.equalsIgnoreCase(plan.table().label() + "." + column);
      if (matches && !entry.getValue().isEmpty()) {
        return Optional.of(entry.getValue().stream().map(ColumnMakers::text).toList());
      }
    }
    return Optional.empty();
  }

  private static Optional<String> text(String given) {
    if (given.equalsIgnoreCase("null")) {
      return Optional.empty();
    }
    return Optional.of(
        given.length() > 1 && given.startsWith("'") && given.endsWith("'")
            ? given.substring(1, given.length() - 1).replace("''", "'")
            : given);
  }
}
