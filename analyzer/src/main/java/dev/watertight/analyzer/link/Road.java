package dev.watertight.analyzer.link;

import java.util.Optional;
import java.util.Set;

/**
 * Knows one way from Java to a database: a library, and which of its calls make statements. It
 * keeps no state.
 */
public interface Road {
  /**
   * Whether a call can be the first that this road says something about: a statement or a text.
   * Bodies without such a call are not looked at. It may say yes too often, never no too often.
   *
   * @param method its name; for the creation of an instance {@code new} and the simple name of the
   *     type, with a space between
   * @param arguments how many it has; a method reference counts as one
   */
  boolean begins(String method, int arguments);

  /**
   * Words of which every project that takes this road has one in its code, as a part of a package's
   * name; empty if there is none.
   */
  default Set<String> libraries() {
    return Set.of();
  }

  /**
   * Looks at a call or an instance creation (then the name is {@code <init>}); says what it found
   * to the site.
   *
   * @return the value of the call, if this road knows the call; no other road is asked then
   */
  Optional<Value> call(Site site);
}
