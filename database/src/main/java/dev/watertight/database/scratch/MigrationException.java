package dev.watertight.database.scratch;

import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A schema that could not be made; the message is for people. */
public final class MigrationException extends Exception {
  private static final Pattern ROLE = Pattern.compile("role \"(.+?)\" (does not|already) exist");
  private static final String UNDEFINED = "42704";
  private static final String DUPLICATE = "42710";

  public MigrationException(@Nullable String message) {
    super(message);
  }

  public MigrationException(@Nullable String message, Throwable cause) {
    super(message, cause);
  }

  /** The role that a migration needs and that is not there, if that was the reason. */
  Optional<String> missingRole() {
    return role(UNDEFINED);
  }

  /** The role that a migration makes and that is there already, if that was the reason. */
  Optional<String> presentRole() {
    return role(DUPLICATE);
  }

  private Optional<String> role(String state) {
    for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && state.equals(sql.getSQLState())) {
        Matcher role = ROLE.matcher(String.valueOf(sql.getMessage()));
        return role.find() ? Optional.of(role.group(1)) : Optional.empty();
      }
    }
    return Optional.empty();
  }
}
