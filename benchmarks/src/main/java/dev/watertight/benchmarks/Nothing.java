package dev.watertight.benchmarks;

/** The floor: a JVM that starts and ends. */
final class Nothing {
  private Nothing() {}

  /** Does nothing. */
  public static void main(String[] arguments) {}
}
