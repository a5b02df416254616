package dev.watertight.analyzer.fix;

import dev.watertight.core.finding.Fix;
import java.util.Optional;

/** Knows a change that takes findings of a rule away. */
interface Fixer {
  /** The change, or nothing where it is not sure to fit. */
  Optional<Fix> fix(Place place);

  /** The first that knows one. */
  static Fixer firstOf(Fixer first, Fixer second) {
    return place -> first.fix(place).or(() -> second.fix(place));
  }
}
