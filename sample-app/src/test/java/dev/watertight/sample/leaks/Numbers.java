package dev.watertight.sample.leaks;

import static dev.watertight.sample.data.schema.Tables.PROJECTS;
import static dev.watertight.sample.data.schema.Tables.TEAM_MEMBERS;
import static dev.watertight.sample.leaks.Oracle.NONINTERFERENCE;

import java.util.List;
import java.util.Map;
import org.jooq.impl.DSL;

/** No row of others is shown, but how many there are, or whether. */
public final class Numbers {
  private final Db db;

  Numbers(Db db) {
    this.db = db;
  }

  /** A page and how much there is beside it. */
  public record Page(List<String> items, long total) {}

  @FoundBy(NONINTERFERENCE)
  public long count() {
    return db.jooq().fetchCount(PROJECTS);
  }

  public long countFixed() {
    return db.jooq().fetchCount(PROJECTS, PROJECTS.ORGANIZATION_ID.eq(db.tenant()));
  }

  @FoundBy(NONINTERFERENCE)
  public boolean isTaken(String displayName) {
    return db.jooq()
        .fetchExists(
            db.jooq()
                .selectOne()
                .from(TEAM_MEMBERS)
                .where(TEAM_MEMBERS.DISPLAY_NAME.eq(displayName)));
  }

  public boolean isTakenFixed(String displayName) {
    return db.jooq()
        .fetchExists(
            db.jooq()
                .selectOne()
                .from(TEAM_MEMBERS)
                .where(TEAM_MEMBERS.ORGANIZATION_ID.eq(db.tenant()))
                .and(TEAM_MEMBERS.DISPLAY_NAME.eq(displayName)));
  }

  @FoundBy(NONINTERFERENCE)
  public Map<String, Integer> byGroup() {
    return db.jooq()
        .select(PROJECTS.STATUS, DSL.count())
        .from(PROJECTS)
        .groupBy(PROJECTS.STATUS)
        .fetchMap(PROJECTS.STATUS, DSL.count());
  }

  public Map<String, Integer> byGroupFixed() {
    return db.jooq()
        .select(PROJECTS.STATUS, DSL.count())
        .from(PROJECTS)
        .where(PROJECTS.ORGANIZATION_ID.eq(db.tenant()))
        .groupBy(PROJECTS.STATUS)
        .fetchMap(PROJECTS.STATUS, DSL.count());
  }

  @FoundBy(NONINTERFERENCE)
  public List<String> rankAmongAll() {
    return db.texts(
        "select name || ' ' || place from (select organization_id, name,"
            + " rank() over (order by name desc) as place from projects) ranked"
            + " where organization_id = ? order by 1",
        db.tenant());
  }

  public List<String> rankAmongAllFixed() {
    return db.texts(
        "select name || ' ' || place from (select organization_id, name,"
            + " rank() over (partition by organization_id order by name desc) as place"
            + " from projects) ranked where organization_id = ? order by 1",
        db.tenant());
  }

  @FoundBy(NONINTERFERENCE)
  public List<String> orderByWhatOthersHave() {
    return db.texts(
        "select name from projects p where organization_id = ?"
            + " order by (select count(*) from tasks where project_id = p.id) desc, name desc",
        db.tenant());
  }

  public List<String> orderByWhatOthersHaveFixed() {
    return db.texts(
        "select name from projects p where organization_id = ?"
            + " order by (select count(*) from tasks t where t.organization_id = p.organization_id"
            + " and t.project_id = p.id) desc, name desc",
        db.tenant());
  }

  @FoundBy(NONINTERFERENCE)
  public Page totalOfAPage(int limit, int offset) {
    return new Page(page(limit, offset), db.number("select count(*) from projects"));
  }

  public Page totalOfAPageFixed(int limit, int offset) {
    return new Page(
        page(limit, offset),
        db.number("select count(*) from projects where organization_id = ?", db.tenant()));
  }

  private List<String> page(int limit, int offset) {
    return db.texts(
        "select name from projects where organization_id = ? order by name limit ? offset ?",
        db.tenant(),
        limit,
        offset);
  }

  @FoundBy(NONINTERFERENCE)
  public List<String> limitBeforeTheTenant() {
    return db.texts(
        "select name from (select organization_id, name from projects order by name desc limit 3)"
            + " latest where organization_id = ? order by 1",
        db.tenant());
  }

  public List<String> limitBeforeTheTenantFixed() {
    return db.texts(
        "select name from (select organization_id, name from projects where organization_id = ?"
            + " order by name desc limit 3) latest order by 1",
        db.tenant());
  }

  @FoundBy(NONINTERFERENCE)
  public int whatAnUpdateFound(String title) {
    return db.update("update tasks set status = status where title = ?", title);
  }

  public int whatAnUpdateFoundFixed(String title) {
    return db.update(
        "update tasks set status = status where organization_id = ? and title = ?",
        db.tenant(),
        title);
  }
}
