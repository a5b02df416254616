package dev.watertight.isolation.argument;

import java.util.List;

/**
 * A tenant.
 *
 * @param label what reports call it
 * @param ids its id, one for each tenant column
 */
public record TenantPool(String label, List<String> ids) {
  public TenantPool {
    ids = List.copyOf(ids);
  }
}
