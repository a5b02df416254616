package dev.watertight.database;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.watertight.core.rule.RuleExample;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The versions of PostgreSQL that an example can be so on, as its first line says. On others it is
 * not run, and counted as skipped.
 */
public final class VersionRange {
  private static final Pattern LINE = Pattern.compile("\\A-- (since|until) (\\d+)\\R");

  private VersionRange() {}

  /** Goes on only where the example can be so on the server of this run. */
  public static void assumeIncludes(RuleExample example) {
    example.files().forEach(file -> assumeIncludes(file.text()));
  }

  /** Goes on only where the schema can be so on the server of this run. */
  static void assumeIncludes(String sql) {
    Matcher line = LINE.matcher(sql);
    if (line.find()) {
      int major = Integer.parseInt(line.group(2));
      boolean included =
          line.group(1).equals("since") ? Servers.MAJOR >= major : Servers.MAJOR <= major;
      assumeTrue(included, () -> line.group(1) + " PostgreSQL " + major);
    }
  }
}
