package dev.watertight.database.world;

import dev.watertight.database.catalog.Constraint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides which rows a row refers to by its foreign keys. */
final class Links {
  private static final int OPTIONS = 12;

  private final Drafts drafts;
  private final Plans plans;
  private final ColumnMakers makers;
  private final Map<Long, TablePlan> byTable = new HashMap<>();
  private final Set<Long> unseeded = new HashSet<>();
  private final Map<Long, List<List<Constraint>>> groups = new HashMap<>();

  Links(Drafts drafts, Plans plans, List<TablePlan> all, ColumnMakers makers) {
    this.drafts = drafts;
    this.plans = plans;
    this.makers = makers;
    all.forEach(p -> byTable.put(p.table().oid(), p));
  }

  /** Notes that the table has no rows to refer to. */
  void unseeded(TablePlan plan) {
    unseeded.add(plan.table().oid());
  }

  /** The table that the foreign key leads to, if it is one that is seeded. */
  Optional<TablePlan> target(Constraint key) {
    return Optional.ofNullable(byTable.get(plans.root(key.target().orElse(0L))));
  }

  /** Foreign keys that must be decided together, for they share columns. */
  List<List<Constraint>> groups(TablePlan plan) {
    return groups.computeIfAbsent(plan.table().oid(), k -> grouped(plan));
  }

  private static List<List<Constraint>> grouped(TablePlan plan) {
    List<List<Constraint>> groups = new ArrayList<>();
    for (Constraint key : plan.foreignKeys()) {
      Set<String> columns = free(plan, key.columns());
      List<Constraint> group = new ArrayList<>(List.of(key));
      groups.removeIf(
          g -> {
            boolean shares =
                g.stream().anyMatch(k -> k.columns().stream().anyMatch(columns::contains));
            if (shares) {
              group.addAll(g);
            }
            return shares;
          });
      group.sort(
          Comparator.comparingInt((Constraint c) -> -c.columns().size())
              .thenComparing(Constraint::name));
      groups.add(group);
    }
    return groups;
  }

  private static Set<String> free(TablePlan plan, List<String> columns) {
    Set<String> free = new HashSet<>(columns);
    free.removeAll(plan.tenantColumns());
    return free;
  }

  /**
   * Follows the row's foreign keys.
   *
   * @return why that is impossible; empty if it was done
   */
  Optional<String> link(Draft draft) {
    if (draft.linked || draft.linking) {
      return Optional.empty();
    }
    draft.linking = true;
    Optional<String> problem = Optional.empty();
    for (List<Constraint> group : groups(draft.plan)) {
      List<Map<String, Optional<String>>> options = options(draft, group, 1);
      if (options.isEmpty()) {
        problem =
            Optional.of(
                "foreign key "
                    + group.get(0).name()
                    + ": "
                    + target(group.get(0)).map(TablePlan::toString).orElse("its table")
                    + " has no row that it could refer to");
      } else {
        draft.values.putAll(options.get(0));
      }
    }
    draft.linking = false;
    draft.linked = true;
    return problem;
  }

  /** What the columns of these foreign keys may hold in the row, best first. */
  List<Map<String, Optional<String>>> options(Draft draft, List<Constraint> group) {
    return options(draft, group, OPTIONS);
  }

  private List<Map<String, Optional<String>>> options(
      Draft draft, List<Constraint> group, int most) {
    List<Map<String, Optional<String>>> options = new ArrayList<>();
    Map<String, Optional<String>> fixed = new HashMap<>();
    for (Constraint key : group) {
      for (String column : key.columns()) {
        if (draft.decided(column)
            && (draft.plan.tenantColumns().contains(column) || draft.pinned.contains(column))) {
          fixed.put(column, draft.value(column));
        }
      }
    }
    choose(draft, group, 0, fixed, new LinkedHashMap<>(), options, most);
    return options;
  }

  private void choose(
      Draft draft,
      List<Constraint> group,
      int index,
      Map<String, Optional<String>> fixed,
      Map<String, Optional<String>> chosen,
      List<Map<String, Optional<String>>> options,
      int most) {
    if (options.size() >= most) {
      return;
    }
    if (index == group.size()) {
      if (!options.contains(chosen)) {
        options.add(new LinkedHashMap<>(chosen));
      }
      return;
    }
    Constraint key = group.get(index);
    boolean self = isSelf(draft, target(key));
    if (self && draft.row == 0) {
      none(draft, group, index, fixed, chosen, options, most);
    }
    for (Map<String, Optional<String>> values : references(draft, key, most)) {
      if (values.entrySet().stream()
          .allMatch(
              e ->
                  agrees(fixed, e.getKey(), e.getValue())
                      && agrees(chosen, e.getKey(), e.getValue()))) {
        Map<String, Optional<String>> more = new LinkedHashMap<>(chosen);
        more.putAll(values);
        choose(draft, group, index + 1, fixed, more, options, most);
      }
    }
    none(draft, group, index, fixed, chosen, options, most);
  }

  private static boolean isSelf(Draft draft, Optional<TablePlan> target) {
    return target.filter(t -> t.table().oid() == draft.plan.table().oid()).isPresent();
  }

  private static boolean agrees(
      Map<String, Optional<String>> decided, String column, Optional<String> value) {
    return !decided.containsKey(column)
        || decided.getOrDefault(column, Optional.empty()).equals(value);
  }

  /** With nulls, so that the foreign key asks for no row. */
  private void none(
      Draft draft,
      List<Constraint> group,
      int index,
      Map<String, Optional<String>> fixed,
      Map<String, Optional<String>> chosen,
      List<Map<String, Optional<String>>> options,
      int most) {
    Constraint key = group.get(index);
    Map<String, Optional<String>> more = new LinkedHashMap<>(chosen);
    boolean open = false;
    for (String column : key.columns()) {
      boolean set =
          fixed.getOrDefault(column, Optional.empty()).isPresent()
              || chosen.getOrDefault(column, Optional.empty()).isPresent();
      if (!set && draft.plan.nullable(column)) {
        more.put(column, Optional.empty());
        open = true;
      } else if (key.matchFull()) {
        return;
      } else if (!fixed.containsKey(column) && !chosen.containsKey(column)) {
        // Not null, and free since the key asks for nothing any more.
        more.put(column, makers.value(draft, column));
      }
    }
    if (open) {
      choose(draft, group, index + 1, fixed, more, options, most);
    }
  }

  private List<Map<String, Optional<String>>> references(Draft draft, Constraint key, int most) {
    List<Map<String, Optional<String>>> references = new ArrayList<>();
    Optional<TablePlan> target = target(key);
    if (target.isEmpty() || unseeded.contains(target.get().table().oid())) {
      return references;
    }
    List<Draft> rows = drafts.targets(target.get(), draft);
    if (isSelf(draft, target)) {
      // The row before it makes a tree; itself comes last.
      java.util.Collections.rotate(rows, 1);
      rows.removeIf(r -> r.row == draft.row && r.tenantNumber == draft.tenantNumber);
      rows.add(draft);
    }
    for (Draft row : rows) {
      if (references.size() >= Math.max(most * 4, 8)) {
        break;
      }
      reference(draft, key, row).ifPresent(references::add);
    }
    return references;
  }

  private Optional<Map<String, Optional<String>>> reference(
      Draft draft, Constraint key, Draft row) {
    Map<String, Optional<String>> values = new LinkedHashMap<>();
    for (int i = 0; i < key.columns().size(); i++) {
      String there = key.targetColumns().get(i);
      if (!row.found && row != draft && !row.decided(there)) {
        link(row);
      }
      if (!row.decided(there)) {
        if (row.found || row.plan.generated().stream().anyMatch(c -> c.name().equals(there))) {
          return Optional.empty();
        }
        row.values.put(there, makers.value(row, there));
      }
      if (row.value(there).isEmpty()) {
        return Optional.empty();
      }
      values.put(key.columns().get(i), row.value(there));
    }
    if (row != draft) {
      row.pinned.addAll(key.targetColumns());
    }
    return Optional.of(values);
  }
}
