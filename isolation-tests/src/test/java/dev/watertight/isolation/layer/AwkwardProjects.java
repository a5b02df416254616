package dev.watertight.isolation.layer;

import dev.watertight.annotations.AcrossTenants;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** A data layer that is not easily tested. */
public final class AwkwardProjects {
  private final JdbcScope scope;

  public AwkwardProjects(JdbcScope scope) {
    this.scope = scope;
  }

  /** Never ends. */
  public void hangs() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  /** Fails before it has asked the database anything. */
  public String fails(UUID id) {
    throw new UnsupportedOperationException("not for " + id.version());
  }

  /** Gives its rows one by one. */
  public Stream<String> streamed() {
    return names().stream();
  }

  /** Gives its rows one by one. */
  public Iterator<String> iterated() {
    return names().iterator();
  }

  /** Asks nobody for anything. */
  public String tenant() {
    return scope.tenant();
  }

  /** Keeps a random token, and tells nobody. */
  public void invite() {
    scope.update(
        "insert into projects (organization_id, name) values (?, ?)",
        scope.tenant(),
        Long.toHexString(System.nanoTime() * 31));
  }

  /** Says something random beside what leaks. */
  public Counted countedWithToken() {
    long count = scope.query("select count(*) from projects", r -> r.getLong(1)).get(0);
    return new Counted(Long.toHexString(System.nanoTime() * 31), count);
  }

  /** A token and a number. */
  public record Counted(String token, long count) {}

  /** Says something else each time. */
  public String unstable() {
    return names() + " " + System.nanoTime();
  }

  /** Cannot be called: nobody knows how to make one. */
  public int unmakeable(Secret secret) {
    return secret.hashCode();
  }

  /** Crosses tenants on purpose. */
  @AcrossTenants(reason = "billing counts all projects, reviewed")
  public long everybodys() {
    return scope.query("select count(*) from projects", r -> r.getLong(1)).get(0);
  }

  /** Without an id it sends what is no statement. */
  public List<String> withIds(List<UUID> ids) {
    List<Object> binds = new ArrayList<>(List.of(scope.tenant()));
    binds.addAll(ids);
    return scope.query(
        "select name from projects where organization_id = ? and id in"
            + (ids.isEmpty() ? "" : " (?" + ", ?".repeat(ids.size() - 1) + ")"),
        r -> r.getString(1),
        binds.toArray());
  }

  /** Asks for a column that is not there. */
  public List<String> broken() {
    return scope.query(
        "select nmae from projects where organization_id = ?", r -> r.getString(1), scope.tenant());
  }

  /** Sees nothing of what is there. */
  public List<String> blind() {
    return scope.query(
        "select name from projects where organization_id = ? and name = 'no such name'",
        r -> r.getString(1),
        scope.tenant());
  }

  private List<String> names() {
    return scope.query(
        "select name from projects where organization_id = ? order by name",
        r -> r.getString(1),
        scope.tenant());
  }

  /** Something that only its maker can make. */
  public static final class Secret {
    private Secret() {}
  }
}
