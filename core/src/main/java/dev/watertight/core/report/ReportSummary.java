package dev.watertight.core.report;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.finding.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * What a report amounts to, in numbers and in a sentence. Suppressed findings count apart.
 *
 * @param errors open findings with severity error
 * @param warnings open findings with severity warning
 * @param notes open findings with severity note
 * @param suppressed findings that were accepted
 * @param filesNotAnalysed whole files that were passed over: the analysis is incomplete
 * @param partsNotAnalysed parts of files, or database objects, that were passed over
 * @param rules how many rules ran
 * @param byRule rules with open findings, worst first
 * @param attacks what came of the attacks on the database
 */
public record ReportSummary(
    long errors,
    long warnings,
    long notes,
    long suppressed,
    long filesNotAnalysed,
    long partsNotAnalysed,
    long rules,
    List<RuleCount> byRule,
    AttackCount attacks) {

  /** The open findings of one rule. */
  public record RuleCount(String rule, long errors, long warnings, long notes) {
    static final Comparator<RuleCount> WORST_FIRST =
        comparingLong(RuleCount::errors)
            .thenComparingLong(RuleCount::warnings)
            .thenComparingLong(RuleCount::notes)
            .reversed()
            .thenComparing(RuleCount::rule);

    /** For people: {@code 2 errors, 1 note}. */
    public String text() {
      return counts(errors, warnings, notes);
    }

    private RuleCount plus(Severity severity) {
      return new RuleCount(
          rule,
          errors + (severity == Severity.ERROR ? 1 : 0),
          warnings + (severity == Severity.WARNING ? 1 : 0),
          notes + (severity == Severity.NOTE ? 1 : 0));
    }
  }

  /** Worst findings first: by severity, then what is proven, then by place. */
  public static final Comparator<Finding> WORST_FIRST =
      comparing(Finding::severity).thenComparing(Finding::status).thenComparing(Finding.ORDER);

  public ReportSummary {
    byRule = List.copyOf(byRule);
  }

  /** The summary of a report. */
  public static ReportSummary of(Report report) {
    TreeMap<String, RuleCount> byRule = new TreeMap<>();
    for (Finding finding : report.open()) {
      RuleCount before =
          byRule.getOrDefault(finding.rule(), new RuleCount(finding.rule(), 0, 0, 0));
      byRule.put(finding.rule(), before.plus(finding.severity()));
    }
    long files =
        report.notAnalysed().stream().filter(n -> n.kind() == NotAnalysed.Kind.FILE).count();
    return new ReportSummary(
        report.count(Severity.ERROR),
        report.count(Severity.WARNING),
        report.count(Severity.NOTE),
        report.findings().stream().filter(f -> !f.isOpen()).count(),
        files,
        report.notAnalysed().size() - files,
        report.parts().stream().flatMap(p -> p.rules().stream()).distinct().count(),
        byRule.values().stream().sorted(RuleCount.WORST_FIRST).toList(),
        AttackCount.of(report.attacks()));
  }

  /** How many findings are open. */
  public long open() {
    return errors + warnings + notes;
  }

  /** Whether a whole file was passed over. */
  public boolean isIncomplete() {
    return filesNotAnalysed > 0;
  }

  /**
   * One line for people: {@code 3 errors, 1 note; incomplete: 2 files were not analysed}. It never
   * reads as a pass where no rule ran or a file was passed over.
   */
  public String verdict() {
    String found =
        rules == 0 && open() == 0
            ? "nothing was checked: no rule ran"
            : counts(errors, warnings, notes);
    return isIncomplete()
        ? found
            + "; incomplete: "
            + PlainText.count(filesNotAnalysed, "file")
            + (filesNotAnalysed == 1 ? " was" : " were")
            + " not analysed"
        : found;
  }

  private static String counts(long errors, long warnings, long notes) {
    List<String> parts = new ArrayList<>();
    if (errors > 0) {
      parts.add(PlainText.count(errors, "error"));
    }
    if (warnings > 0) {
      parts.add(PlainText.count(warnings, "warning"));
    }
    if (notes > 0) {
      parts.add(PlainText.count(notes, "note"));
    }
    return parts.isEmpty() ? "no findings" : String.join(", ", parts);
  }
}
