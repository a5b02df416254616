package com.acme.web.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

class CountByJdbc {
  private static final String TABLE = "projects";

  int count(DataSource dataSource, String name) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select count(*) from " + TABLE + " where name = '" + name + "'")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
