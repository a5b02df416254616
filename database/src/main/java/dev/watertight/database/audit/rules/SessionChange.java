package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.Context;
import dev.watertight.database.catalog.Identifier;
import java.util.ArrayList;
import java.util.List;

/** The session of one tenant, made that of another within a transaction. */
final class SessionChange {
  private SessionChange() {}

  static List<String> to(Context context) {
    List<String> statements = new ArrayList<>();
    context
        .settings()
        .forEach(
            (name, value) ->
                statements.add(
                    "select set_config("
                        + Identifier.literal(name)
                        + ", "
                        + Identifier.literal(value)
                        + ", true)"));
    return statements;
  }
}
