package dev.watertight.analyzer.link;

import dev.watertight.analyzer.sql.Dialect;
import java.util.List;

/**
 * A statement as text, for those that want to know more of it than its tables.
 *
 * @param variants the texts that it can have
 * @param dialect their language
 * @param real whether it really has each of these texts; else some are put together from parts that
 *     exclude each other, and make no sense
 */
public record Wording(List<String> variants, Dialect dialect, boolean real) {
  public Wording {
    variants = List.copyOf(variants);
  }
}
