package dev.watertight.core.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Recognises a password in a JDBC URL, so that none is read from a file or printed. */
final class JdbcUrls {
  private JdbcUrls() {}

  /** Whether the URL names a password, as a parameter or before the host. */
  static boolean holdPassword(String url) {
    int question = url.indexOf('?');
    String address = question < 0 ? url : url.substring(0, question);
    int slashes = address.indexOf("//");
    if (slashes >= 0) {
      int end = address.lastIndexOf('@');
      if (end > slashes && address.substring(slashes + 2, end).indexOf(':') >= 0) {
        return true;
      }
    }
    if (question < 0) {
      return false;
    }
    for (String parameter : url.substring(question + 1).split("[&;?]", -1)) {
      int equals = parameter.indexOf('=');
      String name = decoded(equals < 0 ? parameter : parameter.substring(0, equals));
      if (name.toLowerCase(Locale.ROOT).strip().endsWith("password")) {
        return true;
      }
    }
    return false;
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }
}
