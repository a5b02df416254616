package dev.watertight.database.scratch;

import dev.watertight.database.Servers;
import java.io.IOException;
import java.nio.file.Path;

/** A process that holds a cluster until it is ended. */
final class ClusterHolder {
  private ClusterHolder() {}

  public static void main(String[] arguments) throws IOException {
    Cluster cluster = Cluster.start(ScratchFolder.in(Path.of(arguments[0])), Servers::binaries);
    System.out.println("started");
    System.out.flush();
    // Nobody writes to it: it ends when the process is ended.
    int read = System.in.read();
    cluster.close();
    System.out.println(read);
  }
}
