package dev.watertight.database.audit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.rule.RuleExample;
import dev.watertight.core.rule.RuleExamples;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The page's examples are server versions: no test can start them all. */
class OutdatedServerTest {
  @TestFactory
  Stream<DynamicTest> everyVersionOfThePage() {
    return RuleExamples.of("outdated-server").stream()
        .flatMap(
            example ->
                example.files().stream()
                    .flatMap(file -> versions(example.expected() + ", " + example.title(), file)));
  }

  private static Stream<DynamicTest> versions(String title, RuleExample.File file) {
    List<String> lines = file.text().lines().toList();
    return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
        .map(
            i ->
                DynamicTest.dynamicTest(
                    title + ", " + lines.get(i),
                    () ->
                        assertThat(OutdatedServer.candidate(number(lines.get(i))).isPresent())
                            .isEqualTo(file.leaks().contains(i + 1))));
  }

  @Test
  void theMessageNamesTheFaultsAndTheVersionToUpgradeTo() {
    assertThat(OutdatedServer.candidate(150003).orElseThrow())
        .satisfies(
            c -> {
              assertThat(c.message())
                  .startsWith("PostgreSQL 15.3 ")
                  .contains("CVE-2025-8713", "CVE-2024-10976", "CVE-2023-39418")
                  .doesNotContain("CVE-2023-2455")
                  .endsWith("Upgrade to 15.14 or later.");
              assertThat(c.condition()).contains("server version 15.3");
            });
  }

  private static int number(String version) {
    String[] parts = version.strip().split("\\.", -1);
    return Integer.parseInt(parts[0]) * 10000 + Integer.parseInt(parts[1]);
  }
}
