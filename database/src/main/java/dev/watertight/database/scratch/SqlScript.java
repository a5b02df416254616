package dev.watertight.database.scratch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statements of a file as psql would send them, each with its line. Knows strings, quoted
 * names, dollar quotes, nested comments and functions with {@code begin atomic}, and of psql's own
 * commands only {@code \restrict}, which dumps contain, and the end of copied rows.
 */
final class SqlScript {
  private static final Pattern DOLLAR = Pattern.compile("\\$(?:[\\p{L}_][\\p{L}\\p{N}_]*)?\\$");
  private static final Pattern COPY = Pattern.compile("(?is)\\s*copy\\s.*\\sfrom\\s+stdin\\b.*");

  private static final Pattern END_OF_ROWS = Pattern.compile("(?m)^\\\\\\.\\r?$");

  /**
   * A statement.
   *
   * @param line where its text begins, from 1
   * @param data the rows that follow {@code copy … from stdin}
   */
  record Statement(String sql, int line, Optional<String> data) {}

  private final String text;
  private final String file;
  private final List<Statement> statements = new ArrayList<>();
  private int at;
  private int start;
  private int atomic;
  private boolean content;
  private int counted;
  private int line = 1;

  private SqlScript(String text, String file) {
    this.text = text;
    this.file = file;
  }

  /**
   * Splits the text.
   *
   * @param file its name, for messages
   * @throws MigrationException at a command of psql that would change what is run
   */
  static List<Statement> statements(String text, String file) throws MigrationException {
    return new SqlScript(text, file).split();
  }

  private List<Statement> split() throws MigrationException {
    while (at < text.length()) {
      if (text.charAt(at) == '$' && !isInsideWord() && dollar()) {
        continue;
      }
      token(text.charAt(at));
    }
    end();
    return statements;
  }

  private void token(char c) throws MigrationException {
    if (c == '\'') {
      content();
      string(isEscapeString());
    } else if (c == '"') {
      content();
      until("\"");
    } else if (text.startsWith("--", at)) {
      lineComment();
    } else if (text.startsWith("/*", at)) {
      blockComment();
    } else if (c == '\\' && !content) {
      command();
    } else if (c == ';' && atomic == 0) {
      end();
    } else if (Character.isLetter(c) && !isInsideWord()) {
      content();
      word();
    } else {
      if (!Character.isWhitespace(c)) {
        content();
      }
      at++;
    }
  }

  /** The statement begins with its first character that is neither space nor comment. */
  private void content() {
    if (!content) {
      content = true;
      start = at;
    }
  }

  private void end() {
    int stop = Math.min(at, text.length());
    at++;
    if (!content) {
      return;
    }
    String sql = text.substring(start, stop).stripTrailing();
    Optional<String> data = COPY.matcher(sql).matches() ? Optional.of(data()) : Optional.empty();
    statements.add(new Statement(sql, line(start), data));
    content = false;
    atomic = 0;
  }

  /** The lines up to {@code \.}, which ends the rows of a copy. */
  private String data() {
    int begin = text.indexOf('\n', Math.min(at, text.length()));
    begin = begin < 0 ? text.length() : begin + 1;
    Matcher end = END_OF_ROWS.matcher(text);
    boolean found = end.find(begin);
    int stop = found ? end.start() : text.length();
    at = found ? end.end() : text.length();
    return text.substring(begin, stop);
  }

  private boolean isInsideWord() {
    return at > 0 && (Character.isLetterOrDigit(text.charAt(at - 1)) || text.charAt(at - 1) == '_');
  }

  private boolean isEscapeString() {
    return at > 0
        && Character.toLowerCase(text.charAt(at - 1)) == 'e'
        && (at == 1
            || !(Character.isLetterOrDigit(text.charAt(at - 2)) || text.charAt(at - 2) == '_'));
  }

  private void string(boolean escapes) {
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\' && escapes) {
        at++;
      } else if (c == '\'') {
        // A doubled quote begins another string right here, which is as good.
        at++;
        return;
      }
    }
  }

  private void until(String end) {
    int found = text.indexOf(end, at + 1);
    at = found < 0 ? text.length() : found + end.length();
  }

  private boolean dollar() {
    Matcher tag = DOLLAR.matcher(text).region(at, text.length());
    if (!tag.lookingAt()) {
      return false;
    }
    content();
    int found = text.indexOf(tag.group(), tag.end());
    at = found < 0 ? text.length() : found + tag.group().length();
    return true;
  }

  private void lineComment() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
  }

  private void blockComment() {
    int depth = 0;
    while (at < text.length()) {
      if (text.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (text.startsWith("*/", at)) {
        depth--;
        at += 2;
        if (depth == 0) {
          return;
        }
      } else {
        at++;
      }
    }
  }

  private void word() {
    int from = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "_$".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    String word = text.substring(from, at).toLowerCase(Locale.ROOT);
    if (word.equals("atomic") && text.substring(start, from).matches("(?is).*\\bbegin\\s+")) {
      atomic = 1;
    } else if (atomic > 0 && word.equals("case")) {
      atomic++;
    } else if (atomic > 0 && word.equals("end")) {
      atomic--;
    }
  }

  private void command() throws MigrationException {
    int line = line(at);
    int from = at;
    lineComment();
    String command = text.substring(from, at).strip();
    if (!command.matches("\\\\(restrict|unrestrict)\\b.*") && !command.equals("\\.")) {
      throw new MigrationException(
          file
              + ":"
              + line
              + ": `"
              + command
              + "` is a command of psql, not SQL, and is not carried out. Leave it out, or name"
              + " migrations without such commands as database.migrations.");
    }
  }

  /** Offsets are asked for in rising order, so each line break is counted once. */
  private int line(int offset) {
    for (; counted < offset; counted++) {
      if (text.charAt(counted) == '\n') {
        line++;
      }
    }
    return line;
  }
}
