package dev.watertight.isolation.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CanariesTest {
  private final Canaries canaries =
      Canaries.of(
          List.of(
              new Victim("B", Set.of("wtB7"), Set.of("org_b", "17", "10023"), Set.of("blue-42")),
              new Victim("C", Set.of("wtC7"), Set.of("org_c"), Set.of())));
  private final Observer observer = new Observer();

  @Test
  void anEchoThatWasJoinedWithAnotherTextIsNoLeakAndALongerValueIsOne() {
    Canaries withValues =
        Canaries.of(
            List.of(
                new Victim(
                    "B",
                    Set.of("wtB7"),
                    Set.of("org_b"),
                    Set.of("wtB7projectsname2", "{\"note\": \"wtB7notesbody1\"}"))));

    assertThat(
            withValues.in(observer.observe("wtB7projectsname2000001"), Set.of("wtB7projectsname2")))
        .isEmpty();
    assertThat(withValues.in(observer.observe("wtB7projectsname2"), Set.of("wtB7pro")))
        .isNotEmpty();
    assertThat(withValues.in(observer.observe("wtB7notesbody1"), Set.of("wtB7no"))).isNotEmpty();
    assertThat(
            withValues.in(
                observer.observe("wtB7notesbody1wtB7projectsname2"), Set.of("wtB7notesbody1")))
        .isNotEmpty();
  }

  private List<Sighting> in(Object result, String... given) {
    return canaries.in(observer.observe(result), Set.of(given));
  }

  @Test
  void saysWhereWhatAndWhose() {
    assertThat(in(List.of("wtA7x", "see wtC7tasks2!")))
        .containsExactly(new Sighting("[1]", "wtC7tasks2", "C"));
  }

  @Test
  void takesAnEchoForNoLeak() {
    assertThat(in("no project named wtB7projects1", "wtB7projects1")).isEmpty();
  }

  @Test
  void takesAnEchoInAnyCaseForNoLeak() {
    assertThat(in("WTB7PROJECTS1", "wtB7projects1")).isEmpty();
  }

  @Test
  void takesACutEchoForNoLeak() {
    assertThat(in("Unknown: wtB7proj…", "wtB7projects1")).isEmpty();
  }

  @Test
  void takesMoreThanWasGivenForALeak() {
    assertThat(in("wtB7projects1", "wtB7")).hasSize(1);
    assertThat(in("wtB7projects2", "wtB7projects1")).hasSize(1);
  }

  @Test
  void findsALeakBesideAnEcho() {
    assertThat(in("wtB7a conflicts with wtB7b", "wtB7a"))
        .extracting(Sighting::text)
        .containsExactly("wtB7b");
  }

  @Test
  void findsAnIdInAMessage() {
    assertThat(in(new IllegalStateException("(org_b) is taken"))).hasSize(1);
    assertThat(in(new IllegalStateException("(org_bc) is taken"))).isEmpty();
    assertThat(in(new IllegalStateException("(org_b) is taken"), "org_b")).isEmpty();
  }

  @Test
  void findsAValueThatOnlyTheVictimHas() {
    assertThat(in("blue-42")).hasSize(1);
    assertThat(in("blue-421")).isEmpty();
  }

  @Test
  void takesASmallNumberForNobodysId() {
    assertThat(in(17)).isEmpty();
    assertThat(in(10023)).hasSize(1);
    assertThat(in("at 10023 ms")).isEmpty();
  }
}
