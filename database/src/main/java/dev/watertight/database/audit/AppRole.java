package dev.watertight.database.audit;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.tenant.TenantTable;
import dev.watertight.database.catalog.Catalog;
import dev.watertight.database.catalog.Grant;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.catalog.Rights;
import dev.watertight.database.catalog.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the role that the application logs in as. */
final class AppRole {
  private AppRole() {}

  /**
   * The configured role; else the one that is granted most on tenant tables without owning them.
   */
  static Rights find(
      Configuration configuration,
      Catalog catalog,
      Map<Long, TenantTable> kinds,
      List<String> notes) {
    Optional<String> configured = configuration.database().appRole();
    if (configured.isPresent()) {
      return Rights.of(catalog, configured.get());
    }
    TreeMap<String, Integer> granted = new TreeMap<>();
    for (Relation relation : catalog.relations()) {
      if (kinds.containsKey(relation.oid())) {
        for (Grant grant : relation.grants()) {
          if (!grant.grantee().equals(Grant.PUBLIC) && !grant.grantee().equals(relation.owner())) {
            granted.merge(grant.grantee(), 1, Integer::sum);
          }
        }
      }
    }
    Optional<String> most =
        granted.entrySet().stream()
            .max(
                Map.Entry.<String, Integer>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey);
    if (granted.size() > 1) {
      notes.add(
          "Several roles are granted rights on tenant tables ("
              + String.join(", ", granted.keySet())
              + "); "
              + most.orElse("")
              + " has the most and is taken for the application's. Set database.app-role.");
    }
    return Rights.of(
        catalog,
        most.orElseGet(
            () ->
                catalog.roles().stream()
                    .filter(Role::superuser)
                    .map(Role::name)
                    .findFirst()
                    .orElse("postgres")));
  }

  static String evidence(Configuration configuration) {
    return configuration
        .origins()
        .of("database.app-role")
        .map(o -> o.label())
        .orElse("detected from what is granted on tenant tables");
  }
}
