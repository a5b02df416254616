package dev.watertight.sample.leaks;

import static dev.watertight.sample.data.schema.Tables.PROJECTS;
import static dev.watertight.sample.leaks.Oracle.CANARY;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jooq.Record2;
import org.jooq.Result;

/** The same forgotten predicate, in results of another shape. */
public final class Shapes {
  private final Db db;

  Shapes(Db db) {
    this.db = db;
  }

  private Optional<String> anyName(UUID projectId) {
    return db.texts("select name from projects where id = ?", projectId).stream().findFirst();
  }

  private Optional<String> ownName(UUID projectId) {
    return db
        .texts(
            "select name from projects where organization_id = ? and id = ?",
            db.tenant(),
            projectId)
        .stream()
        .findFirst();
  }

  @FoundBy(CANARY)
  public Iterator<String> iterator(UUID projectId) {
    return anyName(projectId).stream().iterator();
  }

  public Iterator<String> iteratorFixed(UUID projectId) {
    return ownName(projectId).stream().iterator();
  }

  @FoundBy(CANARY)
  public CompletableFuture<Optional<String>> future(UUID projectId) {
    return CompletableFuture.completedFuture(anyName(projectId));
  }

  public CompletableFuture<Optional<String>> futureFixed(UUID projectId) {
    return CompletableFuture.completedFuture(ownName(projectId));
  }

  @FoundBy(CANARY)
  public Map<String, List<UUID>> keysOfAMap() {
    return db.jooq()
        .select(PROJECTS.NAME, PROJECTS.ID)
        .from(PROJECTS)
        .fetchGroups(PROJECTS.NAME, PROJECTS.ID);
  }

  public Map<String, List<UUID>> keysOfAMapFixed() {
    return db.jooq()
        .select(PROJECTS.NAME, PROJECTS.ID)
        .from(PROJECTS)
        .where(PROJECTS.ORGANIZATION_ID.eq(db.tenant()))
        .fetchGroups(PROJECTS.NAME, PROJECTS.ID);
  }

  @FoundBy(CANARY)
  public Result<Record2<UUID, String>> rows() {
    return db.jooq().select(PROJECTS.ID, PROJECTS.NAME).from(PROJECTS).fetch();
  }

  public Result<Record2<UUID, String>> rowsFixed() {
    return db.jooq()
        .select(PROJECTS.ID, PROJECTS.NAME)
        .from(PROJECTS)
        .where(PROJECTS.ORGANIZATION_ID.eq(db.tenant()))
        .fetch();
  }

  @FoundBy(CANARY)
  public String json() {
    return String.join(
        "",
        db.texts("select json_agg(json_build_object('name', name) order by name) from projects"));
  }

  public String jsonFixed() {
    return String.join(
        "",
        db.texts(
            "select json_agg(json_build_object('name', name) order by name) from projects"
                + " where organization_id = ?",
            db.tenant()));
  }

  @FoundBy(CANARY)
  public void message(UUID projectId) {
    anyName(projectId)
        .ifPresent(
            name -> {
              throw new IllegalArgumentException("not allowed in " + name);
            });
  }

  public void messageFixed(UUID projectId) {
    ownName(projectId)
        .ifPresent(
            name -> {
              throw new IllegalArgumentException("not allowed in " + name);
            });
  }
}
