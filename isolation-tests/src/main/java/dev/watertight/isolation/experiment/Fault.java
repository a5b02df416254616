package dev.watertight.isolation.experiment;

import dev.watertight.isolation.sql.Change;
import java.util.Map;

/**
 * What a mutant does: to one place in the code, which may give several statements.
 *
 * @param changes by the text of the statement that it is done to, what is done
 */
record Fault(Map<String, Change> changes) {
  Fault {
    changes = Map.copyOf(changes);
  }

  static Fault of(String statement, Change change) {
    return new Fault(Map.of(statement, change));
  }
}
