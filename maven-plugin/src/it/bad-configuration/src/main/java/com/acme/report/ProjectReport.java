package com.acme.report;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

public final class ProjectReport {
  private final Connection connection;

  public ProjectReport(Connection connection) {
    this.connection = connection;
  }

  public String firstName() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select name from projects order by name")) {
      return rows.next() ? rows.getString(1) : "";
    }
  }
}
