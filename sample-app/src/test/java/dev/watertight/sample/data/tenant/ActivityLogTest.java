package dev.watertight.sample.data.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.watertight.sample.postgres.Twins;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ActivityLogTest extends StoreTest {
  @Test
  void recordsWhoDidItByTheVerifiedSession() {
    Activity noted = append("project.seen", Optional.of(Twins.APOLLO), "looked");

    assertThat(noted.actorUserId()).isEqualTo("user_ada");
    assertThat(noted.action()).isEqualTo("project.seen");
    assertThat(noted.projectId()).hasValue(Twins.APOLLO);
    assertThat(noted.detail()).isEqualTo("looked");
    assertThat(all()).containsExactly(noted);
  }

  @Test
  void listsTheNewestFirstPartByPart() {
    List<Activity> appended = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      appended.add(0, append("a" + i, Optional.empty(), ""));
    }

    ActivitySlice first = list(Optional.empty(), Optional.empty(), 2);
    ActivitySlice second = list(Optional.empty(), first.next(), 2);
    ActivitySlice third = list(Optional.empty(), second.next(), 2);

    assertThat(first.items()).isEqualTo(appended.subList(0, 2));
    assertThat(second.items()).isEqualTo(appended.subList(2, 4));
    assertThat(third.items()).isEqualTo(appended.subList(4, 5));
    assertThat(third.next()).isEmpty();
  }

  @Test
  void partsStayApartWhereEverythingHappensInOneInstant() {
    workspace()
        .acme(
            db -> {
              for (int i = 0; i < 4; i++) {
                db.activity().append(new NewActivity("a" + i, Optional.empty(), ""));
              }
              return true;
            });

    ActivitySlice first = list(Optional.empty(), Optional.empty(), 3);
    ActivitySlice second = list(Optional.empty(), first.next(), 3);

    List<Activity> both = new ArrayList<>(first.items());
    both.addAll(second.items());
    assertThat(both).extracting(Activity::action).containsExactlyInAnyOrder("a0", "a1", "a2", "a3");
    assertThat(both).extracting(Activity::occurredAt).containsOnly(both.get(0).occurredAt());
  }

  @Test
  void aFullLastPartHasNoNext() {
    append("one", Optional.empty(), "");
    append("two", Optional.empty(), "");

    assertThat(list(Optional.empty(), Optional.empty(), 2).next()).isEmpty();
  }

  @Test
  void filtersByProject() {
    Activity ours = append("one", Optional.of(Twins.APOLLO), "");
    append("two", Optional.of(Twins.GEMINI), "");
    append("three", Optional.empty(), "");

    assertThat(list(Optional.of(Twins.APOLLO), Optional.empty(), 10).items()).containsExactly(ours);
    assertThat(list(Optional.of(Twins.FOREIGN_PROJECT), Optional.empty(), 10).items()).isEmpty();
  }

  @Test
  void blankAndOverlongActionsAreRefused() {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> append(" ", Optional.empty(), ""))
        .satisfies(e -> assertThat(e.constraint()).hasValue("activity_action_not_blank"));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> append("x".repeat(51), Optional.empty(), ""));
  }

  @Test
  void partsHaveBounds() {
    for (int size : List.of(0, PageRequest.MAX_SIZE + 1)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> list(Optional.empty(), Optional.empty(), size));
    }
  }

  private Activity append(String action, Optional<UUID> project, String detail) {
    return workspace().acme(db -> db.activity().append(new NewActivity(action, project, detail)));
  }

  private ActivitySlice list(
      Optional<UUID> project, Optional<ActivitySlice.Position> after, int size) {
    return workspace().acme(db -> db.activity().list(project, after, size));
  }

  private List<Activity> all() {
    return list(Optional.empty(), Optional.empty(), 100).items();
  }
}
