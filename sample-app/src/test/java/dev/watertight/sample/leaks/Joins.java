package dev.watertight.sample.leaks;

import static dev.watertight.sample.data.schema.Tables.PROJECTS;
import static dev.watertight.sample.data.schema.Tables.TASKS;
import static dev.watertight.sample.leaks.Oracle.CANARY;
import static dev.watertight.sample.leaks.Oracle.NONINTERFERENCE;

import java.util.List;

/** The tenant is asked for in one part of a statement, and not in another. */
public final class Joins {
  private final Db db;

  Joins(Db db) {
    this.db = db;
  }

  @FoundBy(CANARY)
  public List<String> oneSide() {
    return db.jooq()
        .select(TASKS.TITLE)
        .from(PROJECTS)
        .join(TASKS)
        .on(TASKS.PROJECT_ID.eq(PROJECTS.ID))
        .where(PROJECTS.ORGANIZATION_ID.eq(db.tenant()))
        .fetch(TASKS.TITLE);
  }

  public List<String> oneSideFixed() {
    return db.jooq()
        .select(TASKS.TITLE)
        .from(PROJECTS)
        .join(TASKS)
        .on(TASKS.ORGANIZATION_ID.eq(PROJECTS.ORGANIZATION_ID))
        .and(TASKS.PROJECT_ID.eq(PROJECTS.ID))
        .where(PROJECTS.ORGANIZATION_ID.eq(db.tenant()))
        .fetch(TASKS.TITLE);
  }

  @FoundBy(CANARY)
  public List<String> inOnOfAnOuterJoin() {
    return db.texts(
        "select p.name from projects p left join tasks t on t.organization_id = p.organization_id"
            + " and t.project_id = p.id and p.organization_id = ? order by 1",
        db.tenant());
  }

  public List<String> inOnOfAnOuterJoinFixed() {
    return db.texts(
        "select p.name from projects p left join tasks t on t.organization_id = p.organization_id"
            + " and t.project_id = p.id where p.organization_id = ? order by 1",
        db.tenant());
  }

  @FoundBy(CANARY)
  public List<String> lateral() {
    return db.texts(
        "select t.title from projects p cross join lateral"
            + " (select title from tasks where project_id = p.id order by title limit 9) t"
            + " where p.organization_id = ? order by 1",
        db.tenant());
  }

  public List<String> lateralFixed() {
    return db.texts(
        "select t.title from projects p cross join lateral"
            + " (select title from tasks where organization_id = p.organization_id"
            + " and project_id = p.id order by title limit 9) t"
            + " where p.organization_id = ? order by 1",
        db.tenant());
  }

  @FoundBy(NONINTERFERENCE)
  public List<String> existsUncorrelated(String title) {
    return db.texts(
        "select name from projects where organization_id = ?"
            + " and exists (select 1 from tasks where title = ?) order by 1",
        db.tenant(),
        title);
  }

  public List<String> existsUncorrelatedFixed(String title) {
    return db.texts(
        "select name from projects p where organization_id = ? and exists (select 1 from tasks t"
            + " where t.organization_id = p.organization_id and title = ?) order by 1",
        db.tenant(),
        title);
  }

  @FoundBy(NONINTERFERENCE)
  public List<String> subqueryInTheResult() {
    return db.texts(
        "select name || (select count(*) from tasks where project_id = p.id)"
            + " from projects p where organization_id = ? order by 1",
        db.tenant());
  }

  public List<String> subqueryInTheResultFixed() {
    return db.texts(
        "select name || (select count(*) from tasks where project_id = p.id"
            + " and organization_id = p.organization_id)"
            + " from projects p where organization_id = ? order by 1",
        db.tenant());
  }

  @FoundBy(CANARY)
  public List<String> commonTableExpression() {
    return db.texts(
        "with latest as (select project_id, max(title) as title from tasks group by project_id)"
            + " select l.title from projects p join latest l on l.project_id = p.id"
            + " where p.organization_id = ? order by 1",
        db.tenant());
  }

  public List<String> commonTableExpressionFixed() {
    return db.texts(
        "with latest as (select organization_id, project_id, max(title) as title from tasks"
            + " group by organization_id, project_id)"
            + " select l.title from projects p join latest l on l.project_id = p.id"
            + " and l.organization_id = p.organization_id"
            + " where p.organization_id = ? order by 1",
        db.tenant());
  }

  @FoundBy(CANARY)
  public List<String> unionArm() {
    return db.jooq()
        .select(PROJECTS.NAME)
        .from(PROJECTS)
        .where(PROJECTS.ORGANIZATION_ID.eq(db.tenant()))
        .unionAll(db.jooq().select(TASKS.TITLE).from(TASKS))
        .fetch(PROJECTS.NAME);
  }

  public List<String> unionArmFixed() {
    return db.jooq()
        .select(PROJECTS.NAME)
        .from(PROJECTS)
        .where(PROJECTS.ORGANIZATION_ID.eq(db.tenant()))
        .unionAll(
            db.jooq().select(TASKS.TITLE).from(TASKS).where(TASKS.ORGANIZATION_ID.eq(db.tenant())))
        .fetch(PROJECTS.NAME);
  }
}
