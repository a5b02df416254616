package dev.watertight.isolation.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.isolation.observation.Difference.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T10:00:00Z");
  private static final Instant END = Instant.parse("2026-01-01T10:00:09Z");

  private final Observer observer = new Observer();

  record Row(String name, int count) {}

  private Comparison compared(Object crowded, Object alone) {
    return Comparison.of(observer.observe(crowded), observer.observe(alone));
  }

  private List<Kind> kinds(Object crowded, Object alone) {
    return compared(crowded, alone).differences().stream().map(Difference::kind).toList();
  }

  @Test
  void takesEqualForEqual() {
    assertThat(compared(List.of(new Row("a", 1)), List.of(new Row("a", 1))).equal()).isTrue();
  }

  @Test
  void saysWhereAValueDiffers() {
    Comparison comparison = compared(List.of(new Row("a", 1)), List.of(new Row("a", 2)));
    assertThat(comparison.differences())
        .containsExactly(new Difference("[0].count", Kind.VALUE, "1", "2"));
  }

  @Test
  void tellsACountFromAValue() {
    assertThat(kinds(List.of("a", "b"), List.of("a"))).containsExactly(Kind.COUNT);
  }

  @Test
  void tellsAnOrderFromAValue() {
    assertThat(compared(List.of("a", "b"), List.of("b", "a")).orderOnly()).isTrue();
    assertThat(compared(List.of("a", "c"), List.of("b", "a")).orderOnly()).isFalse();
  }

  @Test
  void takesNoOrderFromASet() {
    assertThat(compared(Set.of("a", "b", "c"), Set.of("c", "b", "a")).equal()).isTrue();
  }

  @Test
  void tellsAFailureFromAResult() {
    Observation failure = observer.failure(new IllegalStateException("taken"));
    Observation result = observer.observe(1);
    assertThat(Comparison.of(failure, result).differences())
        .extracting(Difference::kind)
        .containsExactly(Kind.FAILURE);
    assertThat(Comparison.of(failure, failure).equal()).isTrue();
  }

  @Test
  void comparesMapsByKey() {
    assertThat(kinds(Map.of("a", 1, "b", 2), Map.of("a", 1))).containsExactly(Kind.COUNT);
    assertThat(kinds(Map.of("a", 1), Map.of("a", 2))).containsExactly(Kind.VALUE);
  }

  @Test
  void neverTakesWhatWasCutForEqual() {
    Comparison comparison =
        Comparison.of(new Observation.Cut("too much"), new Observation.Cut("too much"));
    assertThat(comparison.equal()).isFalse();
    assertThat(comparison.undecided()).isTrue();
  }

  private Observation normal(Set<String> known, Set<String> keys, Object result) {
    return Normal.of(known, BEGIN, END, keys).of(observer.observe(result));
  }

  @Test
  void renamesNewIdsByTheirOrder() {
    UUID first = UUID.randomUUID();
    UUID second = UUID.randomUUID();
    assertThat(normal(Set.of(), Set.of(), List.of(first, second, first)).canonical())
        .isEqualTo("[<uuid 1>, <uuid 2>, <uuid 1>]");
  }

  @Test
  void keepsKnownIds() {
    UUID known = UUID.randomUUID();
    assertThat(normal(Set.of(known.toString()), Set.of(), known).canonical())
        .isEqualTo(known.toString());
  }

  @Test
  void tellsTwoIdsFromOneTwice() {
    UUID id = UUID.randomUUID();
    assertThat(normal(Set.of(), Set.of(), List.of(id, id)))
        .isNotEqualTo(normal(Set.of(), Set.of(), List.of(id, UUID.randomUUID())));
  }

  @Test
  void takesTimesOfTheRunForNow() {
    assertThat(normal(Set.of(), Set.of(), BEGIN.plusSeconds(3)).canonical()).isEqualTo("<now>");
    assertThat(normal(Set.of(), Set.of(), "at 2026-01-01 10:00:03.123456+00").canonical())
        .isEqualTo("\"at <now>\"");
    assertThat(normal(Set.of(), Set.of(), BEGIN.minusSeconds(3600)).canonical())
        .isEqualTo("2026-01-01T09:00:00Z");
  }

  record Keyed(long id, long count) {}

  @Test
  void renamesGeneratedKeysWhereToldTo() {
    assertThat(
            normal(Set.of("5"), Set.of("id"), List.of(new Keyed(91, 91), new Keyed(5, 5)))
                .canonical())
        .isEqualTo("[Keyed{id=<key 1>, count=91}, Keyed{id=5, count=5}]");
  }

  @Test
  void findsOwnRowsThatAreHidden() {
    Observation both = observer.observe(List.of(new Row("wtA7one", 1)));
    Observation other =
        observer.observe(
            List.of(new Row("wtA7one", 1), new Row("wtA7two", 1), new Row("wtB7x", 1)));
    assertThat(Completeness.missing(both, other, Set.of("wtA7")))
        .extracting(Completeness.Missing::text)
        .containsExactly("wta7two");
    assertThat(Completeness.missing(other, both, Set.of("wtA7"))).isEmpty();
  }
}
