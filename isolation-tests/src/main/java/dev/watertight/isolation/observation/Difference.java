package dev.watertight.isolation.observation;

/**
 * Where two observations differ.
 *
 * @param path where: {@code [2].name}; empty for the whole
 * @param kind how
 * @param crowded what was seen in the world with other tenants
 * @param alone what was seen in the world without them
 */
public record Difference(String path, Kind kind, String crowded, String alone) {
  /** How they differ. */
  public enum Kind {
    /** One value in place of another. */
    VALUE,
    /** More elements here than there. */
    COUNT,
    /** The same elements in another order. */
    ORDER,
    /** A failure in place of a result, or another failure. */
    FAILURE,
    /** One of them was not looked at to the end: nothing can be said. */
    CUT
  }
}
