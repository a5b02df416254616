package dev.watertight.core.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The report's own style and script, and the policy that lets nothing else in.
 *
 * @param css text of the one style element
 * @param js text of the one script element
 */
record Assets(String css, String js) {

  static Assets load() {
    return new Assets(read("report.css"), read("report.js"));
  }

  /** The content security policy: only these two texts, by their hashes; no network at all. */
  String policy() {
    return "default-src 'none'; script-src 'sha256-"
        + sha256(js)
        + "'; style-src 'sha256-"
        + sha256(css)
        + "'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script';"
        + " trusted-types 'none'";
  }

  private static String read(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing beside " + Assets.class.getName());
      }
      // A browser hashes the text as it parsed it: with LF, whatever the checkout made of it.
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(name + " beside " + Assets.class.getName(), e);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
