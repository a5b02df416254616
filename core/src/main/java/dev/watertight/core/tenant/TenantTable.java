package dev.watertight.core.tenant;

import java.util.List;
import java.util.Optional;

/**
 * A table as the tenant model sees it.
 *
 * @param name the table's name without quotes, as the schema or the mapping spells it
 * @param schema the schema it is in, if said
 * @param kind what it is to tenants
 * @param tenantColumns the columns that name the tenant; empty where {@code kind} is not scoped, or
 *     scoped through a parent
 * @param evidence what it was detected from, each for people
 */
public record TenantTable(
    String name,
    Optional<String> schema,
    Kind kind,
    List<String> tenantColumns,
    List<String> evidence) {
  /** What a table is to tenants. */
  public enum Kind {
    /** Each row belongs to one tenant. */
    SCOPED,
    /** Reviewed: deliberately not tenant-scoped. */
    SHARED,
    /** Its rows are the tenants. */
    TENANTS,
    /** Neither a tenant column was found nor a word of configuration: nobody has said. */
    UNCLASSIFIED
  }

  public TenantTable {
    tenantColumns = List.copyOf(tenantColumns);
    evidence = List.copyOf(evidence);
  }
}
