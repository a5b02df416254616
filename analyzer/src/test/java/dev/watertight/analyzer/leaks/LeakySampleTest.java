package dev.watertight.analyzer.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The sample application is clean, and {@link Leak}s are planted into copies of it: each by itself,
 * and all together that fit. What they say is to be found is found, and nothing beside it.
 */
class LeakySampleTest {
  /**
   * Leaks that the scanner cannot find, by name, each with the reason; nothing is found of them.
   */
  private static final Map<String, String> MISSED = Map.of();

  private static final Score SCORE = new Score();

  @TempDir static Path facts;
  @TempDir Path copy;

  static List<Leak> leaks() throws IOException {
    return Leak.all();
  }

  @AfterAll
  static void printTheScore() {
    System.out.println(SCORE.table());
  }

  @Test
  void theSampleApplicationIsClean() throws Exception {
    assertThat(found(SampleApp.files())).isEmpty();
  }

  @Test
  void thereAreFortyLeaksThatAreFound() throws Exception {
    assertThat(leaks().stream().filter(leak -> !MISSED.containsKey(leak.name())))
        .hasSizeGreaterThanOrEqualTo(40);
    assertThat(leaks()).extracting(Leak::name).containsAll(MISSED.keySet());
  }

  @ParameterizedTest
  @MethodSource("leaks")
  void isFoundAndNothingBesideIt(Leak leak) throws Exception {
    List<Planted> found = found(leak.applied(SampleApp.files()).orElseThrow());
    if (MISSED.containsKey(leak.name())) {
      assertThat(found).as("%s is missed no more", leak.name()).isEmpty();
      return;
    }
    SCORE.add(leak.expected(), found);
    assertThat(new TreeSet<>(found)).as(leak.name()).isEqualTo(leak.expected());
  }

  /** Numbers of lines move where several patches meet, so the lines themselves are compared. */
  @Test
  void allThatFitTogetherAreFoundTogether() throws Exception {
    Map<String, String> clean = SampleApp.files();
    Map<String, String> all = clean;
    List<String> expected = new ArrayList<>();
    int together = 0;
    for (Leak leak : leaks()) {
      Optional<Map<String, String>> with = leak.applied(all);
      if (with.isPresent() && !MISSED.containsKey(leak.name())) {
        all = with.get();
        together++;
        Map<String, String> alone = leak.applied(clean).orElseThrow();
        leak.expected().forEach(planted -> expected.add(said(planted, alone)));
      }
    }
    Map<String, String> leaky = all;
    assertThat(together).isGreaterThanOrEqualTo(40);
    assertThat(found(leaky).stream().map(planted -> said(planted, leaky)))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static String said(Planted planted, Map<String, String> files) {
    List<String> lines = files.getOrDefault(planted.file(), "").lines().toList();
    return planted.rule() + " " + planted.file() + " " + lines.get(planted.line() - 1).strip();
  }

  private List<Planted> found(Map<String, String> files) throws Exception {
    return SampleApp.found(new TreeMap<>(files), copy, facts.resolve("facts"));
  }
}
