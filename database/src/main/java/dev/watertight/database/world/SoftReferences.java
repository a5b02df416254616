package dev.watertight.database.world;

import dev.watertight.database.catalog.Column;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * References that no foreign key declares: a column {@code project_id} beside a table {@code
 * projects}, whose rows join nothing where its values are made up.
 */
final class SoftReferences {
  private static final String SUFFIX = "_id";

  private final Drafts drafts;
  private final Map<String, TablePlan> byName = new HashMap<>();

  SoftReferences(Drafts drafts, List<TablePlan> plans) {
    this.drafts = drafts;
    plans.forEach(p -> byName.put(p.table().name().toLowerCase(Locale.ROOT), p));
  }

  /** Lets the rows of a table that belongs to tenants refer to rows of the same tenant. */
  void follow(TablePlan plan) {
    Set<String> declared = new HashSet<>();
    plan.foreignKeys().forEach(k -> declared.addAll(k.columns()));
    plan.keys().forEach(k -> declared.addAll(k.columns()));
    for (Column column : plan.columns()) {
      String name = column.name();
      if (!declared.contains(name)) {
        target(name).ifPresent(parent -> follow(plan, name, parent));
      }
    }
  }

  private Optional<TablePlan> target(String column) {
    String name = column.toLowerCase(Locale.ROOT);
    if (!name.endsWith(SUFFIX) || name.length() == SUFFIX.length()) {
      return Optional.empty();
    }
    String one = name.substring(0, name.length() - SUFFIX.length());
    String many = one.endsWith("y") ? one.substring(0, one.length() - 1) + "ies" : one + "s";
    return Optional.ofNullable(byName.getOrDefault(many, byName.get(one)))
        .filter(TablePlan::isTenants);
  }

  private void follow(TablePlan plan, String column, TablePlan parent) {
    Optional<String> key =
        parent.keys().stream()
            .map(TablePlan.Key::columns)
            .map(c -> c.stream().filter(n -> !parent.tenantColumns().contains(n)).toList())
            .filter(c -> c.size() == 1)
            .map(c -> c.get(0))
            .filter(c -> parent.type(c).base().plain().equals(plan.type(column).base().plain()))
            .findFirst();
    if (key.isEmpty()) {
      return;
    }
    for (Draft draft : drafts.of(plan)) {
      List<Optional<String>> values =
          drafts.of(parent).stream()
              .filter(p -> p.tenant.equals(draft.tenant))
              .map(p -> p.values.getOrDefault(key.get(), Optional.empty()))
              .filter(Optional::isPresent)
              .toList();
      if (!draft.pinned.contains(column) && !values.isEmpty()) {
        draft.values.put(column, values.get(draft.row % values.size()));
      }
    }
  }
}
