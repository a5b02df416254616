package dev.watertight.analyzer.sql;

import java.util.Optional;

/**
 * A change of a PostgreSQL setting, by {@code SET} or by {@code set_config}. {@code RESET} and
 * {@code DISCARD} are none.
 *
 * @param name the setting's name in lower case; {@code role} and {@code session_authorization} for
 *     the statements that set these; empty where a hole or a bind stands
 * @param value the value without quotes; empty where it is not a constant
 * @param scope how long it lasts
 * @param offset where it begins in the text, from 0
 */
public record SettingChange(
    Optional<String> name, Optional<String> value, Scope scope, int offset) {
  /** How long a change lasts. */
  public enum Scope {
    /** Until the transaction ends. */
    TRANSACTION,
    /** As long as the connection, across transactions. */
    SESSION,
    /** Decided at run time. */
    UNKNOWN
  }
}
