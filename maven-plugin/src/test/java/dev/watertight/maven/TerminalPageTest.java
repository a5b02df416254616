package dev.watertight.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.finding.Layer;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.rule.RulePage;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalPageTest {
  @Test
  void aPageIsReadableWithoutARenderer() {
    String markdown =
        """
        # some-rule

        Reports a *read* of [`projects`](https://example.org/p), see [the rules](README.md).
        Second line.

        ## Why it matters

        - first point
        - second point
          with more

        1. one
        2. two

        ### Title of an example

        ```yaml watertight.yml
        tenant:
          table: a
        ```

        | a | b |
        | --- | --- |
        | 1 | `x` |
        """;

    assertThat(TerminalPage.of(page("some-rule", markdown)).lines().toList())
        .containsExactly(
            "some-rule",
            "layer application, severity error, since 0.1.0",
            "",
            "Reports a read of `projects` (https://example.org/p), see the rules. Second line.",
            "",
            "Why it matters",
            "--------------",
            "",
            "- first point",
            "- second point with more",
            "",
            "1. one",
            "2. two",
            "",
            "* Title of an example",
            "",
            "watertight.yml:",
            "",
            "    tenant:",
            "      table: a",
            "",
            "- a | b",
            "- 1 | `x`");
  }

  @Test
  void longParagraphsAreBrokenIntoLinesAndCodeIsNot() {
    String code = "select ".repeat(40).strip();
    String text =
        TerminalPage.of(
            page("some-rule", "- " + "word ".repeat(60) + "\n\n```sql\n" + code + "\n```\n"));

    List<String> lines = text.lines().toList();

    assertThat(lines).contains("    " + code);
    assertThat(lines).filteredOn(l -> l.contains("word")).hasSizeGreaterThan(2);
    assertThat(lines)
        .filteredOn(l -> l.contains("word"))
        .allSatisfy(l -> assertThat(l).hasSizeLessThanOrEqualTo(88).matches("(- |  )word.*"));
  }

  @Test
  void theListNamesEveryRuleUnderItsLayer() {
    String text =
        TerminalPage.listOf(
            List.of(page("first-rule", "# first"), page("second-rule", "# second")));

    assertThat(text.lines().toList())
        .containsExactly(
            "",
            "Layer: application",
            "------------------",
            "",
            "first-rule (error)",
            "    What it reports.",
            "",
            "second-rule (error)",
            "    What it reports.",
            "",
            "More on one of them: -Drule=NAME");
  }

  private static RulePage page(String name, String markdown) {
    return new RulePage(
        name,
        Layer.APPLICATION,
        Severity.ERROR,
        "0.1.0",
        "What it reports.",
        "why",
        "fix",
        markdown);
  }
}
