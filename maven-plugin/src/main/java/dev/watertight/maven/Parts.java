package dev.watertight.maven;

import dev.watertight.core.report.Report;
import dev.watertight.core.report.ReportWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What the parts of the tool gave in one module.
 *
 * @param reports of the parts that ran
 * @param skipped why the others had nothing to do
 * @param files what is written beside the usual report files
 */
record Parts(List<Report> reports, List<String> skipped, List<ReportWriter> files) {
  /** Nothing yet. */
  static Parts none() {
    return new Parts(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }
}
