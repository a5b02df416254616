package dev.watertight.database.scratch;

import java.io.IOException;
import java.io.InputStream;

/** Where the binaries of an embedded PostgreSQL come from. */
@FunctionalInterface
public interface PostgresBinaries {
  /**
   * The archive of the server's files (a {@code .txz}).
   *
   * @param system {@code Linux}, {@code Darwin} or {@code Windows}
   * @param architecture the machine's architecture as the JVM names it, such as {@code amd64}
   * @throws IOException if there are none for this machine; the message says which are needed
   */
  InputStream open(String system, String architecture) throws IOException;
}
