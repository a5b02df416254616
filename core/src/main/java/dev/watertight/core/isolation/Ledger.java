package dev.watertight.core.isolation;

import java.util.List;

/**
 * Every statement that was executed, and what was not reached.
 *
 * @param entries each different statement
 * @param unreachedTables tenant tables that no statement touched, as {@code schema.table}
 * @param uncalled operations that could not be called, with the reason
 */
public record Ledger(List<Entry> entries, List<String> unreachedTables, List<Uncalled> uncalled) {
  /** How a statement stands to tenants. */
  public enum Standing {
    /** Each tenant table in it is constrained to the tenant, or there is none in it. */
    SCOPED("scoped"),
    /** It crosses tenants, on purpose and with a reason. */
    ACROSS_TENANTS("acrossTenants"),
    /** A tenant table in it is not constrained by the statement itself. */
    UNSCOPED("unscoped"),
    /** It could not be read. */
    OPAQUE("opaque");

    private final String key;

    Standing(String key) {
      this.key = key;
    }

    /** Its name in {@code isolation.json}. */
    public String key() {
      return key;
    }
  }

  /**
   * A statement.
   *
   * @param statement its text, without values
   * @param standing how it stands to tenants
   * @param reason why, where it is not scoped
   * @param operation the first operation that executed it
   */
  public record Entry(String statement, Standing standing, String reason, String operation) {}

  /** An operation that could not be called. */
  public record Uncalled(String operation, String reason) {}

  public Ledger {
    entries = List.copyOf(entries);
    unreachedTables = List.copyOf(unreachedTables);
    uncalled = List.copyOf(uncalled);
  }

  /** How many statements stand so. */
  public long count(Standing standing) {
    return entries.stream().filter(e -> e.standing() == standing).count();
  }
}
