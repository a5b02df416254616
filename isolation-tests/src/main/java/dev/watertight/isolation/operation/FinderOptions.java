package dev.watertight.isolation.operation;

import java.time.LocalDate;
import java.util.Set;

/**
 * How operations are looked for.
 *
 * @param depth through how many facades
 * @param acrossTenants fully qualified names of annotations that mark a reviewed access across
 *     tenants, beside Watertight's own
 * @param today the day by which a mark may have expired
 */
public record FinderOptions(int depth, Set<String> acrossTenants, LocalDate today) {
  static final String OWN_MARK = "dev.watertight.annotations.AcrossTenants";

  public FinderOptions {
    acrossTenants = Set.copyOf(acrossTenants);
  }

  /** Four facades deep, with Watertight's own annotation. */
  public static FinderOptions defaults() {
    return new FinderOptions(4, Set.of(), LocalDate.now(java.time.ZoneId.systemDefault()));
  }
}
