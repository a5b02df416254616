package dev.watertight.database.catalog;

/**
 * A role.
 *
 * @param inherits whether it has the rights of the roles that it is a member of, unless a
 *     membership says otherwise (PostgreSQL 16)
 * @param system whether its name begins with {@code pg_}
 */
public record Role(
    long oid,
    String name,
    boolean superuser,
    boolean inherits,
    boolean createRole,
    boolean createDatabase,
    boolean login,
    boolean replication,
    boolean bypassRls,
    boolean system) {
  /** Whether no policy holds it. */
  public boolean bypasses() {
    return superuser || bypassRls;
  }
}
