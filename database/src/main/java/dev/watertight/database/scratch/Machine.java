package dev.watertight.database.scratch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What kind of machine this is, in the words of the artifacts with PostgreSQL's binaries.
 *
 * @param system {@code linux}, {@code darwin} or {@code windows}
 * @param architecture {@code amd64}, {@code arm64v8} and so on; {@code amd64-alpine} where the
 *     system's C library is musl
 */
public record Machine(String system, String architecture) {
  private static final Path ALPINE = Path.of("/etc/alpine-release");

  /** The machine that this runs on. */
  public static Machine here() throws ScratchException {
    return of(
        System.getProperty("os.name", ""), System.getProperty("os.arch", ""), Files.exists(ALPINE));
  }

  /**
   * A machine by what its JVM says of it.
   *
   * @param os the property {@code os.name}
   * @param arch the property {@code os.arch}
   * @param alpine whether it is Alpine Linux
   * @throws ScratchException if there are no binaries for it
   */
  static Machine of(String os, String arch, boolean alpine) throws ScratchException {
    String name = os.toLowerCase(Locale.ROOT);
    String system =
        name.startsWith("linux")
            ? "linux"
            : name.startsWith("mac") || name.startsWith("darwin")
                ? "darwin"
                : name.startsWith("windows") ? "windows" : "";
    String architecture =
        switch (arch.toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64", "x64" -> "amd64";
          case "aarch64", "arm64" -> "arm64v8";
          case "i386", "i486", "i586", "i686", "x86" -> "i386";
          case "ppc64le" -> "ppc64le";
          default -> "";
        };
    // Windows on arm64 runs the programs of amd64.
    if (system.equals("windows") && architecture.equals("arm64v8")) {
      architecture = "amd64";
    }
    boolean there =
        switch (system) {
          case "linux" -> !architecture.isEmpty();
          case "darwin" -> architecture.equals("amd64") || architecture.equals("arm64v8");
          case "windows" -> architecture.equals("amd64") || architecture.equals("i386");
          default -> false;
        };
    if (!there) {
      throw new ScratchException(
          "There is no embedded PostgreSQL for this machine ("
              + os
              + ", "
              + arch
              + "). Name a server with database.engine: jdbc and database.url.");
    }
    return new Machine(
        system, system.equals("linux") && alpine ? architecture + "-alpine" : architecture);
  }
}
