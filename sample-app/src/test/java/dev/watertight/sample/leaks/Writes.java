package dev.watertight.sample.leaks;

import static dev.watertight.sample.data.schema.Tables.PROJECTS;
import static dev.watertight.sample.data.schema.Tables.TEAM_MEMBERS;
import static dev.watertight.sample.leaks.Oracle.CANARY;
import static dev.watertight.sample.leaks.Oracle.INTEGRITY;

import java.util.List;
import java.util.UUID;

/** Rows of others are changed, removed or taken over, or copied into one's own. */
public final class Writes {
  private final Db db;

  Writes(Db db) {
    this.db = db;
  }

  @FoundBy(INTEGRITY)
  public int update(UUID projectId, String name) {
    return db.jooq()
        .update(PROJECTS)
        .set(PROJECTS.NAME, name)
        .where(PROJECTS.ID.eq(projectId))
        .execute();
  }

  public int updateFixed(UUID projectId, String name) {
    return db.jooq()
        .update(PROJECTS)
        .set(PROJECTS.NAME, name)
        .where(PROJECTS.ORGANIZATION_ID.eq(db.tenant()))
        .and(PROJECTS.ID.eq(projectId))
        .execute();
  }

  @FoundBy(INTEGRITY)
  public boolean delete(UUID teamMemberId) {
    return db.jooq().deleteFrom(TEAM_MEMBERS).where(TEAM_MEMBERS.ID.eq(teamMemberId)).execute() > 0;
  }

  public boolean deleteFixed(UUID teamMemberId) {
    return db.jooq()
            .deleteFrom(TEAM_MEMBERS)
            .where(TEAM_MEMBERS.ORGANIZATION_ID.eq(db.tenant()))
            .and(TEAM_MEMBERS.ID.eq(teamMemberId))
            .execute()
        > 0;
  }

  @FoundBy(INTEGRITY)
  public void updateOfAList(List<UUID> projectIds) {
    db.jooq()
        .update(PROJECTS)
        .set(PROJECTS.STATUS, "archived")
        .where(PROJECTS.ID.in(projectIds))
        .execute();
  }

  public void updateOfAListFixed(List<UUID> projectIds) {
    db.jooq()
        .update(PROJECTS)
        .set(PROJECTS.STATUS, "archived")
        .where(PROJECTS.ORGANIZATION_ID.eq(db.tenant()))
        .and(PROJECTS.ID.in(projectIds))
        .execute();
  }

  @FoundBy(INTEGRITY)
  public void updateFrom(UUID projectId) {
    db.update(
        "update tasks set description = p.name from projects p"
            + " where p.id = tasks.project_id and p.organization_id = ? and p.id = ?",
        db.tenant(),
        projectId);
  }

  public void updateFromFixed(UUID projectId) {
    db.update(
        "update tasks set description = p.name from projects p"
            + " where p.organization_id = tasks.organization_id and p.id = tasks.project_id"
            + " and p.organization_id = ? and p.id = ?",
        db.tenant(),
        projectId);
  }

  @FoundBy(INTEGRITY)
  public void deleteUsing(UUID projectId) {
    db.update(
        "delete from tasks using projects p"
            + " where p.id = tasks.project_id and p.organization_id = ? and p.id = ?",
        db.tenant(),
        projectId);
  }

  public void deleteUsingFixed(UUID projectId) {
    db.update(
        "delete from tasks using projects p"
            + " where p.organization_id = tasks.organization_id and p.id = tasks.project_id"
            + " and p.organization_id = ? and p.id = ?",
        db.tenant(),
        projectId);
  }

  @FoundBy(CANARY)
  public List<String> updateReturning(UUID projectId) {
    return db.texts("update projects set status = 'paused' where id = ? returning name", projectId);
  }

  public List<String> updateReturningFixed(UUID projectId) {
    return db.texts(
        "update projects set status = 'paused' where organization_id = ? and id = ? returning name",
        db.tenant(),
        projectId);
  }

  @FoundBy(CANARY)
  public int insertSelect(UUID projectId) {
    return db.update(
        "insert into invoices (organization_id, recipient)"
            + " select ?, name from projects where id = ?",
        db.tenant(),
        projectId);
  }

  public int insertSelectFixed(UUID projectId) {
    return db.update(
        "insert into invoices (organization_id, number, recipient)"
            + " select organization_id, 1, name from projects where organization_id = ? and id = ?",
        db.tenant(),
        projectId);
  }

  @FoundBy(INTEGRITY)
  public void stampOfTheCallersChoice(String organizationId, String userId) {
    db.update(
        "insert into team_members (organization_id, user_id, display_name) values (?, ?, 'guest')",
        organizationId,
        userId);
  }

  public void stampOfTheCallersChoiceFixed(String organizationId, String userId) {
    db.update(
        "insert into team_members (organization_id, user_id, display_name) values (?, ?, 'guest')",
        db.tenant(),
        userId);
  }

  @FoundBy(value = INTEGRITY, otherwiseWithBoth = true)
  public void upsertTakesOver(String code, int discount) {
    db.update(
        "insert into coupons (organization_id, code, discount) values (?, ?, ?)"
            + " on conflict (code) do update set organization_id = excluded.organization_id,"
            + " discount = excluded.discount",
        db.tenant(),
        code,
        discount);
  }

  public void upsertTakesOverFixed(String code, int discount) {
    db.update(
        "insert into vouchers (organization_id, code, discount) values (?, ?, ?)"
            + " on conflict (organization_id, code) do update set discount = excluded.discount",
        db.tenant(),
        code,
        discount);
  }

  /** What refers to the row goes with it. */
  @FoundBy(INTEGRITY)
  public void cascade(UUID folderId) {
    db.update("delete from folders where id = ?", folderId);
  }

  public void cascadeFixed(UUID folderId) {
    db.update("delete from folders where organization_id = ? and id = ?", db.tenant(), folderId);
  }
}
