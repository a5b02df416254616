package dev.watertight.isolation.layer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A data layer with one kind of leak in each operation. */
public final class LeakyProjects {
  private static final Map<UUID, String> NAMES = new ConcurrentHashMap<>();

  private final JdbcScope scope;

  public LeakyProjects(JdbcScope scope) {
    this.scope = scope;
  }

  /** The tenant is forgotten. */
  public Optional<String> findById(UUID id) {
    return scope.query("select name from projects where id = ?", r -> r.getString(1), id).stream()
        .findFirst();
  }

  /** The tenant stands beside an or; who guesses a name learns that somebody has it. */
  public List<String> search(String text) {
    return scope.query(
        "select name from projects where organization_id = ? and name like ? or name = ?",
        r -> r.getString(1),
        scope.tenant(),
        "%" + text + "%",
        text);
  }

  /** The tenant's id is taken for the beginning of one. */
  public List<String> byPattern() {
    return scope.query(
        "select name from projects where organization_id like ? || '%' order by 1",
        r -> r.getString(1), scope.tenant());
  }

  /** The tenant's id is compared in whatever case. */
  public List<String> inAnyCase() {
    return scope.query(
        "select name from projects where lower(organization_id) = lower(?) order by 1",
        r -> r.getString(1),
        scope.tenant());
  }

  /** Only a number leaks. */
  public long count() {
    return scope.query("select count(*) from projects", r -> r.getLong(1)).get(0);
  }

  /** One side of the join is open. */
  public List<String> openTasks() {
    return scope.query(
        "select t.title from projects p join tasks t on t.project_id = p.id"
            + " where p.organization_id = ? order by 1",
        r -> r.getString(1),
        scope.tenant());
  }

  /** Another tenant's row is written. */
  public int rename(UUID id, String name) {
    return scope.update("update projects set name = ? where id = ?", name, id);
  }

  /** A memory that is not by tenant. */
  public String cachedName(UUID id) {
    return NAMES.computeIfAbsent(
        id,
        k ->
            scope
                .query(
                    "select name from projects where organization_id = ? and id = ?",
                    r -> r.getString(1),
                    scope.tenant(),
                    id)
                .stream()
                .findFirst()
                .orElse(""));
  }
}
