package dev.watertight.analyzer.rules;

import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.flow.Found;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Fingerprint;
import dev.watertight.core.finding.Layer;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.rule.RuleNames;
import dev.watertight.core.rule.RulePage;
import dev.watertight.core.rule.RulePages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Takes down the findings of one rule; layer and severity come from the rule's page. */
public final class Reporter {
  private final String rule;
  private final Predicate<String> reported;
  private final Layer layer;
  private final Severity severity;
  private final Map<Said, Finding> findings = new LinkedHashMap<>();

  private record Said(String path, Span at, String message) {}

  /**
   * A reporter for the rule.
   *
   * @param reported whether findings in the file of that path are asked for
   */
  public Reporter(String rule, Predicate<String> reported) {
    this.rule = rule;
    this.reported = reported;
    Optional<RulePage> page = RulePages.find(rule);
    this.layer =
        page.map(RulePage::layer).or(() -> RuleNames.layer(rule)).orElse(Layer.APPLICATION);
    this.severity = page.map(RulePage::severity).orElse(Severity.ERROR);
  }

  /**
   * A finding of the rule.
   *
   * @param member what encloses the place, for the fingerprint
   * @param text the statement or element itself, for the fingerprint
   */
  public void report(
      String path, Span at, String message, Optional<String> table, String member, String text) {
    report(severity, path, at, message, table, member, text);
  }

  /**
   * A finding with a severity of its own. What was said of a place is said once, also where several
   * classes share the statement that stands there.
   */
  public void report(
      Severity own,
      String path,
      Span at,
      String message,
      Optional<String> table,
      String member,
      String text) {
    if (reported.test(path)) {
      findings.putIfAbsent(
          new Said(path, at, message),
          Finding.suspected(
              rule,
              layer,
              own,
              message,
              new Location.InFile(path, at.line(), at.column(), at.endLine(), at.endColumn()),
              table,
              Fingerprint.of(rule, member, text)));
    }
  }

  /** Reports what was found, what a mark excuses left out. */
  void report(List<Found> found, Analysis analysis) {
    for (Found each : found) {
      Said said = new Said(each.type().file().path(), each.at(), each.message());
      if (reported.test(said.path()) && !analysis.marks().excuse(each.asAccess())) {
        findings.putIfAbsent(
            said,
            Finding.suspected(
                    rule,
                    layer,
                    severity,
                    each.message(),
                    new Location.InFile(
                        said.path(),
                        said.at().line(),
                        said.at().column(),
                        said.at().endLine(),
                        said.at().endColumn()),
                    each.table(),
                    Fingerprint.of(rule, each.member(), each.text()))
                .withFlow(each.steps()));
      }
    }
  }

  /** What was reported. */
  public List<Finding> findings() {
    return List.copyOf(findings.values());
  }
}
