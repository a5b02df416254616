package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Catalog;
import dev.watertight.database.catalog.Role;
import java.util.List;

/** Whether each tenant has a database role of its own. */
final class RolesOfTenants {
  private RolesOfTenants() {}

  /**
   * As configured, or because the application can become several plain roles, or is itself a group
   * of several logins.
   */
  static boolean areThere(Subject subject) {
    return subject.configuration().tenant().rolePerTenant()
        || become(subject).size() > 1
        || logins(subject) > 1;
  }

  /** Roles that the application can become, and whose rights it does not have otherwise. */
  static List<String> become(Subject subject) {
    Catalog catalog = subject.catalog();
    return subject.app().reachable().stream()
        .filter(r -> !subject.app().inherited().contains(r))
        .filter(r -> catalog.role(r).filter(x -> !x.bypasses() && !x.system()).isPresent())
        .filter(r -> catalog.relations().stream().noneMatch(t -> t.owner().equals(r)))
        .toList();
  }

  private static long logins(Subject subject) {
    String app = subject.app().role();
    if (subject.catalog().role(app).map(Role::login).orElse(true)) {
      return 0;
    }
    return subject.catalog().memberships().stream()
        .filter(m -> m.role().equals(app))
        .filter(m -> subject.catalog().role(m.member()).map(Role::login).orElse(false))
        .count();
  }
}
