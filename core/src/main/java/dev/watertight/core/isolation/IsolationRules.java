package dev.watertight.core.isolation;

import java.util.List;

/** The names of the rules that isolation tests can break. */
public final class IsolationRules {
  /** An operation of one tenant returned another tenant's data. */
  public static final String LEAK_READ = "leak-read";

  /** An operation of one tenant changed another tenant's data. */
  public static final String LEAK_WRITE = "leak-write";

  /** What an operation shows depends on another tenant's data. */
  public static final String LEAK_INFERENCE = "leak-inference";

  /** A tenant does not see all of its own rows. */
  public static final String OVER_FILTERING = "over-filtering";

  /** A pooled connection or a thread carried one tenant's context to another. */
  public static final String CONTEXT_BLEED = "context-bleed";

  /** With both layers off nothing leaked, so the test cannot see a leak. */
  public static final String BLIND_PROBE = "blind-probe";

  /** All of them, sorted. */
  public static final List<String> ALL =
      List.of(BLIND_PROBE, CONTEXT_BLEED, LEAK_INFERENCE, LEAK_READ, LEAK_WRITE, OVER_FILTERING);

  private IsolationRules() {}
}
