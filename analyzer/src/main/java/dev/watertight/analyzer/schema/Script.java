package dev.watertight.analyzer.schema;

import dev.watertight.analyzer.sql.SqlSplitter;
import dev.watertight.analyzer.sql.SqlToken;
import dev.watertight.analyzer.sql.SqlTokens;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script of SQL as the command lines of several databases accept it. What is not SQL in it is
 * passed over: psql's commands, the rows behind {@code COPY ... FROM stdin}, {@code DELIMITER},
 * {@code GO} and {@code /}.
 */
final class Script {
  private static final Pattern COPY_ROWS =
      Pattern.compile("(?is)\\s*copy\\s.*\\sfrom\\s+stdin\\b.*");
  private static final Pattern DELIMITER = Pattern.compile("(?i)\\s*delimiter\\s+(\\S+)\\s*");
  private static final Pattern SEPARATOR = Pattern.compile("(?i)\\s*(go|/)\\s*;?\\s*");

  private final String text;
  private final int firstLine;
  private final int[] lines;

  /** A script whose first line is line {@code firstLine} of its file. */
  Script(String text, int firstLine) {
    this.firstLine = firstLine;
    this.lines = lineStarts(text);
    this.text = clean(text);
  }

  List<List<SqlToken>> statements() {
    return SqlSplitter.split(SqlTokens.of(text).list());
  }

  String text(int start, int end) {
    return text.substring(start, end);
  }

  int lineOf(SqlToken token) {
    int found = Arrays.binarySearch(lines, token.start());
    return firstLine + (found >= 0 ? found : -found - 2);
  }

  private static int[] lineStarts(String text) {
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      count += text.charAt(i) == '\n' ? 1 : 0;
    }
    int[] starts = new int[count];
    int line = 1;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        starts[line++] = i + 1;
      }
    }
    return starts;
  }

  /** The same text, at the same offsets, with blanks or semicolons for what is not SQL. */
  private String clean(String raw) {
    StringBuilder clean = null;
    boolean inRows = false;
    String delimiter = ";";
    for (int i = 0; i < lines.length; i++) {
      int start = lines[i];
      int end = i + 1 < lines.length ? lines[i + 1] - 1 : raw.length();
      String line = raw.substring(start, end);
      boolean drop = inRows || line.startsWith("\\");
      if (inRows) {
        inRows = !line.stripTrailing().equals("\\.");
      } else if (COPY_ROWS.matcher(line).matches()) {
        inRows = true;
      }
      Matcher matcher = DELIMITER.matcher(line);
      if (!drop && matcher.matches()) {
        delimiter = matcher.group(1);
        drop = true;
      }
      boolean separator = !drop && SEPARATOR.matcher(line).matches();
      if (drop || separator || (!delimiter.equals(";") && line.contains(delimiter))) {
        clean = clean == null ? new StringBuilder(raw) : clean;
        if (drop || separator) {
          blank(clean, start, end);
        }
        if (separator && end > start) {
          clean.setCharAt(start, ';');
        }
        if (!drop && !separator) {
          replace(clean, delimiter, start, end);
        }
      }
    }
    return clean == null ? raw : clean.toString();
  }

  private static void replace(StringBuilder text, String delimiter, int start, int end) {
    int at = text.indexOf(delimiter, start);
    while (at >= 0 && at < end) {
      blank(text, at, at + delimiter.length());
      text.setCharAt(at, ';');
      at = text.indexOf(delimiter, at + 1);
    }
  }

  private static void blank(StringBuilder text, int start, int end) {
    for (int i = start; i < end; i++) {
      text.setCharAt(i, ' ');
    }
  }
}
