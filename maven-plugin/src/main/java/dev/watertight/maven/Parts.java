package dev.watertight.maven;

import dev.watertight.core.report.Report;
import java.util.ArrayList;
import java.util.List;

/**
 * What the parts of the tool gave in one module.
 *
 * @param reports of the parts that ran
 * @param skipped why the others had nothing to do
 */
record Parts(List<Report> reports, List<String> skipped) {
  /** Nothing yet. */
  static Parts none() {
    return new Parts(new ArrayList<>(), new ArrayList<>());
  }
}
