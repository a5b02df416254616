package dev.watertight.database.audit;

import dev.watertight.core.tenant.TenantModel;
import dev.watertight.database.catalog.Catalog;
import dev.watertight.database.world.Tenant;
import dev.watertight.database.world.World;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds out what a session must set so that the policies take it for one of a tenant. */
final class SessionContexts {
  private SessionContexts() {}

  /** What a session of each tenant sets, by the tenant's label. */
  static Map<String, Context> of(Catalog catalog, TenantModel model, World world) {
    Map<String, Context> contexts = new LinkedHashMap<>();
    for (Tenant tenant : world.tenants()) {
      Map<String, String> settings = new LinkedHashMap<>();
      model.setting().ifPresent(s -> settings.put(s, tenant.id()));
      contexts.put(tenant.label(), Context.of(settings, "tenant " + tenant.label()));
    }
    return contexts;
  }
}
