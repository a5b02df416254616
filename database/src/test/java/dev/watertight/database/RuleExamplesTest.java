package dev.watertight.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Location;
import dev.watertight.core.report.Report;
import dev.watertight.core.rule.RuleExample;
import dev.watertight.core.rule.RuleExamples;
import dev.watertight.database.audit.AuditRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every example of every audit rule's page, laid over the base schema and audited: each mark stands
 * for one finding of its rule, on an object that its line names, and there is no other finding of
 * any rule.
 */
class RuleExamplesTest {
  /** A marked line, and the rule whose finding it stands for. */
  private record Mark(String rule, String line) {}

  @TestFactory
  Stream<DynamicContainer> everyExample() {
    return ServiceLoader.load(AuditRule.class).stream()
        .map(rule -> rule.get().name())
        .sorted()
        .map(
            rule ->
                DynamicContainer.dynamicContainer(
                    rule,
                    RuleExamples.of(rule).stream()
                        .filter(RuleExamplesTest::isSchema)
                        .map(
                            example ->
                                DynamicTest.dynamicTest(
                                    example.expected() + ", " + example.title(),
                                    () -> isFoundWhereMarkedAndNowhereElse(example)))));
  }

  @Test
  void theBaseSchemaHasNoFindingOfAnyRule() {
    Report report = Audited.schema("");
    assertThat(report.findings()).isEmpty();
    assertThat(report.notAnalysed()).isEmpty();
    assertThat(report.notes()).isEmpty();
  }

  private static boolean isSchema(RuleExample example) {
    return example.files().stream().anyMatch(file -> file.path().endsWith(".sql"));
  }

  private static void isFoundWhereMarkedAndNowhereElse(RuleExample example) {
    VersionRange.assumeIncludes(example);
    Map<String, String> files = new LinkedHashMap<>();
    List<Mark> marks = new ArrayList<>();
    for (RuleExample.File file : example.files()) {
      files.put(file.path(), file.text());
      List<String> lines = file.text().lines().toList();
      file.leaks().forEach(line -> marks.add(new Mark(example.rule(), lines.get(line - 1))));
      file.others()
          .forEach(
              (line, rules) ->
                  rules.forEach(rule -> marks.add(new Mark(rule, lines.get(line - 1)))));
    }
    Report report = Audited.files(files);
    List<Finding> unexpected = new ArrayList<>(report.open());
    List<Mark> missed = new ArrayList<>();
    for (Mark mark : marks) {
      unexpected.stream()
          .filter(f -> f.rule().equals(mark.rule()) && names(mark.line(), f))
          .findFirst()
          .ifPresentOrElse(unexpected::remove, () -> missed.add(mark));
    }
    String where = example.title() + ", docs/rules/" + example.rule() + ".md:" + example.line();
    assertThat(missed).as("marked and not found: " + where).isEmpty();
    assertThat(unexpected.stream().map(RuleExamplesTest::text))
        .as("found and not marked: " + where)
        .isEmpty();
    assertThat(report.notAnalysed()).as(where).isEmpty();
    assertThat(example.rule()).isIn(new TreeSet<>(report.parts().get(0).rules()));
  }

  private static String text(Finding finding) {
    return finding.rule()
        + " "
        + finding.location().label()
        + " "
        + finding.status()
        + ": "
        + finding.message()
        + finding.proof().map(p -> " " + p.fields()).orElse("");
  }

  /** Whether the line names the last part of the finding's object. */
  private static boolean names(String line, Finding finding) {
    String object = ((Location.InDatabase) finding.location()).object();
    if (object.equals("database") || object.startsWith("default privileges")) {
      return true;
    }
    String name = object.replaceFirst("\\(.*", "").replaceFirst("^.*[.:]", "");
    return Pattern.compile("(?<!\\w)" + Pattern.quote(name) + "(?!\\w)").matcher(line).find();
  }
}
