package dev.watertight.analyzer.schema;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the body of a procedural block: the definitions that stand in it as they are. What it puts
 * together from strings at run time is reported as not read.
 */
final class BlockReader {
  private static final Pattern CONTROL =
      Pattern.compile("(?i)\\b(begin|then|else|loop|declare)\\b");
  private static final Pattern DYNAMIC =
      Pattern.compile(
          "(?is)\\bexecute\\b[^;]*?\\b(create|alter|drop)\\s+"
              + "(unlogged\\s+|foreign\\s+)?(table|policy|view)\\b");

  private final Changes changes;
  private final String body;
  private final int line;

  BlockReader(Changes changes, String body, int line) {
    this.changes = changes;
    this.body = body;
    this.line = line;
  }

  void read() {
    Matcher dynamic = DYNAMIC.matcher(body);
    while (dynamic.find()) {
      int at =
          line + (int) body.substring(0, dynamic.start()).chars().filter(c -> c == '\n').count();
      changes.problem(
          at,
          "a block puts together a statement at run time: "
              + dynamic.group(1).toUpperCase(Locale.ROOT)
              + " "
              + dynamic.group(3).toUpperCase(Locale.ROOT));
    }
    // Each keyword of control ends a statement, so that what follows it begins one.
    String separated =
        CONTROL
            .matcher(DYNAMIC.matcher(body).replaceAll(BlockReader::blank))
            .replaceAll(match -> ";" + " ".repeat(match.group().length() - 1));
    new DdlReader(new Script(separated, line), changes).readAll();
  }

  private static String blank(java.util.regex.MatchResult match) {
    StringBuilder blank = new StringBuilder(match.group());
    for (int i = 0; i < blank.length(); i++) {
      if (blank.charAt(i) != '\n') {
        blank.setCharAt(i, ' ');
      }
    }
    return blank.toString();
  }
}
