package dev.watertight.core.tenant.detection;

import java.util.List;
import java.util.Optional;

/**
 * A row-level security policy.
 *
 * @param table the table that it is on, without schema
 * @param column the column that it compares with a setting, a function or the current user
 * @param setting the setting that it reads by {@code current_setting}
 * @param functions the functions that it calls, in lower case, without schema
 * @param text its expressions, as written
 */
public record PolicyFact(
    String table,
    String policyName,
    Optional<String> column,
    Optional<String> setting,
    List<String> functions,
    String text,
    String source,
    int line) {
  public PolicyFact {
    functions = List.copyOf(functions);
  }
}
