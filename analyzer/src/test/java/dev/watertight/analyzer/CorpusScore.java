package dev.watertight.analyzer;

import dev.watertight.core.rule.RuleExample;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The score of each rule over all examples of the rules' pages and all labelled projects. */
final class CorpusScore {
  private static final String HEAD =
      """
      | rule | leaky | safe | to find | found | invented | recall | precision |
      | --- | --- | --- | --- | --- | --- | --- | --- |
      """;

  private final SortedMap<String, RuleScore> scores = new TreeMap<>();

  static CorpusScore ofTheCorpus() throws Exception {
    CorpusScore score = new CorpusScore();
    for (RuleExample example : ExampleProject.examples()) {
      score.add(Examined.of(example));
    }
    for (var project : LabelledProject.all()) {
      score.add(LabelledProject.of(project));
    }
    return score;
  }

  SortedMap<String, RuleScore> byRule() {
    return scores;
  }

  void add(Examined examined) {
    boolean leaky = examined.example().expected() == RuleExample.Expected.LEAK;
    add(examined.example().rule(), new RuleScore(leaky ? 1 : 0, leaky ? 0 : 1, 0, 0, 0));
    compare(examined.expected(), examined.found());
  }

  private void compare(Set<String> expected, Collection<String> found) {
    for (String each : expected) {
      add(rule(each), new RuleScore(0, 0, 1, found.contains(each) ? 1 : 0, 0));
    }
    Set<String> invented = new HashSet<>(found);
    invented.removeAll(expected);
    invented.forEach(each -> add(rule(each), new RuleScore(0, 0, 0, 0, 1)));
  }

  private void add(LabelledProject project) {
    for (LabelledProject.Labelled each : project.labelled()) {
      List<String> found = each.found();
      String wanted =
          each.wanted().stream().filter(found::contains).findFirst().orElse(each.wanted().get(0));
      if (!wanted.isEmpty()) {
        add(wanted, new RuleScore(1, 0, 1, found.contains(wanted) ? 1 : 0, 0));
      } else {
        add("raw-table-access", new RuleScore(0, 1, 0, 0, 0));
      }
      found.stream()
          .filter(rule -> !rule.equals(wanted))
          .forEach(rule -> add(rule, new RuleScore(0, 0, 0, 0, 1)));
    }
    project.beside().forEach(f -> add(f.rule(), new RuleScore(0, 0, 0, 0, 1)));
  }

  private void add(String rule, RuleScore more) {
    scores.merge(rule, more, RuleScore::plus);
  }

  private static String rule(String said) {
    return said.substring(0, said.indexOf(' '));
  }

  /** The table, with the sum of all at its end. */
  String table() {
    StringBuilder table = new StringBuilder(HEAD);
    RuleScore all = RuleScore.NONE;
    for (Map.Entry<String, RuleScore> each : scores.entrySet()) {
      table.append(each.getValue().row(each.getKey())).append('\n');
      all = all.plus(each.getValue());
    }
    return table.append(all.row("all")).append('\n').toString();
  }

  /** What a table says, by rule. */
  static SortedMap<String, RuleScore> parse(String table) {
    SortedMap<String, RuleScore> rows = new TreeMap<>();
    table
        .lines()
        .filter(line -> line.startsWith("| `"))
        .forEach(line -> rows.put(line.split("`", -1)[1], RuleScore.parse(line)));
    return rows;
  }

  /** What is worse than it was, or is there no more. */
  static List<String> drops(Map<String, RuleScore> before, Map<String, RuleScore> now) {
    return before.entrySet().stream()
        .filter(e -> now.getOrDefault(e.getKey(), worst()).isWorseThan(e.getValue()))
        .map(e -> e.getValue().row(e.getKey()) + " was before")
        .toList();
  }

  private static RuleScore worst() {
    return new RuleScore(0, 0, 1, 0, 1);
  }
}
