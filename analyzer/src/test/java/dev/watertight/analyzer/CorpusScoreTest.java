package dev.watertight.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.analyzer.rules.Rule;
import dev.watertight.core.rule.RuleExample;
import dev.watertight.core.rule.RuleExample.Expected;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Recall and precision of each rule over the corpus, held against what {@code docs/corpus.md}
 * records: less fails, more is to be recorded with {@code -Dupdate-docs}.
 */
class CorpusScoreTest {
  private static final Path PAGE = Path.of("..", "docs", "corpus.md");
  private static final String BEGIN = "<!-- generated: score -->\n\n";
  private static final String END = "\n<!-- end: score -->";
  private static final int LEAST = 15;

  @Test
  void noRuleFindsLessOrInventsMoreThanIsRecorded() throws Exception {
    CorpusScore score = CorpusScore.ofTheCorpus();
    System.out.println(score.table());
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target", "corpus.md"), score.table());

    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    String recorded = page.substring(from, to);
    assertThat(CorpusScore.drops(CorpusScore.parse(recorded), CorpusScore.parse(score.table())))
        .as("what is worse than docs/corpus.md says")
        .isEmpty();
    if (System.getProperty("update-docs") != null) {
      Files.writeString(PAGE, page.substring(0, from) + score.table() + page.substring(to));
      return;
    }
    assertThat(recorded)
        .as("docs/corpus.md, written by: ./mvnw -pl analyzer -am test -Dupdate-docs")
        .isEqualTo(score.table());
  }

  @Test
  void everyRuleOfTheCodeHasFifteenLeakyAndFifteenSafeExamples() throws Exception {
    for (Expected expected : Expected.values()) {
      Map<String, Long> count =
          ExampleProject.examples().stream()
              .filter(example -> example.expected() == expected)
              .collect(
                  Collectors.groupingBy(RuleExample::rule, TreeMap::new, Collectors.counting()));
      assertThat(count.keySet()).as("rules with examples").containsAll(rules());
      assertThat(count)
          .allSatisfy(
              (rule, examples) ->
                  assertThat(examples)
                      .as("%s of %s", expected, rule)
                      .isGreaterThanOrEqualTo(LEAST));
    }
  }

  private static List<String> rules() {
    return ServiceLoader.load(Rule.class).stream().map(rule -> rule.get().name()).toList();
  }

  @Test
  void aLeakThatIsMissedLowersTheRecall() {
    assertThat(new RuleScore(1, 1, 4, 3, 0).isWorseThan(new RuleScore(1, 1, 4, 4, 0))).isTrue();
  }

  @Test
  void aFindingThatIsInventedLowersThePrecision() {
    assertThat(new RuleScore(1, 1, 4, 4, 1).isWorseThan(new RuleScore(1, 1, 4, 4, 0))).isTrue();
  }

  @Test
  void moreExamplesAreNoDrop() {
    assertThat(new RuleScore(2, 2, 8, 8, 0).isWorseThan(new RuleScore(1, 1, 4, 4, 0))).isFalse();
  }

  @Test
  void aRuleThatIsThereNoMoreIsADrop() {
    assertThat(CorpusScore.drops(Map.of("a-rule", new RuleScore(1, 1, 1, 1, 0)), Map.of()))
        .hasSize(1);
  }

  @Test
  void aTableIsReadAsItWasWritten() {
    RuleScore score = new RuleScore(15, 16, 20, 19, 1);
    assertThat(CorpusScore.parse(score.row("a-rule"))).isEqualTo(Map.of("a-rule", score));
  }
}
