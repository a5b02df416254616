package dev.watertight.database;

import dev.watertight.database.scratch.EmbeddedServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The server that all tests of one run share. */
public final class Servers {
  private static final String BINARIES = "/postgres-linux-x86_64.txz";

  private Servers() {}

  /** PostgreSQL 17, started with the first test that asks for it. */
  public static EmbeddedServer shared() {
    return Holder.SERVER;
  }

  private static final class Holder {
    static final EmbeddedServer SERVER = start();
  }

  private static EmbeddedServer start() {
    try {
      return EmbeddedServer.start(Servers::binaries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The archive of the binaries that tests use. */
  public static InputStream binaries() throws IOException {
    InputStream in = Servers.class.getResourceAsStream(BINARIES);
    if (in == null) {
      throw new IOException("no binaries of PostgreSQL are on the class path: " + BINARIES);
    }
    return in;
  }
}
