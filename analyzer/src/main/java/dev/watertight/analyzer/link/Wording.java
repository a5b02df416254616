package dev.watertight.analyzer.link;

import dev.watertight.analyzer.sql.Dialect;
import java.util.List;

/**
 * A statement as text, for those that want to know more of it than its tables.
 *
 * @param variants the texts that it can have
 * @param dialect their language
 * @param exact whether these are the statement's own words; else they say the same in SQL
 */
public record Wording(List<String> variants, Dialect dialect, boolean exact) {
  public Wording {
    variants = List.copyOf(variants);
  }
}
