package dev.watertight.database.catalog;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the rows of catalog queries. */
final class Rows {
  private final ResultSet row;

  private Rows(ResultSet row) {
    this.row = row;
  }

  /** Makes a value of a row. */
  interface Reader<T> {
    T read(Rows row) throws SQLException;
  }

  static <T> List<T> read(Connection connection, String sql, Reader<T> reader) throws SQLException {
    List<T> result = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      Rows row = new Rows(rows);
      while (rows.next()) {
        result.add(reader.read(row));
      }
    }
    return result;
  }

  String text(String column) throws SQLException {
    return optional(column).orElse("");
  }

  Optional<String> optional(String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  long number(String column) throws SQLException {
    return row.getLong(column);
  }

  boolean flag(String column) throws SQLException {
    return row.getBoolean(column);
  }

  List<String> texts(String column) throws SQLException {
    Array array = row.getArray(column);
    if (array == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (Object each : (Object[]) array.getArray()) {
      texts.add(String.valueOf(each));
    }
    return texts;
  }

  List<Long> numbers(String column) throws SQLException {
    return texts(column).stream().map(Long::valueOf).toList();
  }

  /** Rights from an array of {@code grantee=privilege=grantable}. */
  List<Grant> grants(String column) throws SQLException {
    return texts(column).stream().map(Rows::grant).toList();
  }

  private static Grant grant(String text) {
    // Privileges have no tab in them; a role's name may have anything else.
    String[] parts = text.split("\t", -1);
    return new Grant(parts[2], parts[0], parts[1].equals("true"));
  }

  /** Entries from an array of {@code name=value}. */
  Map<String, String> entries(String column) throws SQLException {
    Map<String, String> entries = new LinkedHashMap<>();
    for (String text : texts(column)) {
      int equals = text.indexOf('=');
      entries.put(text.substring(0, equals), text.substring(equals + 1));
    }
    return entries;
  }
}
