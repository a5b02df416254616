package dev.watertight.analyzer.link;

import java.util.Optional;

/**
 * Knows one way from Java to a database: a library, and which of its calls make statements. It
 * keeps no state.
 */
public interface Road {
  /**
   * Looks at a call or an instance creation (then the name is {@code <init>}); says what it found
   * to the site.
   *
   * @return the value of the call, if this road knows the call; no other road is asked then
   */
  Optional<Value> call(Site site);
}
