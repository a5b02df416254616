package dev.watertight.maven;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Says why a report fails the build, if it does.
 *
 * @param module the module's name
 * @param index the report to read, as people should see it
 */
record Verdict(String module, String index) {
  private static final int NAMED = 5;

  /**
   * The message if there are findings at or above the threshold.
   *
   * @param failOn the threshold; empty for {@code never}
   */
  Optional<String> onFindings(Report report, Optional<Severity> failOn) {
    List<Finding> failing =
        report.open().stream()
            .filter(f -> failOn.isPresent() && f.severity().atLeast(failOn.get()))
            .sorted(java.util.Comparator.comparing(Finding::severity).thenComparing(Finding.ORDER))
            .toList();
    if (failing.isEmpty()) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %s (%s), and report.fail-on is %s:"
            .formatted(
                module,
                count(failing.size(), "finding"),
                bySeverity(failing),
                failOn.orElseThrow().label()));
    failing.stream()
        .limit(NAMED)
        .forEach(
            f ->
                lines.add(
                    "  %s %s (%s): %s"
                        .formatted(
                            f.severity().label(),
                            f.location().label(),
                            f.rule(),
                            oneLine(f.message()))));
    more(failing.size(), lines);
    lines.add("Report: " + index);
    lines.add("What a rule means: the goal explain, with -Drule=" + failing.get(0).rule());
    return Optional.of(String.join(System.lineSeparator(), lines));
  }

  /** The message if a whole file was passed over. */
  Optional<String> onIncomplete(Report report) {
    List<NotAnalysed> files =
        report.notAnalysed().stream().filter(n -> n.kind() == NotAnalysed.Kind.FILE).toList();
    if (files.isEmpty()) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: the analysis is incomplete: %s could not be analysed, and nothing is known of what is in it:"
            .formatted(module, count(files.size(), "file")));
    files.stream()
        .limit(NAMED)
        .forEach(n -> lines.add("  " + n.location().label() + ": " + oneLine(n.reason())));
    more(files.size(), lines);
    lines.add("Report: " + index);
    lines.add(
        "Correct the file, take it out of code.sources, or accept the gap with"
            + " -Dwatertight.allow-incomplete.");
    return Optional.of(String.join(System.lineSeparator(), lines));
  }

  private static void more(int all, List<String> lines) {
    if (all > NAMED) {
      lines.add("  and " + (all - NAMED) + " more");
    }
  }

  private static String bySeverity(List<Finding> findings) {
    StringJoiner text = new StringJoiner(", ");
    for (Severity severity : Severity.values()) {
      long count = findings.stream().filter(f -> f.severity() == severity).count();
      if (count > 0) {
        text.add(count(count, severity.name().toLowerCase(Locale.ROOT)));
      }
    }
    return text.toString();
  }

  private static String count(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }
}
