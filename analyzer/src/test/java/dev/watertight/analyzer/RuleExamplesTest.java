package dev.watertight.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.FixWriter;
import dev.watertight.core.finding.Layer;
import dev.watertight.core.report.Report;
import dev.watertight.core.rule.RuleExample;
import dev.watertight.core.rule.RuleExamples;
import dev.watertight.core.rule.RulePage;
import dev.watertight.core.rule.RulePages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every example of every rule's page, laid over the base project and scanned: something is found on
 * each marked line by the rules that the mark means, and nothing else in the whole project by any
 * rule. Where there is a fix, it takes the finding away and brings no other.
 */
class RuleExamplesTest {
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicContainer> everyExample() {
    return RulePages.all().stream()
        .filter(page -> page.layer() != Layer.DATABASE)
        .map(RulePage::name)
        .map(
            rule ->
                DynamicContainer.dynamicContainer(
                    rule,
                    RuleExamples.of(rule).stream()
                        .filter(example -> !ExampleProject.isExecuted(example))
                        .map(
                            example ->
                                DynamicTest.dynamicTest(
                                    example.expected() + ", " + example.title(),
                                    () -> isFoundOnTheMarkedLinesAndNowhereElse(example)))));
  }

  @Test
  void theBaseProjectHasNoFindingOfAnyRule() throws Exception {
    Report report = scan(new ExampleProject());
    assertThat(report.findings()).isEmpty();
    assertThat(report.notAnalysed()).isEmpty();
  }

  private void isFoundOnTheMarkedLinesAndNowhereElse(RuleExample example) throws Exception {
    Examined examined = Examined.of(example);
    assertThat(examined.found())
        .as("%s, docs/rules/%s.md:%d", example.title(), example.rule(), example.line())
        .isEqualTo(examined.expected());
    assertThat(examined.notAnalysed()).isEmpty();
    if (examined.findings().stream().anyMatch(f -> f.fix().isPresent())) {
      fixesTakeAwayWhatTheyStandFor(examined);
    }
  }

  private void fixesTakeAwayWhatTheyStandFor(Examined examined) throws Exception {
    RuleExample example = examined.example();
    Path root = written(new ExampleProject().with(example));
    FixWriter.Result result = FixWriter.write(root, examined.findings());
    Report after = ExampleProject.scan(root);

    assertThat(fingerprints(after))
        .as(
            "after %s of %s, docs/rules/%s.md:%d",
            result.written().stream().map(f -> f.fix().orElseThrow()).toList(),
            example.title(),
            example.rule(),
            example.line())
        .doesNotContainAnyElementsOf(
            result.written().stream().map(f -> f.rule() + " " + f.fingerprint()).toList())
        .hasSizeLessThanOrEqualTo(open(examined) - result.written().size());
    assertThat(after.notAnalysed()).isEmpty();
  }

  private static List<String> fingerprints(Report report) {
    return report.open().stream().map(f -> f.rule() + " " + f.fingerprint()).toList();
  }

  private static int open(Examined examined) {
    return (int) examined.findings().stream().filter(Finding::isOpen).count();
  }

  private Report scan(ExampleProject project) throws Exception {
    return ExampleProject.scan(written(project));
  }

  private Path written(ExampleProject project) throws Exception {
    Path root = Files.createTempDirectory(folder, "example");
    project.write(root, new Random(0));
    return root;
  }
}
