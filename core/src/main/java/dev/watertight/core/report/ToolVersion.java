package dev.watertight.core.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Watertight's own version, as the build wrote it. */
public final class ToolVersion {
  private static final String VERSION = read();

  private ToolVersion() {}

  /** The version that this build has, such as {@code 0.1.0}. */
  public static String current() {
    return VERSION;
  }

  private static String read() {
    try (InputStream in = ToolVersion.class.getResourceAsStream("version.properties")) {
      if (in == null) {
        throw new IllegalStateException("version.properties is missing beside ToolVersion.class");
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
