package dev.watertight.database.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All rows before they are inserted, and those that were there already. */
final class Drafts {
  private final Map<Long, List<Draft>> made = new HashMap<>();
  private final Map<Long, List<Draft>> found = new HashMap<>();

  void add(Draft draft) {
    (draft.found ? found : made)
        .computeIfAbsent(draft.plan.table().oid(), k -> new ArrayList<>())
        .add(draft);
  }

  /** Rows of this world. */
  List<Draft> of(TablePlan plan) {
    return made.getOrDefault(plan.table().oid(), List.of());
  }

  /** Rows that were there before. */
  List<Draft> found(TablePlan plan) {
    return found.getOrDefault(plan.table().oid(), List.of());
  }

  /** Takes rows out that are not to be made. */
  void remove(TablePlan plan, List<Draft> dropped) {
    made.getOrDefault(plan.table().oid(), new ArrayList<>()).removeAll(dropped);
  }

  /**
   * The rows that a row of the tenant may refer to, best first: the tenant's own from its number
   * on; in a common table, others too.
   */
  List<Draft> targets(TablePlan target, Draft from) {
    List<Draft> own = new ArrayList<>();
    List<Draft> others = new ArrayList<>();
    for (Draft draft : of(target)) {
      (draft.tenantNumber == from.tenantNumber ? own : others).add(draft);
    }
    if (!own.isEmpty()) {
      java.util.Collections.rotate(own, -(from.row % own.size()));
    }
    if (!target.isTenants()) {
      own.addAll(found(target));
      own.addAll(others);
    }
    return own;
  }
}
