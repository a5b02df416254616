package dev.watertight.sample.data;

import java.util.Objects;

/**
 * One login of the database. The application has two that never meet: the owner's, for migrations,
 * and the requests'.
 *
 * @param url the JDBC URL, without a user or a password in it
 * @param user the role to log in as
 * @param password its password; never printed
 */
public record DatabaseLogin(String url, String user, String password) {
  /** Checks that all three are there; the password may be empty. */
  public DatabaseLogin {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
  }

  /** URL and user only. */
  @Override
  public String toString() {
    return "DatabaseLogin[url=" + url + ", user=" + user + "]";
  }
}
