package dev.watertight.isolation.experiment;

import dev.watertight.isolation.sql.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a mutant does: to one place in the code, which may give several statements.
 *
 * @param changes by the text of the statement that it is done to, what is done
 * @param nested a scope of another tenant that is opened in the middle, and not closed
 */
record Fault(Map<String, Change> changes, Optional<Nested> nested) {
  Fault {
    changes = Map.copyOf(changes);
  }

  /** One of changes alone. */
  Fault(Map<String, Change> changes) {
    this(changes, Optional.empty());
  }

  static Fault of(String statement, Change change) {
    return new Fault(Map.of(statement, change));
  }

  /**
   * A scope that is opened inside another one's.
   *
   * @param outer the statement that sets the context of the one around it
   * @param settings what it sets
   * @param tenant the id that they have from then on
   */
  record Nested(String outer, List<String> settings, String tenant) {
    Nested {
      settings = List.copyOf(settings);
    }
  }
}
