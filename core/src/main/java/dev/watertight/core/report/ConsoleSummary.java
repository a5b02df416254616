package dev.watertight.core.report;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.report.Report.Figure;
import dev.watertight.core.report.Report.Part;
import dev.watertight.core.report.Report.RuleOff;
import dev.watertight.core.report.ReportSummary.RuleCount;
import dev.watertight.core.tenant.TenantTable.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A report as a few lines for a terminal or a build log: plain text, no colour, nothing in it that
 * could steer a terminal. It names the worst findings, not all.
 */
public final class ConsoleSummary {
  private static final int FINDINGS = 10;
  private static final int TABLES = 12;
  private static final int NOT_ANALYSED = 5;
  private static final int TEXT_LENGTH = 400;

  private ConsoleSummary() {}

  /**
   * A line of the summary.
   *
   * @param severity that of what the line tells; empty where it tells of nothing bad
   * @param text without a line end
   */
  public record Line(Optional<Severity> severity, String text) {
    private static Line plain(String text) {
      return new Line(Optional.empty(), text);
    }
  }

  /**
   * The lines, without line ends; the first is the verdict.
   *
   * @param index where {@code index.html} was written, as the user should see it, if it was
   */
  public static List<String> lines(Report report, Optional<String> index) {
    return withSeverity(report, index).stream().map(Line::text).toList();
  }

  /** The lines of {@link #lines}, for a log that has levels. */
  public static List<Line> withSeverity(Report report, Optional<String> index) {
    ReportSummary summary = ReportSummary.of(report);
    List<Line> lines = new ArrayList<>();
    lines.add(
        new Line(
            worst(report), "Watertight: " + text(report.project()) + ": " + summary.verdict()));
    report.parts().forEach(part -> lines.add(Line.plain("  " + part(part))));
    if (summary.attacks().all() > 0) {
      lines.add(Line.plain("  database: " + summary.attacks().text()));
    }
    report
        .isolation()
        .ifPresent(
            result -> {
              lines.add(Line.plain("  isolation tests: " + IsolationCount.of(result).text()));
              lines.add(Line.plain("  isolation tests: " + IsolationCount.score(result)));
            });
    if (!report.parts().isEmpty()) {
      lines.add(Line.plain("  " + tables(report)));
    }
    rules(summary, lines);
    findings(report, index, lines);
    notAnalysed(report, lines);
    rulesOff(report, lines);
    report.notes().forEach(note -> lines.add(Line.plain("  note: " + text(note))));
    if (summary.suppressed() > 0) {
      lines.add(
          Line.plain("  " + PlainText.count(summary.suppressed(), "finding") + " suppressed"));
    }
    index.ifPresent(path -> lines.add(Line.plain("  Report: " + path)));
    return List.copyOf(lines);
  }

  private static Optional<Severity> worst(Report report) {
    Optional<Severity> gap =
        report.isIncomplete() ? Optional.of(Severity.WARNING) : Optional.empty();
    return Stream.concat(report.open().stream().map(Finding::severity), gap.stream())
        .min(Comparator.naturalOrder());
  }

  private static String part(Part part) {
    String figures =
        part.figures().stream().map(ConsoleSummary::figure).collect(Collectors.joining(", "));
    return part.name()
        + ": "
        + PlainText.count(part.rules().size(), "rule")
        + (figures.isEmpty() ? "" : "; " + figures);
  }

  /** What was protected: that nothing was found means little where no table is known. */
  private static String tables(Report report) {
    List<String> scoped =
        report.tables().stream()
            .filter(t -> t.kind() == Kind.SCOPED)
            .map(t -> text(t.name()))
            .sorted()
            .toList();
    long shared = report.tables().stream().filter(t -> t.kind() == Kind.SHARED).count();
    long unclassified = report.tables().stream().filter(t -> t.kind() == Kind.UNCLASSIFIED).count();
    return "tables: "
        + (scoped.isEmpty()
            ? "none is known to hold tenants' data"
            : scoped.size() + (scoped.size() == 1 ? " holds" : " hold") + " tenants' data (")
        + scoped.stream().limit(TABLES).collect(Collectors.joining(", "))
        + (scoped.size() > TABLES ? ", and " + (scoped.size() - TABLES) + " more" : "")
        + (scoped.isEmpty() ? "" : ")")
        + (shared == 0 ? "" : ", " + shared + (shared == 1 ? " is" : " are") + " shared")
        + (unclassified == 0
            ? ""
            : ", " + unclassified + (unclassified == 1 ? " is" : " are") + " unclassified");
  }

  private static String figure(Figure figure) {
    return text(figure.name()) + " " + String.format(Locale.ROOT, "%,d", figure.value());
  }

  private static void rules(ReportSummary summary, List<Line> lines) {
    int width = summary.byRule().stream().mapToInt(r -> r.rule().length()).max().orElse(0);
    if (width > 0) {
      lines.add(Line.plain(""));
    }
    for (RuleCount rule : summary.byRule()) {
      lines.add(
          Line.plain(
              "  " + rule.rule() + " ".repeat(width - rule.rule().length()) + "  " + rule.text()));
    }
  }

  private static void findings(Report report, Optional<String> index, List<Line> lines) {
    List<Finding> worst =
        report.open().stream().sorted(ReportSummary.WORST_FIRST).limit(FINDINGS).toList();
    if (!worst.isEmpty()) {
      lines.add(Line.plain(""));
    }
    for (Finding finding : worst) {
      lines.add(
          new Line(
              Optional.of(finding.severity()),
              "  "
                  + finding.severity().label()
                  + " "
                  + PlainText.oneLine(finding.location().label())
                  + " ("
                  + finding.rule()
                  + ")"));
      lines.add(new Line(Optional.of(finding.severity()), "      " + text(finding.message())));
    }
    int more = report.open().size() - worst.size();
    if (more > 0) {
      lines.add(
          Line.plain("  and " + more + " more" + index.map(path -> ": see " + path).orElse("")));
    }
  }

  private static void notAnalysed(Report report, List<Line> lines) {
    if (report.notAnalysed().isEmpty()) {
      return;
    }
    lines.add(Line.plain(""));
    lines.add(
        new Line(
            report.isIncomplete() ? Optional.of(Severity.WARNING) : Optional.empty(),
            "  Not analysed: " + report.notAnalysed().size()));
    List<NotAnalysed> filesFirst =
        report.notAnalysed().stream().sorted(Comparator.comparing(NotAnalysed::kind)).toList();
    for (NotAnalysed n : filesFirst.subList(0, Math.min(NOT_ANALYSED, filesFirst.size()))) {
      lines.add(
          Line.plain("    " + PlainText.oneLine(n.location().label()) + ": " + text(n.reason())));
    }
    if (filesFirst.size() > NOT_ANALYSED) {
      lines.add(Line.plain("    and " + (filesFirst.size() - NOT_ANALYSED) + " more"));
    }
  }

  private static void rulesOff(Report report, List<Line> lines) {
    List<RuleOff> off =
        report.parts().stream().map(Part::off).flatMap(List::stream).distinct().toList();
    if (!off.isEmpty()) {
      lines.add(Line.plain(""));
      lines.add(Line.plain("  Rules that did not run:"));
      off.forEach(o -> lines.add(Line.plain("    " + o.rule() + ": " + text(o.reason()))));
    }
  }

  private static String text(String text) {
    return PlainText.cut(PlainText.oneLine(text), TEXT_LENGTH);
  }
}
