package dev.watertight.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.finding.Severity;
import dev.watertight.core.report.Report.Part;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleSummaryTest {
  @ParameterizedTest
  @ValueSource(strings = {"empty", "one", "many", "hostile"})
  void writesTheExpectedLines(String report) throws IOException {
    List<String> lines =
        ConsoleSummary.lines(
            Golden.REPORTS.get(report), Optional.of("target/watertight/index.html"));

    Golden.assertMatches(report + ".console.txt", String.join("\n", lines) + "\n");
  }

  @Test
  void theVerdictIsAsSevereAsTheWorstFindingAndAFindingsLinesAsTheFinding() {
    List<ConsoleSummary.Line> lines =
        ConsoleSummary.withSeverity(Golden.REPORTS.get("many"), Optional.empty());

    assertThat(lines.get(0).severity()).contains(Severity.ERROR);
    assertThat(lines)
        .filteredOn(line -> line.text().startsWith("  warning "))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line.severity()).contains(Severity.WARNING));
    assertThat(lines)
        .filteredOn(line -> line.text().startsWith("  scan: "))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line.severity()).isEmpty());
    assertThat(ConsoleSummary.withSeverity(Golden.REPORTS.get("empty"), Optional.empty()))
        .allSatisfy(line -> assertThat(line.severity()).isEmpty());
  }

  @Test
  void noRuleThatRanIsNoPass() {
    Report nothingRan =
        new Report(
            "x",
            List.of(new Part("scan", List.of(), List.of(), List.of())),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());

    assertThat(ConsoleSummary.lines(nothingRan, Optional.empty()).get(0))
        .isEqualTo("Watertight: x: nothing was checked: no rule ran");
  }

  @Test
  void tenFindingsAreNamedAndTheRestCounted() {
    List<String> lines =
        ConsoleSummary.lines(SampleReports.crowded(40), Optional.of("target/index.html"));

    assertThat(lines.stream().filter(l -> l.startsWith("  error ")).count()).isEqualTo(10);
    assertThat(lines).contains("  and 30 more: see target/index.html").contains("    and 35 more");
  }

  @Test
  void nothingInALineCanSteerATerminal() {
    assertThat(ConsoleSummary.lines(SampleReports.hostile(), Optional.empty()))
        .allSatisfy(line -> assertThat(line).doesNotContainPattern("[\\p{Cntrl}\\u202E]"));
  }
}
