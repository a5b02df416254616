package dev.watertight.database.scratch;

/**
 * A database that Watertight made.
 *
 * @param name its name, which begins with {@link #PREFIX}
 */
public record ScratchDatabase(String name) {
  /** What the names of all scratch databases begin with. */
  public static final String PREFIX = "watertight_";

  public ScratchDatabase {
    if (!name.startsWith(PREFIX)) {
      throw new IllegalArgumentException("not a database of Watertight's own: " + name);
    }
  }
}
