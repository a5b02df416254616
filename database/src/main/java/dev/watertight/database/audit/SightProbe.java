package dev.watertight.database.audit;

import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.world.Tenant;
import dev.watertight.database.world.World;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at tables as the application's role does, in a session with some settings. */
final class SightProbe {
  private final Connection connection;
  private final World world;
  private final String role;
  private final Map<Long, String> refusals = new LinkedHashMap<>();

  /** A probe by the role; the connection has all rights, and is given back as it was. */
  SightProbe(Connection connection, World world, String role) {
    this.connection = connection;
    this.world = world;
    this.role = role;
  }

  /** The server's last words on the table, if it refused to show it. */
  Optional<String> refusal(Relation table) {
    return Optional.ofNullable(refusals.get(table.oid()));
  }

  /** Those of the tables in which a session with these settings sees a row of the tenant. */
  Set<Relation> seen(List<Relation> tables, Tenant tenant, Map<String, String> settings)
      throws SQLException {
    if (tables.isEmpty()) {
      return Set.of();
    }
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local statement_timeout = '10s'");
      for (AttackScript.Statement each :
          AttackScript.as(role, Context.of(settings, ""), "")
              .attack("select 1")
              .build()
              .statements()) {
        statement.execute(each.sql());
      }
      return look(statement, tables, tenant);
    } catch (SQLException e) {
      // Such as a role that may not be assumed.
      tables.forEach(t -> refusals.put(t.oid(), Lab.message(e)));
      return Set.of();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private Set<Relation> look(Statement statement, List<Relation> tables, Tenant tenant)
      throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      return ask(statement, tables, tenant);
    } catch (SQLException e) {
      connection.rollback(before);
    }
    // One table's policy fails: each for itself.
    Set<Relation> seen = new LinkedHashSet<>();
    for (Relation table : tables) {
      Savepoint each = connection.setSavepoint();
      try {
        seen.addAll(ask(statement, List.of(table), tenant));
      } catch (SQLException e) {
        connection.rollback(each);
        refusals.put(table.oid(), Lab.message(e));
        if (String.valueOf(e.getSQLState()).equals("42501") && anything(statement, table)) {
          seen.add(table);
        }
      }
    }
    return seen;
  }

  /** Where the tenant column itself may not be read: whether any row is seen. */
  private boolean anything(Statement statement, Relation table) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try (ResultSet row =
        statement.executeQuery("select exists (select from " + table.sql() + ")")) {
      return row.next() && row.getBoolean(1);
    } catch (SQLException e) {
      connection.rollback(before);
      return false;
    }
  }

  private Set<Relation> ask(Statement statement, List<Relation> tables, Tenant tenant)
      throws SQLException {
    List<String> columns = new ArrayList<>();
    for (Relation table : tables) {
      columns.add(
          "exists (select from "
              + table.sql()
              + " where "
              + world.belongsTo(table, tenant).orElse("false")
              + ")");
    }
    Set<Relation> seen = new LinkedHashSet<>();
    try (ResultSet row = statement.executeQuery("select " + String.join(", ", columns))) {
      row.next();
      for (int i = 0; i < tables.size(); i++) {
        if (row.getBoolean(i + 1)) {
          seen.add(tables.get(i));
        }
      }
    }
    return seen;
  }

  /** Makes a role of this name that has the rights of the application's, unless there is one. */
  void makeRole(String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select exists (select from pg_roles where rolname = "
                    + Identifier.literal(name)
                    + ")")) {
      row.next();
      if (!row.getBoolean(1)) {
        statement.execute("create role " + Identifier.quoted(name));
        statement.execute("grant " + Identifier.quoted(role) + " to " + Identifier.quoted(name));
      }
    }
  }
}
