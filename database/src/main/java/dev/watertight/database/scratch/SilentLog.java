package dev.watertight.database.scratch;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/** Keeps Flyway from telling the user of a build how it goes; what fails is thrown anyway. */
public final class SilentLog implements LogCreator {
  @Override
  public Log createLogger(Class<?> type) {
    return new Nothing();
  }

  private static final class Nothing implements Log {
    @Override
    public void debug(String message) {}

    @Override
    public void info(String message) {}

    @Override
    public void warn(String message) {}

    @Override
    public void error(String message) {}

    @Override
    public void error(String message, Exception e) {}

    @Override
    public void notice(String message) {}
  }
}
