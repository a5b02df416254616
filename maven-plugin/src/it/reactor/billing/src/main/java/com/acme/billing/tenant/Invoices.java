package com.acme.billing.tenant;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

public final class Invoices {
  private final Connection connection;
  private final String customerId;

  public Invoices(Connection connection, String customerId) {
    this.connection = connection;
    this.customerId = customerId;
  }

  public List<String> amounts() throws SQLException {
    String sql = "select amount from invoices where customer_id = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, customerId);
      try (ResultSet rows = statement.executeQuery()) {
        List<String> amounts = new ArrayList<>();
        while (rows.next()) {
          amounts.add(rows.getString(1));
        }
        return amounts;
      }
    }
  }
}
