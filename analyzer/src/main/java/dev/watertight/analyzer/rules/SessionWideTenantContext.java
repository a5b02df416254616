package dev.watertight.analyzer.rules;

import com.google.auto.service.AutoService;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.sql.SettingChange;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The tenant setting is set for the session, and so outlives the request on a pooled connection.
 */
@AutoService(Rule.class)
public final class SessionWideTenantContext implements Rule {
  private static final Set<String> ROLES = Set.of("role", "session_authorization");

  private static final Set<String> NO_VALUE = Set.of("default", "none");

  @Override
  public String name() {
    return "session-wide-tenant-context";
  }

  @Override
  public void check(Analysis analysis, Reporter reporter) {
    for (Access access : analysis.accesses()) {
      Optional<SettingChange> change =
          access.settings().stream().filter(s -> isTenantWide(analysis, s)).findFirst();
      if (change.isPresent() && !analysis.marks().excuse(access)) {
        reporter.report(
            access.path(),
            access.at(),
            message(change.get()),
            Optional.empty(),
            access.member(),
            access.text());
      }
    }
  }

  private static boolean isTenantWide(Analysis analysis, SettingChange change) {
    if (change.scope() == SettingChange.Scope.TRANSACTION || takesAway(change)) {
      return false;
    }
    if (change.name().isEmpty()) {
      return true;
    }
    String name = change.name().get().toLowerCase(Locale.ROOT);
    if (ROLES.contains(name)) {
      return analysis.configuration().tenant().rolePerTenant();
    }
    Optional<String> setting = analysis.model().setting();
    // A setting with a dot is the application's own: without a known name, any of them may be it.
    return setting.map(s -> s.equalsIgnoreCase(name)).orElse(name.indexOf('.') > 0);
  }

  /** What leaves no tenant behind is the cure, not the fault. */
  private static boolean takesAway(SettingChange change) {
    return change
        .value()
        .map(v -> v.isBlank() || NO_VALUE.contains(v.toLowerCase(Locale.ROOT)))
        .orElse(false);
  }

  private static String message(SettingChange change) {
    String name = change.name().map(n -> "`" + n + "`").orElse("A setting of unknown name");
    return change.scope() == SettingChange.Scope.UNKNOWN
        ? name
            + " is set, and whether only for the transaction is decided at run time: pass the"
            + " constant `true` as the third argument of set_config."
        : name
            + " is set for the whole session: on a pooled connection the next request inherits this"
            + " tenant. Use set_config(…, …, true) or SET LOCAL inside the transaction.";
  }
}
