package dev.watertight.sample.data.tenant;

import static dev.watertight.sample.data.schema.Tables.TEAM_MEMBERS;
import static org.jooq.impl.DSL.noCondition;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Record;

/** The people of the tenant. A user who is also in another tenant is another member there. */
public final class TeamMemberStore {
  private final Scope scope;

  TeamMemberStore(Scope scope) {
    this.scope = scope;
  }

  /** The member of this id; empty where the tenant has none. */
  public Optional<TeamMember> findById(UUID id) {
    return scope
        .dsl()
        .selectFrom(TEAM_MEMBERS)
        .where(TEAM_MEMBERS.ORGANIZATION_ID.eq(scope.organizationId()))
        .and(TEAM_MEMBERS.ID.eq(id))
        .fetchOptional(TeamMemberStore::teamMember);
  }

  /** The membership of the identity provider's user; empty where the tenant has none. */
  public Optional<TeamMember> findByUserId(String userId) {
    return scope
        .dsl()
        .selectFrom(TEAM_MEMBERS)
        .where(TEAM_MEMBERS.ORGANIZATION_ID.eq(scope.organizationId()))
        .and(TEAM_MEMBERS.USER_ID.eq(userId))
        .fetchOptional(TeamMemberStore::teamMember);
  }

  /** A page of the members that the filter lets through, by display name. */
  public Page<TeamMember> list(TeamMemberFilter filter, PageRequest page) {
    long total =
        scope
            .dsl()
            .selectCount()
            .from(TEAM_MEMBERS)
            .where(TEAM_MEMBERS.ORGANIZATION_ID.eq(scope.organizationId()))
            .and(matches(filter))
            .fetchSingle()
            .value1();
    List<TeamMember> items =
        scope
            .dsl()
            .selectFrom(TEAM_MEMBERS)
            .where(TEAM_MEMBERS.ORGANIZATION_ID.eq(scope.organizationId()))
            .and(matches(filter))
            .orderBy(TEAM_MEMBERS.DISPLAY_NAME, TEAM_MEMBERS.ID)
            .limit(page.size())
            .offset(page.offset())
            .fetch(TeamMemberStore::teamMember);
    return new Page<>(items, total, page);
  }

  /**
   * Adds a member.
   *
   * @throws DuplicateException where the user is a member already
   * @throws InvalidValueException where the name or the user's id is blank or too long
   */
  public TeamMember create(NewTeamMember member) {
    return scope
        .dsl()
        .insertInto(TEAM_MEMBERS)
        .set(TEAM_MEMBERS.ORGANIZATION_ID, scope.organizationId())
        .set(TEAM_MEMBERS.USER_ID, member.userId())
        .set(TEAM_MEMBERS.DISPLAY_NAME, member.displayName())
        .set(TEAM_MEMBERS.ROLE, member.role().stored())
        .returning()
        .fetchSingle(TeamMemberStore::teamMember);
  }

  /**
   * Adds a member, or brings name and role of the user's membership up to date: for what an
   * identity provider may say twice. The conflict is looked for within the tenant, and only a row
   * of the tenant is updated.
   *
   * @throws InvalidValueException where the name or the user's id is blank or too long
   */
  public TeamMember upsert(NewTeamMember member) {
    return scope
        .dsl()
        .insertInto(TEAM_MEMBERS)
        .set(TEAM_MEMBERS.ORGANIZATION_ID, scope.organizationId())
        .set(TEAM_MEMBERS.USER_ID, member.userId())
        .set(TEAM_MEMBERS.DISPLAY_NAME, member.displayName())
        .set(TEAM_MEMBERS.ROLE, member.role().stored())
        .onConflict(TEAM_MEMBERS.ORGANIZATION_ID, TEAM_MEMBERS.USER_ID)
        .doUpdate()
        .set(TEAM_MEMBERS.DISPLAY_NAME, member.displayName())
        .set(TEAM_MEMBERS.ROLE, member.role().stored())
        .where(TEAM_MEMBERS.ORGANIZATION_ID.eq(scope.organizationId()))
        .returning()
        .fetchSingle(TeamMemberStore::teamMember);
  }

  /**
   * Changes what the patch names. A patch that changes nothing leaves the row alone.
   *
   * @return the member as it is now; empty where the tenant has none of this id
   * @throws InvalidValueException where the new name is blank or too long
   */
  public Optional<TeamMember> update(UUID id, TeamMemberPatch patch) {
    if (patch.equals(TeamMemberPatch.NOTHING)) {
      return findById(id);
    }
    return scope
        .dsl()
        .update(TEAM_MEMBERS)
        .set(
            TEAM_MEMBERS.DISPLAY_NAME,
            Changes.assigned(patch.displayName(), TEAM_MEMBERS.DISPLAY_NAME))
        .set(
            TEAM_MEMBERS.ROLE,
            Changes.assigned(patch.role(), TEAM_MEMBERS.ROLE, MemberRole::stored))
        .where(TEAM_MEMBERS.ORGANIZATION_ID.eq(scope.organizationId()))
        .and(TEAM_MEMBERS.ID.eq(id))
        .returning()
        .fetchOptional(TeamMemberStore::teamMember);
  }

  /**
   * Removes a member. The member's tasks stay, given to nobody.
   *
   * @return whether the tenant had one of this id
   */
  public boolean delete(UUID id) {
    return scope
            .dsl()
            .deleteFrom(TEAM_MEMBERS)
            .where(TEAM_MEMBERS.ORGANIZATION_ID.eq(scope.organizationId()))
            .and(TEAM_MEMBERS.ID.eq(id))
            .execute()
        > 0;
  }

  private static Condition matches(TeamMemberFilter filter) {
    return noCondition()
        .and(
            filter
                .search()
                .map(
                    part ->
                        TEAM_MEMBERS
                            .DISPLAY_NAME
                            .containsIgnoreCase(part)
                            .or(TEAM_MEMBERS.USER_ID.containsIgnoreCase(part)))
                .orElse(noCondition()))
        .and(filter.role().map(role -> TEAM_MEMBERS.ROLE.eq(role.stored())).orElse(noCondition()));
  }

  private static TeamMember teamMember(Record row) {
    return new TeamMember(
        row.get(TEAM_MEMBERS.ID),
        row.get(TEAM_MEMBERS.USER_ID),
        row.get(TEAM_MEMBERS.DISPLAY_NAME),
        MemberRole.ofStored(row.get(TEAM_MEMBERS.ROLE)),
        row.get(TEAM_MEMBERS.JOINED_AT));
  }
}
