package com.acme.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

public final class TenantDb {
  private final Connection connection;
  private final String organizationId;

  public TenantDb(Connection connection, String organizationId) throws SQLException {
    this.connection = connection;
    this.organizationId = organizationId;
    connection.setAutoCommit(false);
    try (PreparedStatement statement =
        connection.prepareStatement("select set_config('app.current_org_id', ?, false)")) {
      statement.setString(1, organizationId);
      statement.execute();
    }
  }

  public List<String> projectNames() throws SQLException {
    String sql = "select name from projects where organization_id = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, organizationId);
      try (ResultSet rows = statement.executeQuery()) {
        List<String> names = new ArrayList<>();
        while (rows.next()) {
          names.add(rows.getString(1));
        }
        return names;
      }
    }
  }
}
