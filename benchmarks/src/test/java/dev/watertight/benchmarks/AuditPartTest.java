package dev.watertight.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditPartTest {
  private static AuditPart.Size size(int tables, double seconds) {
    Clock.Step step = new Clock.Step(seconds, seconds / 2, seconds / 2);
    Clock.Step floor = new Clock.Step(1, 0, 1);
    return new AuditPart.Size(
        tables,
        new AuditMeasurement(
            Map.of("attacks", 30L, "proven", 3L),
            Map.of(
                "ATTACKS",
                step,
                AuditOnce.FLOOR_ATTACKS,
                floor,
                AuditOnce.START,
                new Clock.Step(9, 9, 9))),
        200);
  }

  private static String part(AuditPart.Size... sizes) {
    AuditMeasurement seeded =
        new AuditMeasurement(
            Map.of("rows", 9000L),
            Map.of(
                SeedOnce.SEEDING,
                new Clock.Step(1.5, 1, 0.5),
                SeedOnce.FLOOR,
                new Clock.Step(0.5, 0.1, 0.4)));
    return AuditPart.of(List.of(sizes), seeded, 50, 100, 1);
  }

  @Test
  void saysWhetherTimePerTableGrowsAndLeavesTheStartOut() {
    assertThat(part(size(20, 2), size(200, 16), size(1000, 100)))
        .contains(
            "| CPU per table at 200 tables, against 20 | 0.80 | met |",
            "| CPU per table at 1,000 tables, against 200 | 1.25 | missed |",
            "| 200 tables in 15 seconds | 16.0 s wall, 16.0 s CPU | missed |",
            "| attacks | 2.00 | 2.0 | 16.00 | 16.0 | 100.00 | 100.0 |",
            "| the same rows as ready text | 0.50 | 0.50 | 0.40 |");
  }

  @Test
  void eachPartOfThePageStaysWhereOnlyTheOtherIsMeasured() {
    String first = AuditPart.in("# Speed\n", part(size(20, 2)));
    assertThat(first).startsWith("# Speed\n").contains("# The audit of a schema");
    String second = AuditPart.in(first, part(size(20, 4)));
    assertThat(second)
        .startsWith("# Speed\n")
        .contains("| attacks | 4.00 |")
        .doesNotContain("| attacks | 2.00 |");
    assertThat("# Speed\n" + "\n" + AuditPart.from(second)).isEqualTo(second);
  }

  @Test
  void readsWhatTheMeasuredProcessWrote() {
    AuditMeasurement measurement = size(20, 2).measured();
    assertThat(AuditMeasurement.of(measurement.text())).isEqualTo(measurement);
    assertThatThrownBy(() -> AuditMeasurement.of("a b c")).hasMessageContaining("a b c");
  }
}
