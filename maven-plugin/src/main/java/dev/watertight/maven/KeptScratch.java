package dev.watertight.maven;

import dev.watertight.database.audit.Audit;
import dev.watertight.database.scratch.EmbeddedServer;
import dev.watertight.database.scratch.ScratchDatabase;
import dev.watertight.database.scratch.ScratchServer;
import java.io.IOException;
import org.apache.maven.plugin.logging.Log;

/**
 * Keeps a scratch database for as long as a reviewer looks at it.
 *
 * @param keep whether it is kept at all
 */
record KeptScratch(boolean keep, Log log) implements Audit.Afterwards {
  @Override
  public void with(ScratchServer server, ScratchDatabase database) throws IOException {
    if (keep && server instanceof EmbeddedServer embedded) {
      log.info("The seeded database is kept until you press Enter. Replay a proof with:");
      log.info("  " + embedded.psql(database));
      int read = System.in.read();
      log.debug("read " + read);
    }
  }
}
