package dev.watertight.core.tenant;

import java.util.List;
import java.util.Optional;

/**
 * What separates tenants in one application.
 *
 * @param tenantTable the table whose rows are the tenants, if there is one
 * @param tenantColumns the names of the tenant column, most usual first; empty if none was found
 * @param setting the PostgreSQL setting that policies read
 * @param tables every table that is known, by name
 * @param detections what was configured or detected, and from what
 */
public record TenantModel(
    Optional<String> tenantTable,
    List<String> tenantColumns,
    Optional<String> setting,
    List<TenantTable> tables,
    List<Detection> detections) {
  public TenantModel {
    tenantColumns = List.copyOf(tenantColumns);
    tables = List.copyOf(tables);
    detections = List.copyOf(detections);
  }
}
