package dev.watertight.sample.leaks;

import static dev.watertight.sample.data.schema.Tables.PROJECTS;
import static dev.watertight.sample.data.schema.Tables.TASKS;
import static dev.watertight.sample.leaks.Oracle.CANARY;
import static dev.watertight.sample.leaks.Oracle.NONINTERFERENCE;
import static org.jooq.impl.DSL.noCondition;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;

/** The tenant is not asked for, or not for the right one. */
public final class Predicates {
  private final Db db;

  Predicates(Db db) {
    this.db = db;
  }

  @FoundBy(CANARY)
  public List<String> forgotten(UUID projectId) {
    return db.texts("select name from projects where id = ?", projectId);
  }

  public List<String> forgottenFixed(UUID projectId) {
    return db.texts(
        "select name from projects where organization_id = ? and id = ?", db.tenant(), projectId);
  }

  @FoundBy(CANARY)
  public List<String> besideAnOr(String title) {
    return db.texts(
        "select title from tasks where organization_id = ? and title = ? or status <> 'done'",
        db.tenant(),
        title);
  }

  public List<String> besideAnOrFixed(String title) {
    return db.texts(
        "select title from tasks where organization_id = ? and (title = ? or status <> 'done')",
        db.tenant(),
        title);
  }

  public List<String> comparedAsItIs() {
    return db.jooq()
        .select(PROJECTS.NAME)
        .from(PROJECTS)
        .where(PROJECTS.ORGANIZATION_ID.eq(db.tenant()))
        .orderBy(PROJECTS.NAME)
        .fetch(PROJECTS.NAME);
  }

  @FoundBy(value = CANARY, fixed = "comparedAsItIs")
  public List<String> comparedWithItself() {
    return db.jooq()
        .select(PROJECTS.NAME)
        .from(PROJECTS)
        .where(PROJECTS.ORGANIZATION_ID.eq(PROJECTS.ORGANIZATION_ID))
        .fetch(PROJECTS.NAME);
  }

  @FoundBy(CANARY)
  public List<String> inOneBranchOnly(Optional<String> title) {
    Condition condition =
        title
            .map(t -> TASKS.ORGANIZATION_ID.eq(db.tenant()).and(TASKS.TITLE.eq(t)))
            .orElse(noCondition());
    return db.jooq().select(TASKS.TITLE).from(TASKS).where(condition).fetch(TASKS.TITLE);
  }

  public List<String> inOneBranchOnlyFixed(Optional<String> title) {
    Condition condition = title.map(TASKS.TITLE::eq).orElse(noCondition());
    return db.jooq()
        .select(TASKS.TITLE)
        .from(TASKS)
        .where(TASKS.ORGANIZATION_ID.eq(db.tenant()))
        .and(condition)
        .fetch(TASKS.TITLE);
  }

  @FoundBy(CANARY)
  public List<String> ofTheCallersChoice(String organizationId) {
    return db.texts(
        "select display_name from team_members where organization_id = ?", organizationId);
  }

  public List<String> ofTheCallersChoiceFixed(String organizationId) {
    return db.texts(
        "select display_name from team_members where organization_id = ? and organization_id = ?",
        db.tenant(),
        organizationId);
  }

  @FoundBy(value = CANARY, fixed = "comparedAsItIs")
  public List<String> byABeginning() {
    return db.texts(
        "select name from projects where starts_with(organization_id, ?) order by 1", db.tenant());
  }

  @FoundBy(value = CANARY, fixed = "comparedAsItIs")
  public List<String> takenForAPattern() {
    return db.texts(
        "select name from projects where organization_id like ? order by 1", db.tenant());
  }

  @FoundBy(value = CANARY, fixed = "comparedAsItIs")
  public List<String> withoutCase() {
    return db.texts(
        "select name from projects where lower(organization_id) = lower(?) order by 1",
        db.tenant());
  }

  @FoundBy(CANARY)
  public List<String> oneOfSeveral() {
    return db.texts(
        "select name from projects where organization_id in"
            + " (select id from organizations where id = ? or plan is not null) order by 1",
        db.tenant());
  }

  public List<String> oneOfSeveralFixed() {
    return db.texts(
        "select name from projects where organization_id in"
            + " (select id from organizations where id = ? and plan is not null) order by 1",
        db.tenant());
  }

  @FoundBy(CANARY)
  public List<String> fromTheTenantOn() {
    return db.jooq()
        .select(PROJECTS.NAME)
        .from(PROJECTS)
        .where(PROJECTS.ORGANIZATION_ID.ge(db.tenant()))
        .fetch(PROJECTS.NAME);
  }

  public List<String> fromTheTenantOnFixed() {
    return db.jooq()
        .select(PROJECTS.NAME)
        .from(PROJECTS)
        .where(PROJECTS.ORGANIZATION_ID.ge(db.tenant()))
        .and(PROJECTS.ORGANIZATION_ID.eq(db.tenant()))
        .fetch(PROJECTS.NAME);
  }

  @FoundBy(CANARY)
  public List<String> offByDefault(Optional<String> organizationId) {
    return db.texts(
        "select name from projects where organization_id = coalesce(?::text, organization_id)",
        organizationId.filter(db.tenant()::equals).orElse(null));
  }

  public List<String> offByDefaultFixed(Optional<String> organizationId) {
    return db.texts(
        "select name from projects where organization_id = coalesce(?::text, ?)",
        organizationId.filter(db.tenant()::equals).orElse(null),
        db.tenant());
  }

  @FoundBy(NONINTERFERENCE)
  public List<String> inACase(String title) {
    return db.texts(
        "select title from tasks"
            + " where case when title = ? then true else organization_id = ? end",
        title,
        db.tenant());
  }

  public List<String> inACaseFixed(String title) {
    return db.texts(
        "select title from tasks"
            + " where organization_id = ? and case when title = ? then true else status = 'open' end",
        db.tenant(),
        title);
  }
}
