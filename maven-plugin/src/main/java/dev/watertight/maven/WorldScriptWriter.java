package dev.watertight.maven;

import dev.watertight.core.report.Report;
import dev.watertight.core.report.ReportWriter;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;

/**
 * The statements that seed the audit's tenants, so that a reviewer can replay a proof.
 *
 * @param script the statements
 */
record WorldScriptWriter(String script) implements ReportWriter {
  @Override
  public String fileName() {
    return "audit-world.sql";
  }

  @Override
  public void write(Report report, Instant generatedAt, Writer out) throws IOException {
    out.write(
        "-- Run this as superuser in a freshly migrated database; then the proofs of this report"
            + " can be pasted into psql.\n");
    out.write(script);
  }
}
