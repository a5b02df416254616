package dev.watertight.sample.leaks;

import static dev.watertight.core.isolation.Cell.BOTH;
import static dev.watertight.sample.leaks.Oracle.CANARY;
import static dev.watertight.sample.leaks.Oracle.CONTEXT;
import static dev.watertight.sample.leaks.Oracle.NONINTERFERENCE;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What one request leaves behind for the next, or one part of a request for another. */
public final class Remembered {
  /** What lives as long as the data layer does. */
  static final class State {
    private final Map<UUID, List<String>> byId = new HashMap<>();
    private final Map<List<Object>, List<String>> byTenantAndId = new HashMap<>();
    private final Map<String, List<String>> ofAll = new HashMap<>();
    private final ThreadLocal<String> kept = new ThreadLocal<>();
  }

  private final Db db;
  private final State state;

  Remembered(Db db, State state) {
    this.db = db;
    this.state = state;
  }

  private List<String> member(UUID teamMemberId) {
    return db.texts(
        "select display_name from team_members where organization_id = ? and id = ?",
        db.tenant(),
        teamMemberId);
  }

  @FoundBy(
      value = {CANARY, NONINTERFERENCE},
      in = BOTH)
  public List<String> cacheById(UUID teamMemberId) {
    return state.byId.computeIfAbsent(teamMemberId, this::member);
  }

  public List<String> cacheByIdFixed(UUID teamMemberId) {
    return state.byTenantAndId.computeIfAbsent(
        List.of(db.tenant(), teamMemberId), key -> member(teamMemberId));
  }

  private List<String> names(String tenant) {
    return db.texts("select name from projects where organization_id = ? order by 1", tenant);
  }

  @FoundBy(value = CANARY, in = BOTH)
  public List<String> cacheOfAll() {
    return state.ofAll.computeIfAbsent("names", key -> names(db.tenant()));
  }

  public List<String> cacheOfAllFixed() {
    return state.ofAll.computeIfAbsent("names of " + db.tenant(), key -> names(db.tenant()));
  }

  @FoundBy(value = CONTEXT, in = BOTH)
  public List<String> settingOfTheSession() {
    db.texts("select set_config('app.current_org_id', ?, false)", db.tenant());
    return names(db.tenant());
  }

  public List<String> settingOfTheSessionFixed() {
    db.texts("select set_config('app.current_org_id', ?, true)", db.tenant());
    return names(db.tenant());
  }

  @FoundBy(value = CONTEXT, in = BOTH)
  public List<String> keptInTheThread() {
    if (state.kept.get() == null) {
      state.kept.set(db.tenant());
    }
    return names(state.kept.get());
  }

  public List<String> keptInTheThreadFixed() {
    state.kept.set(db.tenant());
    try {
      return names(state.kept.get());
    } finally {
      state.kept.remove();
    }
  }

  /** Looks something up for another tenant, and goes on as that one. */
  @FoundBy(value = CANARY, in = BOTH)
  public List<String> nestedScope(String organizationId) {
    db.texts("select set_config('app.current_org_id', ?, true)", organizationId);
    db.texts("select name from plans");
    return db.texts(
        "select name from projects where organization_id = current_setting('app.current_org_id')");
  }

  public List<String> nestedScopeFixed(String organizationId) {
    db.texts("select set_config('app.current_org_id', ?, true)", organizationId);
    db.texts("select name from plans");
    db.texts("select set_config('app.current_org_id', ?, true)", db.tenant());
    return db.texts(
        "select name from projects where organization_id = current_setting('app.current_org_id')");
  }
}
