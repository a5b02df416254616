package dev.watertight.isolation.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.isolation.Counterexample;
import dev.watertight.core.rule.RuleExample;
import dev.watertight.core.rule.RuleExamples;
import dev.watertight.isolation.DataLayer;
import dev.watertight.isolation.TenantLayer;
import dev.watertight.isolation.layer.CompiledLayer;
import dev.watertight.isolation.layer.JdbcScope;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every example of the pages of the rules that isolation tests find: the operation on a marked line
 * is found by the page's rule, and in a safe example nothing is found by any.
 */
class RuleExamplesTest {
  private static final List<String> RULES =
      List.of(
          "leak-read",
          "leak-write",
          "leak-inference",
          "over-filtering",
          "context-bleed",
          "blind-probe");

  @TestFactory
  Stream<DynamicContainer> everyExample(@TempDir Path classes) {
    return RULES.stream()
        .map(
            rule ->
                DynamicContainer.dynamicContainer(
                    rule,
                    RuleExamples.of(rule).stream()
                        .map(
                            example ->
                                DynamicTest.dynamicTest(
                                    example.expected() + ", " + example.title(),
                                    () -> isFoundWhereMarked(example, classes)))));
  }

  private static void isFoundWhereMarked(RuleExample example, Path classes) throws Exception {
    RuleExample.File file = example.files().get(0);
    Class<?> type = CompiledLayer.of(file.text(), classes.resolve(example.rule() + example.line()));
    DataLayer<Object> layer =
        dataSource -> {
          TenantLayer<Object> opened =
              JdbcScope.layer(dataSource, scope -> CompiledLayer.on(type, scope));
          return opened;
        };
    try (Experiment experiment = Experiments.on(layer, 30)) {
      List<Counterexample> found =
          Experiments.outcomes(experiment).values().stream()
              .flatMap(o -> o.counterexamples().stream())
              .toList();
      if (example.expected() == RuleExample.Expected.SAFE) {
        assertThat(found).extracting(Counterexample::message).isEmpty();
        return;
      }
      List<String> lines = file.text().lines().toList();
      for (int line : file.leaks()) {
        assertThat(found)
            .as(lines.get(line - 1))
            .anyMatch(
                c ->
                    c.rule().equals(example.rule())
                        && lines
                            .get(line - 1)
                            .contains(" " + c.operation().replaceFirst("\\(.*", "") + "("));
      }
    }
  }
}
