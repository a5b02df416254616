package dev.watertight.database.scratch;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How one logs in to a server.
 *
 * @param url a JDBC URL to any of its databases
 * @param password empty where the server asks for none
 */
record Login(String url, String user, String password) {
  private static final Pattern URL =
      Pattern.compile("(jdbc:postgresql:(?://[^/?]*/?)?)([^?]*)(.*)");

  /** The same server as another user. */
  Login as(String otherUser) {
    return new Login(url, otherUser, password);
  }

  /** A connection to the database of the URL. */
  Connection open() throws SQLException {
    return open(url);
  }

  /** A connection to another database of the same server. */
  Connection open(ScratchDatabase database) throws SQLException {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw new SQLException("not the URL of a PostgreSQL: " + url);
    }
    String server = parts.group(1);
    return open(
        server
            + (server.contains("//") && !server.endsWith("/") ? "/" : "")
            + database.name()
            + parts.group(3));
  }

  /** By the driver itself: the driver manager knows those of Maven's class path only. */
  private Connection open(String to) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    if (!password.isEmpty()) {
      properties.setProperty("password", password);
    }
    properties.setProperty("ApplicationName", "watertight");
    for (Driver driver : ServiceLoader.load(Driver.class, Login.class.getClassLoader())) {
      Connection connection = driver.acceptsURL(to) ? driver.connect(to, properties) : null;
      if (connection != null) {
        return connection;
      }
    }
    throw new SQLException("not the URL of a PostgreSQL: " + url);
  }
}
