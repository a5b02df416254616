package dev.watertight.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.finding.Layer;
import dev.watertight.core.report.Report;
import dev.watertight.core.rule.RuleExample;
import dev.watertight.core.rule.RuleExamples;
import dev.watertight.core.rule.RulePage;
import dev.watertight.core.rule.RulePages;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * rule.
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

  private static void isFoundOnTheMarkedLinesAndNowhereElse(RuleExample example) throws Exception {
    Examined examined = Examined.of(example);
    assertThat(examined.found())
        .as("%s, docs/rules/%s.md:%d", example.title(), example.rule(), example.line())
        .isEqualTo(examined.expected());
    assertThat(examined.notAnalysed()).isEmpty();
  }

  private Report scan(ExampleProject project) throws Exception {
    Path root = Files.createTempDirectory(folder, "example");
    project.write(root, new Random(0));
    return ExampleProject.scan(root);
  }
}
