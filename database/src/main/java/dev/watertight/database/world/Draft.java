package dev.watertight.database.world;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A row before it is inserted. */
final class Draft {
  final TablePlan plan;
  final Tenant tenant;
  final int tenantNumber;
  final int row;

  /** Column to text, or to empty for null; what is not in it is not decided yet. */
  final Map<String, Optional<String>> values = new LinkedHashMap<>();

  /** Columns that other rows already rely on. */
  final Set<String> pinned = new HashSet<>();

  /** Whether its foreign keys are being followed, which in a cycle leads back here. */
  boolean linking;

  boolean linked;

  /** Whether it is in the database already, and not of this world. */
  final boolean found;

  Draft(TablePlan plan, Tenant tenant, int tenantNumber, int row, boolean found) {
    this.plan = plan;
    this.tenant = tenant;
    this.tenantNumber = tenantNumber;
    this.row = row;
    this.found = found;
  }

  /** The value of the column; empty if it is null or not decided. */
  Optional<String> value(String column) {
    return values.getOrDefault(column, Optional.empty());
  }

  boolean decided(String column) {
    return values.containsKey(column);
  }

  /** The values of these columns; empty if one is null or not decided. */
  Optional<List<String>> key(List<String> columns) {
    List<String> key = columns.stream().flatMap(c -> value(c).stream()).toList();
    return key.size() == columns.size() ? Optional.of(key) : Optional.empty();
  }

  /** A copy with other values in some columns. */
  Draft with(Map<String, Optional<String>> changed) {
    Draft copy = new Draft(plan, tenant, tenantNumber, row, found);
    copy.values.putAll(values);
    copy.values.putAll(changed);
    copy.pinned.addAll(pinned);
    copy.linked = linked;
    return copy;
  }
}
