package dev.watertight.database.catalog;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A row-level security policy.
 *
 * @param table object id of its table
 * @param command {@code ALL}, {@code SELECT}, {@code INSERT}, {@code UPDATE} or {@code DELETE}
 * @param roles the roles that it is for; {@link Grant#PUBLIC} for everyone
 * @param using which rows are seen, as PostgreSQL writes it
 * @param check which rows may be written; where empty and the command allows it, {@code using}
 * @param columns the columns of its own table that its expressions mention
 * @param functions object ids of the functions that they call, built-in ones left out
 * @param relations object ids of the other relations that they read
 */
public record Policy(
    long oid,
    String name,
    long table,
    String command,
    boolean permissive,
    List<String> roles,
    Optional<String> using,
    Optional<String> check,
    Set<String> columns,
    Set<Long> functions,
    Set<Long> relations) {
  public Policy {
    roles = List.copyOf(roles);
    columns = Set.copyOf(columns);
    functions = Set.copyOf(functions);
    relations = Set.copyOf(relations);
  }

  /** Whether it has a say in the command. */
  public boolean covers(String sqlCommand) {
    return command.equals("ALL") || command.equals(sqlCommand);
  }
}
