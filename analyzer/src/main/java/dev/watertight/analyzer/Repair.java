package dev.watertight.analyzer;

import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Fix;
import dev.watertight.core.finding.FixWriter;
import dev.watertight.core.report.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A scan that writes the fixes it knows into the files that it reports on, and scans again.
 *
 * @param report what was found afterwards
 * @param lines what was written, and what was not, for people
 */
public record Repair(Report report, List<String> lines) {
  public Repair {
    lines = List.copyOf(lines);
  }

  /**
   * Scans, writes and scans again.
   *
   * @throws ConfigurationException as {@link Scan#run}
   * @throws IOException as {@link Scan#run}, or if a file cannot be written
   */
  public static Repair run(ScanRequest request) throws IOException, ConfigurationException {
    Report before = Scan.run(request);
    FixWriter.Result result = FixWriter.write(request.root(), before.findings());
    List<String> lines = new ArrayList<>();
    lines.add(
        result.written().isEmpty()
            ? "No finding has a fix that could be written; the messages say what to do."
            : "Fixes of "
                + count(result.written().size(), "finding")
                + " written into "
                + count(result.files().size(), "file")
                + ":");
    for (Finding each : result.written()) {
      lines.add(
          "  "
              + each.location().label()
              + " "
              + each.rule()
              + ": "
              + each.fix().map(Fix::description).orElse(""));
    }
    result.left().forEach(l -> lines.add("  Not written: " + l));
    return new Repair(result.written().isEmpty() ? before : Scan.run(request), lines);
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
