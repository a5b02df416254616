package dev.watertight.core.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watertight.core.docs.GeneratedPart;
import dev.watertight.core.finding.Layer;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.rule.RuleExample.Expected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulePagesTest {
  private static final Set<String> SCHEMA_FILES = Set.of("schema.sql", "server.txt");

  @Test
  void everyPageOfTheDocumentationIsPackagedAndWhole() throws IOException {
    List<String> written;
    try (Stream<Path> files = Files.list(GeneratedPart.page("rules"))) {
      written =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> !name.equals("README.md"))
              .map(name -> name.replaceFirst("\\.md$", ""))
              .sorted()
              .toList();
    }
    assertThat(RulePages.all()).extracting(RulePage::name).isEqualTo(written).isNotEmpty();
    assertThat(RulePages.all())
        .allSatisfy(
            page -> {
              assertThat(page.summary()).endsWith(".").doesNotContain("\n");
              assertThat(page.markdown()).startsWith("# " + page.name() + "\n");
              assertThat(page.since()).matches("\\d+\\.\\d+\\.\\d+");
            });
  }

  @Test
  void everyPageIsOfAPromisedRuleAndSaysItsLayer() {
    assertThat(RulePages.all())
        .allSatisfy(page -> assertThat(RuleNames.layer(page.name())).contains(page.layer()));
  }

  @Test
  void everyRuleOfTheCodeHasAtLeastFifteenLeaksAndFifteenSafeExamplesAndEveryOtherTwo() {
    for (RulePage page : RulePages.all()) {
      List<RuleExample> examples = RuleExamples.of(page.name());
      boolean executed =
          examples.stream()
              .allMatch(
                  e ->
                      e.files().stream()
                          .anyMatch(
                              f ->
                                  SCHEMA_FILES.contains(f.path())
                                      || f.path().startsWith("layer/")));
      int least = executed ? 2 : 15;
      assertThat(examples.stream().filter(e -> e.expected() == Expected.LEAK))
          .as("leaks of %s", page.name())
          .hasSizeGreaterThanOrEqualTo(least);
      assertThat(examples.stream().filter(e -> e.expected() == Expected.SAFE))
          .as("safe examples of %s", page.name())
          .hasSizeGreaterThanOrEqualTo(least);
    }
  }

  @Test
  void theIndexListsEveryPage() throws IOException {
    String index =
        "| rule | layer | severity | reports |\n| --- | --- | --- | --- |\n"
            + RulePages.all().stream()
                .map(
                    page ->
                        "| [`%s`](%s.md) | %s | %s | %s |\n"
                            .formatted(
                                page.name(),
                                page.name(),
                                page.layer().label(),
                                page.severity().label(),
                                page.summary().replace("|", "\\|")))
                .collect(Collectors.joining());
    GeneratedPart.isUpToDate(GeneratedPart.page("rules/README.md"), "index", index);
  }

  @Test
  void aPageIsFoundByItsName() {
    RulePage page = RulePages.find("unused-suppression").orElseThrow();
    assertThat(page.layer()).isEqualTo(Layer.CONFIGURATION);
    assertThat(page.severity()).isEqualTo(Severity.WARNING);
    assertThat(page.since()).isEqualTo("0.1.0");
    assertThat(page.why()).startsWith("A suppression is a hole").doesNotContain("## ");
    assertThat(page.fix()).startsWith("1. If the finding is gone").doesNotContain("## ");
  }

  @Test
  void whatIsNoRuleHasNoPage() {
    assertThat(RulePages.find("README")).isEmpty();
    assertThat(RulePages.find("../rule-names")).isEmpty();
    assertThat(RulePages.find("")).isEmpty();
    assertThatThrownBy(() -> RuleExamples.of("no-such-rule"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the rule no-such-rule has no page");
  }

  @Test
  void theNamesAreThoseThatConfigurationsMayHoldOnTo() {
    assertThat(RuleNames.all())
        .contains(
            "tenant-id-from-request",
            "raw-table-access",
            "rls-off",
            "policy-not-initplan",
            "leak-inference",
            "unused-suppression")
        .hasSizeGreaterThanOrEqualTo(79)
        .allMatch(name -> name.equals(name.toLowerCase(Locale.ROOT)))
        .containsAll(new TreeSet<>(RulePages.names()));
    assertThat(RuleNames.layer("object-id-unchecked")).contains(Layer.IDENTITY);
    assertThat(RuleNames.layer("mutable-tenant-column")).contains(Layer.APPLICATION);
    assertThat(RuleNames.layer("outdated-server")).contains(Layer.DATABASE);
    assertThat(RuleNames.layer("unused-suppression")).contains(Layer.CONFIGURATION);
    assertThat(RuleNames.layer("rls-of")).isEmpty();
    assertThat(RuleNames.isKnown("identity")).isFalse();
    assertThat(RuleNames.isKnown("rls-off")).isTrue();
  }
}
