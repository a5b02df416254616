package dev.watertight.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpeedPageTest {
  private static List<Measurement> cpu(double... seconds) {
    return java.util.Arrays.stream(seconds).mapToObj(s -> new Measurement(s, s, 100)).toList();
  }

  private static SpeedPage.TreeResult tree(double cold, double warm) {
    Map<String, List<Measurement>> runs = new LinkedHashMap<>();
    runs.put(Tool.COLD, cpu(cold, cold + 1, cold - 1));
    runs.put(Tool.WARM, cpu(warm));
    runs.put(Tool.PARSE, cpu(20));
    runs.put(Tool.PMD, cpu(50));
    runs.put(Tool.READ, cpu(0.5));
    runs.put(Tool.START, cpu(0.1));
    return new SpeedPage.TreeResult("acme 1", 10, 1000, runs);
  }

  private static SpeedPage.Size size(int times, double cold) {
    return new SpeedPage.Size(times, times * 300_000L, cpu(cold).get(0), cpu(cold / 2).get(0));
  }

  @Test
  void saysWhichGoalsWereMetByMedians() {
    String page = SpeedPage.of(List.of(tree(4, 1.2)), List.of(size(1, 2), size(8, 16)), "acme", 3);
    assertThat(page)
        .contains(
            "| cold: at most a tenth of PMD's CPU | 0.08 | met |",
            "| cold: at most a quarter of the CPU of parsing everything | 0.20 | met |",
            "| warm: at most three times reading the bytes, JVM start included | 2.40 | met |",
            "against once, cold | 1.00 | met |",
            "| heap: 512 MB for 2 million lines | 2,400,000 lines scanned with -Xmx512m | met |",
            "| Watertight, cold | 4.00 | 3.00 to 5.00 | 0.08 | 0.20 |");
  }

  @Test
  void saysWhichGoalsWereMissed() {
    String page = SpeedPage.of(List.of(tree(6, 2)), List.of(size(1, 2), size(2, 5)), "acme", 3);
    assertThat(page)
        .contains(
            "| cold: at most a tenth of PMD's CPU | 0.12 | missed |",
            "| cold: at most a quarter of the CPU of parsing everything | 0.30 | missed |",
            "| warm: at most three times reading the bytes, JVM start included | 4.00 | missed |",
            "against once, cold | 1.25 | missed |",
            "600,000 lines scanned with -Xmx512m | not shown |");
  }

  @Test
  void readsWhatTheMeasuredProcessWrote() {
    assertThat(Measurement.of("1500 204800\n", 2.5)).isEqualTo(new Measurement(1.5, 2.5, 200));
    assertThatThrownBy(() -> Measurement.of("", 1)).hasMessageContaining("not a measurement");
  }
}
