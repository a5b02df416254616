package dev.watertight.core.report;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;

/**
 * {@code seed.sql}: fills a scratch database, on which the migrations were applied, with the
 * tenants that the attacks of the report speak of. Whoever runs it can replay each of them.
 */
public final class SeedScriptWriter implements ReportWriter {
  @Override
  public String fileName() {
    return "seed.sql";
  }

  @Override
  public boolean hasContent(Report report) {
    return report.seedScript().isPresent();
  }

  @Override
  public void write(Report report, Instant generatedAt, Writer out) throws IOException {
    out.write(
        """
        -- Tenants A and B, for the attacks in index.html. Run this as a superuser on a scratch
        -- database that the migrations were applied to, and never on any other.
        """);
    out.write(report.seedScript().orElse(""));
    out.flush();
  }
}
