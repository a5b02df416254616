package dev.watertight.database.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Layer;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.finding.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RootCausesTest {
  private static final Map<String, List<String>> PRECISE_OVER_VAGUE =
      Map.of("precise", List.of("vague"));

  @Test
  void theMorePreciseFindingOfATableKeepsItAndNamesTheOther() {
    List<Finding> kept =
        RootCauses.of(
            List.of(
                finding("vague", "s.t", Severity.ERROR),
                finding("precise", "s.t.own", Severity.ERROR)),
            PRECISE_OVER_VAGUE,
            Map.of());

    assertThat(kept)
        .singleElement()
        .satisfies(f -> assertThat(f.rule()).isEqualTo("precise"))
        .satisfies(f -> assertThat(f.related()).containsExactly("vague"));
  }

  @Test
  void aNoteStandsForNothingElseOfItsTable() {
    assertThat(
            RootCauses.of(
                List.of(
                    finding("vague", "s.t", Severity.ERROR),
                    finding("precise", "s.t.own", Severity.NOTE)),
                PRECISE_OVER_VAGUE,
                Map.of()))
        .extracting(Finding::rule)
        .containsExactly("vague", "precise");
  }

  @Test
  void butForTheSameObjectItDoes() {
    assertThat(
            RootCauses.of(
                List.of(
                    finding("vague", "s.t.own", Severity.NOTE),
                    finding("precise", "s.t.own", Severity.NOTE)),
                Map.of(),
                PRECISE_OVER_VAGUE))
        .extracting(Finding::rule)
        .containsExactly("precise");
  }

  private static Finding finding(String rule, String object, Severity severity) {
    return new Finding(
        rule,
        Layer.DATABASE,
        severity,
        Status.PROVEN,
        "a fault",
        new Location.InDatabase(object),
        Optional.of("s.t"),
        rule + object,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
