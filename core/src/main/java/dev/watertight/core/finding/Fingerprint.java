package dev.watertight.core.finding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The identity of a finding across versions of the code: 32 hexadecimal digits.
 *
 * <p>It is made of the rule, of what encloses the place (a type and a member, not a line) and of
 * the text of the statement without its white space. It therefore survives moves of lines and
 * reformatting, and changes with the statement itself.
 */
public final class Fingerprint {
  private Fingerprint() {}

  /**
   * A fingerprint of the given parts.
   *
   * @param parts rule, enclosing member, text; white space in them does not count
   */
  public static String of(String... parts) {
    MessageDigest digest = sha256();
    for (String part : parts) {
      StringBuilder kept = new StringBuilder(part.length());
      part.codePoints().filter(c -> !Character.isWhitespace(c)).forEach(kept::appendCodePoint);
      digest.update(kept.toString().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  /**
   * Makes equal fingerprints distinct by their order: the second of two equal ones gets an ordinal.
   *
   * @param findings in report order
   */
  public static List<Finding> distinct(List<Finding> findings) {
    Map<String, Integer> seen = new HashMap<>();
    List<Finding> result = new ArrayList<>(findings.size());
    for (Finding finding : findings) {
      int ordinal = seen.merge(finding.fingerprint(), 1, Integer::sum);
      result.add(
          ordinal == 1
              ? finding
              : finding.withFingerprint(of(finding.fingerprint(), Integer.toString(ordinal))));
    }
    return List.copyOf(result);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
