package dev.watertight.core.finding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A change to source files that takes a finding away.
 *
 * @param description what it does, in a line
 * @param replacements at least one, none of which overlaps another
 */
public record Fix(String description, List<Replacement> replacements) {
  public Fix {
    replacements = List.copyOf(replacements);
    if (replacements.isEmpty()) {
      throw new IllegalArgumentException("A fix changes something.");
    }
  }

  /**
   * One text in the place of another.
   *
   * @param file path relative to the project's root, {@code /}-separated
   * @param line where the old text begins, from 1
   * @param column likewise, from 1, in UTF-16 code units
   * @param endLine where what comes after the old text begins; where nothing is taken away, the
   *     same as the beginning
   * @param endColumn likewise
   * @param text the new text
   * @param digest of the file's whole text, see {@link #digest}: a file that has another one since
   *     is not the file that the change was made for
   */
  public record Replacement(
      String file, int line, int column, int endLine, int endColumn, String text, String digest) {}

  /** The SHA-256 of a text in UTF-8, in hexadecimal digits. */
  public static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
