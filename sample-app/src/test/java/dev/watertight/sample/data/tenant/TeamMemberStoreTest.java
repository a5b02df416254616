package dev.watertight.sample.data.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.watertight.sample.postgres.Twins;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TeamMemberStoreTest extends StoreTest {
  @Test
  void aMemberIsFoundByIdAndByUser() {
    TeamMember ada = create("user_ada", "Ada", MemberRole.ADMIN);

    assertThat(find(ada.id())).hasValue(ada);
    assertThat(
            workspace().<Optional<TeamMember>>acme(db -> db.teamMembers().findByUserId("user_ada")))
        .hasValue(ada);
    assertThat(ada.role()).isEqualTo(MemberRole.ADMIN);
  }

  @Test
  void theSameUserInAnotherTenantIsAnotherMember() {
    TeamMember ours = create("user_ada", "Ada", MemberRole.VIEWER);

    TeamMember theirs =
        workspace().globex(db -> db.teamMembers().findByUserId("user_ada")).orElseThrow();

    assertThat(theirs.role()).isEqualTo(MemberRole.ADMIN);
    assertThat(theirs.id()).isNotEqualTo(ours.id());
  }

  @Test
  void unknownAndForeignMembersAreNotFound() {
    assertThat(find(UUID.randomUUID())).isEmpty();
    assertThat(find(Twins.FOREIGN_MEMBER)).isEmpty();
    assertThat(
            workspace()
                .<Optional<TeamMember>>acme(db -> db.teamMembers().findByUserId("user_of_globex")))
        .isEmpty();
  }

  @Test
  void aUserIsAMemberOnce() {
    create("user_ada", "Ada", MemberRole.MEMBER);

    assertThatExceptionOfType(DuplicateException.class)
        .isThrownBy(() -> create("user_ada", "Ada again", MemberRole.MEMBER))
        .satisfies(e -> assertThat(e.constraint()).hasValue("team_members_user_per_organization"));
  }

  @Test
  void listsByNameAndSearchesNameAndUser() {
    create("user_1", "Cleo", MemberRole.MEMBER);
    create("user_2", "Ada", MemberRole.VIEWER);
    create("cleo_3", "Bob", MemberRole.MEMBER);

    assertThat(names(TeamMemberFilter.ALL)).containsExactly("Ada", "Bob", "Cleo");
    assertThat(names(TeamMemberFilter.ALL.containing("CLEO"))).containsExactly("Bob", "Cleo");
    assertThat(names(TeamMemberFilter.ALL.containing("cleo").withRole(MemberRole.VIEWER)))
        .isEmpty();
    assertThat(names(TeamMemberFilter.ALL.withRole(MemberRole.VIEWER))).containsExactly("Ada");
    assertThat(names(TeamMemberFilter.ALL.containing("%"))).isEmpty();
  }

  @Test
  void anUpsertAddsTheMemberFirstAndUpdatesItAfterwards() {
    TeamMember added = upsert(new NewTeamMember("user_ada", "Ada", MemberRole.MEMBER));
    TeamMember updated = upsert(new NewTeamMember("user_ada", "Ada L.", MemberRole.ADMIN));

    assertThat(updated.id()).isEqualTo(added.id());
    assertThat(updated.joinedAt()).isEqualTo(added.joinedAt());
    assertThat(updated.displayName()).isEqualTo("Ada L.");
    assertThat(updated.role()).isEqualTo(MemberRole.ADMIN);
    assertThat(names(TeamMemberFilter.ALL)).containsExactly("Ada L.");
  }

  @Test
  void anUpsertOfAUserOfAnotherTenantAddsAMemberHereAndChangesNothingThere() {
    TeamMember ours = upsert(new NewTeamMember("user_of_globex", "Ours", MemberRole.VIEWER));

    assertThat(ours.id()).isNotEqualTo(Twins.FOREIGN_MEMBER);
    assertThat(
            workspace()
                .globex(db -> db.teamMembers().findById(Twins.FOREIGN_MEMBER).orElseThrow())
                .displayName())
        .isEqualTo(Twins.CANARY);
  }

  @Test
  void aPatchChangesWhatItNamesAndNothingElse() {
    TeamMember ada = create("user_ada", "Ada", MemberRole.MEMBER);

    TeamMember promoted = update(ada.id(), TeamMemberPatch.NOTHING.withRole(MemberRole.ADMIN));
    assertThat(promoted.displayName()).isEqualTo("Ada");
    assertThat(promoted.role()).isEqualTo(MemberRole.ADMIN);

    TeamMember renamed = update(ada.id(), TeamMemberPatch.NOTHING.withDisplayName("Ada L."));
    assertThat(renamed.displayName()).isEqualTo("Ada L.");
    assertThat(renamed.role()).isEqualTo(MemberRole.ADMIN);

    assertThat(update(ada.id(), TeamMemberPatch.NOTHING)).isEqualTo(renamed);
  }

  @Test
  void anUpdateOrDeleteOfAForeignMemberFindsNothing() {
    assertThat(
            workspace()
                .<Optional<TeamMember>>acme(
                    db ->
                        db.teamMembers()
                            .update(
                                Twins.FOREIGN_MEMBER,
                                TeamMemberPatch.NOTHING.withDisplayName("Mine"))))
        .isEmpty();
    assertThat(delete(Twins.FOREIGN_MEMBER)).isFalse();
    assertThat(
            workspace()
                .<Optional<TeamMember>>globex(
                    db -> db.teamMembers().findById(Twins.FOREIGN_MEMBER)))
        .hasValueSatisfying(member -> assertThat(member.displayName()).isEqualTo(Twins.CANARY));
  }

  @Test
  void theTasksOfARemovedMemberStayWithNobody() {
    TeamMember ada = create("user_ada", "Ada", MemberRole.MEMBER);
    Task task =
        workspace()
            .acme(
                db ->
                    db.tasks()
                        .create(
                            NewTask.titled(
                                    db.projects().create(NewProject.named("Vega")).id(), "Do")
                                .assignedTo(ada.id())));

    assertThat(delete(ada.id())).isTrue();

    assertThat(workspace().<Optional<Task>>acme(db -> db.tasks().findById(task.id())))
        .hasValueSatisfying(left -> assertThat(left.assigneeId()).isEmpty());
    assertThat(delete(ada.id())).isFalse();
  }

  private TeamMember create(String userId, String name, MemberRole role) {
    return workspace().acme(db -> db.teamMembers().create(new NewTeamMember(userId, name, role)));
  }

  private TeamMember upsert(NewTeamMember member) {
    return workspace().acme(db -> db.teamMembers().upsert(member));
  }

  private TeamMember update(UUID id, TeamMemberPatch patch) {
    return workspace().acme(db -> db.teamMembers().update(id, patch)).orElseThrow();
  }

  private boolean delete(UUID id) {
    return workspace().acme(db -> db.teamMembers().delete(id));
  }

  private Optional<TeamMember> find(UUID id) {
    return workspace().acme(db -> db.teamMembers().findById(id));
  }

  private List<String> names(TeamMemberFilter filter) {
    Page<TeamMember> page =
        workspace().acme(db -> db.teamMembers().list(filter, PageRequest.first(50)));
    assertThat(page.total()).isEqualTo(page.items().size());
    return page.items().stream().map(TeamMember::displayName).toList();
  }
}
