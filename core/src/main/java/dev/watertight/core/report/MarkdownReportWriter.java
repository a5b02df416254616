package dev.watertight.core.report;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.finding.Status;
import dev.watertight.core.report.Report.Part;
import dev.watertight.core.report.Report.RuleOff;
import dev.watertight.core.report.ReportSummary.RuleCount;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * {@code summary.md}: what a pull-request comment or a job summary needs, the worst first. It stays
 * below 60,000 characters (a comment on the largest code host holds 65,536) and says how many
 * findings it leaves to {@code index.html}.
 */
public final class MarkdownReportWriter implements ReportWriter {
  private static final int FINDINGS = 50;
  private static final int FINDINGS_LENGTH = 36_000;
  private static final int SECTION_LENGTH = 6_000;
  private static final int PLACE_LENGTH = 200;
  private static final int TEXT_LENGTH = 300;

  @Override
  public String fileName() {
    return "summary.md";
  }

  @Override
  public void write(Report report, Instant generatedAt, Writer out) throws IOException {
    ReportSummary summary = ReportSummary.of(report);
    StringBuilder md = new StringBuilder();
    md.append("## Watertight: ").append(summary.verdict()).append("\n\n");
    md.append("Project ").append(MarkdownText.code(report.project(), PLACE_LENGTH));
    md.append(": ").append(PlainText.count(summary.rules(), "rule")).append(" ran");
    if (summary.suppressed() > 0) {
      md.append(", ")
          .append(PlainText.count(summary.suppressed(), "finding"))
          .append(" suppressed");
    }
    md.append(".\n");
    if (summary.attacks().all() > 0) {
      md.append("\nOn the database: ").append(summary.attacks().text()).append(".\n");
    }
    byRule(summary, md);
    findings(report, md);
    report.isolation().ifPresent(result -> IsolationMarkdown.write(result, md));
    notAnalysed(report, summary, md);
    rulesOff(report, md);
    notes(report, md);
    out.append(md);
    out.flush();
  }

  private static void byRule(ReportSummary summary, StringBuilder md) {
    if (summary.byRule().isEmpty()) {
      return;
    }
    md.append("\n| rule | errors | warnings | notes |\n| --- | ---: | ---: | ---: |\n");
    rows(
        md,
        summary.byRule(),
        SECTION_LENGTH,
        summary.byRule().size(),
        "rules",
        MarkdownReportWriter::row);
  }

  private static String row(RuleCount rule) {
    return "| "
        + MarkdownText.codeCell(rule.rule(), PLACE_LENGTH)
        + " | "
        + rule.errors()
        + " | "
        + rule.warnings()
        + " | "
        + rule.notes()
        + " |\n";
  }

  private static void findings(Report report, StringBuilder md) {
    List<Finding> worst = report.open().stream().sorted(ReportSummary.WORST_FIRST).toList();
    if (worst.isEmpty()) {
      return;
    }
    md.append("\n### Findings\n\n| severity | where | rule | what |\n| --- | --- | --- | --- |\n");
    rows(md, worst, FINDINGS_LENGTH, FINDINGS, "findings", MarkdownReportWriter::row);
  }

  private static String row(Finding finding) {
    return "| "
        + finding.severity().label()
        + (finding.status() == Status.PROVEN ? ", proven" : "")
        + " | "
        + MarkdownText.codeCell(place(finding.location()), PLACE_LENGTH)
        + " | "
        + MarkdownText.codeCell(finding.rule(), PLACE_LENGTH)
        + " | "
        + MarkdownText.inlineCell(finding.message(), TEXT_LENGTH)
        + " |\n";
  }

  private static void notAnalysed(Report report, ReportSummary summary, StringBuilder md) {
    if (report.notAnalysed().isEmpty()) {
      return;
    }
    md.append("\n### Not analysed\n\n");
    if (summary.isIncomplete()) {
      md.append("The analysis is incomplete: what these files do is unknown.\n\n");
    }
    List<NotAnalysed> filesFirst =
        report.notAnalysed().stream().sorted(Comparator.comparing(NotAnalysed::kind)).toList();
    rows(md, filesFirst, SECTION_LENGTH, 20, "places", n -> item(place(n.location()), n.reason()));
  }

  private static void rulesOff(Report report, StringBuilder md) {
    List<RuleOff> off =
        report.parts().stream().map(Part::off).flatMap(List::stream).distinct().toList();
    if (!off.isEmpty()) {
      md.append("\n### Rules that did not run\n\n");
      rows(md, off, SECTION_LENGTH, off.size(), "rules", o -> item(o.rule(), o.reason()));
    }
  }

  private static void notes(Report report, StringBuilder md) {
    if (!report.notes().isEmpty()) {
      md.append("\n### Notes\n\n");
      rows(
          md,
          report.notes(),
          SECTION_LENGTH / 2,
          10,
          "notes",
          note -> "- " + MarkdownText.inline(note, TEXT_LENGTH) + "\n");
    }
  }

  private static String item(String place, String reason) {
    return "- "
        + MarkdownText.code(place, PLACE_LENGTH)
        + ": "
        + MarkdownText.inline(reason, TEXT_LENGTH)
        + "\n";
  }

  /** The end of a place says more than its beginning: the file's name and the line. */
  private static String place(Location location) {
    String label = PlainText.oneLine(location.label());
    return label.length() <= PLACE_LENGTH ? label : "…" + PlainText.tail(label, PLACE_LENGTH - 1);
  }

  /** As many rows as fit, then how many did not. */
  private static <T> void rows(
      StringBuilder md, List<T> items, int budget, int most, String noun, Function<T, String> row) {
    int start = md.length();
    int written = 0;
    for (T item : items) {
      String text = row.apply(item);
      if (written == most || md.length() - start + text.length() > budget) {
        break;
      }
      md.append(text);
      written++;
    }
    if (written < items.size()) {
      md.append("\nand ")
          .append(items.size() - written)
          .append(" more ")
          .append(noun)
          .append(": see `index.html`.\n");
    }
  }
}
