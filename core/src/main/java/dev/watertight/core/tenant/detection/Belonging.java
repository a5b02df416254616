package dev.watertight.core.tenant.detection;

import dev.watertight.core.tenant.TenantTable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What foreign keys say of where the rows of a table belong. */
final class Belonging {
  private Belonging() {}

  /**
   * The columns by which rows belong to a tenant, whatever they are called. A reference that may be
   * missing and is called a choice, such as {@code default_org_id} of a user, is none.
   */
  static List<String> toTenants(TableIndex.Known table, Optional<String> tenantTable) {
    if (tenantTable.isEmpty() || table.name().equalsIgnoreCase(tenantTable.get())) {
      return List.of();
    }
    List<String> columns =
        table.foreignKeys().stream()
            .filter(k -> k.columns().size() == 1 && refers(k, tenantTable.get()))
            .map(k -> k.columns().get(0))
            .filter(c -> isAlwaysSet(table, c) || !TenantNames.choice(c))
            .map(c -> table.column(c).orElse(c))
            .distinct()
            .toList();
    List<String> always = columns.stream().filter(c -> isAlwaysSet(table, c)).toList();
    return always.isEmpty() ? columns : always;
  }

  private static boolean refers(ForeignKeyFact key, String table) {
    return key.targetTable().equalsIgnoreCase(table.substring(table.lastIndexOf('.') + 1));
  }

  /**
   * The key to the scoped table that each row is a part of. A reference to people only says who did
   * something.
   */
  static Optional<ForeignKeyFact> toParent(
      TableIndex.Known table, Function<String, @Nullable TenantTable> classified) {
    return table.foreignKeys().stream()
        .filter(k -> !k.columns().isEmpty())
        .filter(k -> !k.targetTable().equalsIgnoreCase(table.name()))
        .filter(k -> k.columns().stream().allMatch(c -> isAlwaysSet(table, c)))
        .filter(k -> !TenantNames.people(k.targetTable()))
        .filter(
            k ->
                isKey(table, k.columns())
                    || k.columns().stream()
                        .anyMatch(c -> TenantNames.namedAfter(c, k.targetTable())))
        .filter(
            k -> {
              TenantTable target = classified.apply(k.targetTable());
              return target != null && target.kind() == TenantTable.Kind.SCOPED;
            })
        .findFirst();
  }

  private static boolean isAlwaysSet(TableIndex.Known table, String column) {
    return table.columns().stream()
            .anyMatch(c -> c.name().equalsIgnoreCase(column) && !c.nullable())
        || table.facts().stream()
            .flatMap(f -> f.primaryAndUniqueKeys().stream().limit(1))
            .anyMatch(k -> k.stream().anyMatch(column::equalsIgnoreCase));
  }

  private static boolean isKey(TableIndex.Known table, List<String> columns) {
    return table.facts().stream()
        .flatMap(f -> f.primaryAndUniqueKeys().stream())
        .anyMatch(
            k ->
                k.size() == columns.size()
                    && k.stream().allMatch(c -> columns.stream().anyMatch(c::equalsIgnoreCase)));
  }
}
