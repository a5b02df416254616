package dev.watertight.maven;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.isolation.IsolationFiles;
import dev.watertight.core.isolation.IsolationResult;
import dev.watertight.core.report.IsolationReport;
import dev.watertight.core.report.Report;
import dev.watertight.core.suppression.Suppressions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What isolation tests recorded, as a part of a goal: the tests ran before, in the phase {@code
 * test}, and left their files in the report's folder.
 */
record RecordedTests(LocalDate today) {
  private static final String SCAN = "scan";

  /**
   * Adds the module's recorded tests; where code was scanned and none are recorded, a note that
   * says so.
   *
   * @throws IOException if a file is malformed; its message says which, where, and what to do
   */
  void run(Reactor reactor, Configuration configuration, Parts parts) throws IOException {
    Path folder = ReportFolder.of(reactor, configuration);
    String shown = reactor.relative(folder);
    Optional<IsolationResult> result = IsolationFiles.read(folder, shown);
    if (result.isPresent()) {
      parts
          .reports()
          .add(
              Suppressions.apply(
                  IsolationReport.of(reactor.module().name(), result.get()),
                  configuration,
                  today,
                  reactor.isWhole()));
      return;
    }
    // An absolute folder has no place in a report.
    String note =
        "No isolation tests are recorded: "
            + (folder.startsWith(reactor.root()) ? shown : "the report's folder")
            + " holds no "
            + IsolationFiles.NAME
            + ". What the data layer does when it runs was not looked at.";
    parts.reports().replaceAll(r -> isScan(r) ? r.withNotes(List.of(note)) : r);
  }

  private static boolean isScan(Report report) {
    return report.parts().stream().anyMatch(part -> part.name().equals(SCAN));
  }
}
