package dev.watertight.core.report;

import dev.watertight.core.finding.Attack;
import dev.watertight.core.finding.CodeFrame;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.FlowStep;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.report.JUnitXml.Case;
import dev.watertight.core.report.JUnitXml.Outcome;
import dev.watertight.core.report.JUnitXml.Suite;
import dev.watertight.core.report.Report.RuleOff;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * {@code junit.xml}: a suite for each part of the tool, the rule as the class of its cases. An open
 * error or warning is a failed case and an open note a passed one with output; a suppressed finding
 * and a rule that is off are skipped; a rule without findings is one passed case, with the number
 * of its attacks that were stopped; a file that was not analysed is an error, a part of one is
 * skipped. A case is named by file and fingerprint, not by line, so that a CI server's history of
 * it survives moves of lines.
 */
public final class JUnitReportWriter implements ReportWriter {
  private static final int MESSAGE_LENGTH = 1_000;
  private static final int FINGERPRINT_LENGTH = 12;

  @Override
  public String fileName() {
    return "junit.xml";
  }

  @Override
  public void write(Report report, Instant generatedAt, Writer out) throws IOException {
    List<Suite> suites = Section.of(report).stream().map(JUnitReportWriter::suite).toList();
    JUnitXml.write("Watertight: " + report.project(), suites, out);
  }

  private static Suite suite(Section section) {
    String name = "watertight." + section.part().name();
    List<Case> cases = new ArrayList<>();
    Set<String> silent = new TreeSet<>(section.part().rules());
    for (Finding finding : section.findings()) {
      silent.remove(finding.rule());
      cases.add(finding(name, finding));
    }
    Map<String, List<Attack>> attacks =
        section.attacks().stream().collect(Collectors.groupingBy(Attack::rule));
    for (String rule : silent) {
      cases.add(
          new Case(
              name + "." + rule,
              "no findings",
              Optional.empty(),
              new Outcome.Passed(text(attacks.getOrDefault(rule, List.of())))));
    }
    for (RuleOff off : section.part().off()) {
      cases.add(
          new Case(
              name + "." + off.rule(),
              "rule is off",
              Optional.empty(),
              new Outcome.Skipped(off.reason())));
    }
    for (NotAnalysed n : section.notAnalysed()) {
      cases.add(notAnalysed(name, n));
    }
    return new Suite(name, JUnitXml.withDistinctNames(cases), text(section.attacks()));
  }

  private static String text(List<Attack> attacks) {
    return attacks.isEmpty() ? "" : AttackCount.of(attacks).text();
  }

  private static Case finding(String suite, Finding finding) {
    String place =
        finding.location() instanceof Location.InFile file
            ? file.file()
            : finding.location().label();
    String fingerprint = finding.fingerprint();
    String id = fingerprint.substring(0, Math.min(FINGERPRINT_LENGTH, fingerprint.length()));
    return new Case(
        suite + "." + finding.rule(),
        place + " [" + id + "]",
        Optional.of(finding.location()),
        outcome(finding));
  }

  private static Outcome outcome(Finding finding) {
    if (finding.suppressed().isPresent()) {
      return new Outcome.Skipped(
          "suppressed by the "
              + finding.suppressed().get().kind().name().toLowerCase(Locale.ROOT)
              + ": "
              + finding.suppressed().get().reason());
    }
    if (!finding.severity().atLeast(Severity.WARNING)) {
      return new Outcome.Passed(details(finding));
    }
    String message =
        PlainText.cut(finding.location().label() + ": " + finding.message(), MESSAGE_LENGTH);
    return new Outcome.Failed(message, finding.severity().label(), details(finding));
  }

  private static Case notAnalysed(String suite, NotAnalysed n) {
    boolean wholeFile = n.kind() == NotAnalysed.Kind.FILE;
    String place =
        wholeFile && n.location() instanceof Location.InFile file
            ? file.file()
            : n.location().label();
    String message = n.location().label() + ": " + n.reason();
    return new Case(
        suite + ".not-analysed",
        place,
        Optional.of(n.location()),
        wholeFile
            ? new Outcome.Broken(PlainText.cut(message, MESSAGE_LENGTH), "not-analysed", message)
            : new Outcome.Skipped("not analysed: " + n.reason()));
  }

  private static String details(Finding finding) {
    StringBuilder text = new StringBuilder();
    text.append(finding.location().label()).append('\n').append(finding.message()).append("\n\n");
    field(text, "rule", finding.rule());
    field(text, "severity", finding.severity().label());
    field(text, "status", finding.status().label());
    finding.table().ifPresent(table -> field(text, "table", table));
    field(text, "fingerprint", finding.fingerprint());
    finding.proof().ifPresent(proof -> proof.fields().forEach((k, v) -> field(text, k, v)));
    if (!finding.flow().isEmpty()) {
      text.append('\n');
      for (FlowStep step : finding.flow()) {
        text.append(step.location().label()).append(": ").append(step.message()).append('\n');
      }
    }
    finding.frame().ifPresent(frame -> text.append('\n').append(source(frame)));
    return text.toString();
  }

  private static void field(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append('\n');
  }

  private static String source(CodeFrame frame) {
    StringBuilder text = new StringBuilder();
    int width = Integer.toString(frame.firstLine() + frame.lines().size()).length();
    for (int i = 0; i < frame.lines().size(); i++) {
      int number = frame.firstLine() + i;
      boolean marked = frame.markFrom() <= number && number <= frame.markTo();
      text.append(marked ? "> " : "  ")
          .append(" ".repeat(width - Integer.toString(number).length()))
          .append(number)
          .append(" | ")
          .append(frame.lines().get(i))
          .append('\n');
    }
    return text.toString();
  }
}
