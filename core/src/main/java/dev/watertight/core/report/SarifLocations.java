package dev.watertight.core.report;

import dev.watertight.core.finding.CodeFrame;
import dev.watertight.core.finding.Location;
import dev.watertight.core.json.JsonOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Places as SARIF writes them: its end columns are one past the last character, ours are on it. */
final class SarifLocations {
  /** The base that all paths are relative to. */
  static final String BASE = "SRCROOT";

  private static final String UNRESERVED = "-._~/";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private SarifLocations() {}

  /** The fields of a location: a region of a file, or a database object as a logical location. */
  static void write(JsonOutput json, Location location, Optional<CodeFrame> frame)
      throws IOException {
    if (location instanceof Location.InFile file) {
      json.object(
          "physicalLocation",
          () -> {
            artifact(json, file.file());
            Region region = Region.of(file);
            json.object("region", () -> region.write(json, frame));
            Optional<CodeFrame> context = frame.filter(region::isWithin);
            if (context.isPresent()) {
              json.object("contextRegion", () -> context(json, context.get()));
            }
          });
    } else if (location instanceof Location.InDatabase database) {
      json.objects("logicalLocations", List.of(database.object()), o -> object(json, o));
    }
  }

  /** A file as a whole; the line is kept where it says more than "the file". */
  static void wholeFile(JsonOutput json, Location.InFile file) throws IOException {
    if (file.line() > 1) {
      write(json, file, Optional.empty());
    } else {
      json.object("physicalLocation", () -> artifact(json, file.file()));
    }
  }

  /** The file of a place. */
  static void artifact(JsonOutput json, String file) throws IOException {
    json.object(
        "artifactLocation",
        () -> {
          json.text("uri", uri(file));
          json.text("uriBaseId", BASE);
        });
  }

  private static void context(JsonOutput json, CodeFrame frame) throws IOException {
    json.number("startLine", frame.firstLine());
    json.number("endLine", lastLine(frame));
    json.object("snippet", () -> json.text("text", String.join("\n", frame.lines())));
  }

  private static void object(JsonOutput json, String object) throws IOException {
    int arguments = object.indexOf('(');
    json.text("name", object.substring(lastName(object)));
    json.text("fullyQualifiedName", object);
    if (arguments >= 0) {
      json.text("kind", "function");
    } else if (object.startsWith("role:")) {
      json.text("kind", "role");
    } else if (object.equals("database")) {
      json.text("kind", "database");
    }
  }

  /** Where the last name begins: behind the last dot before its arguments. */
  private static int lastName(String object) {
    int arguments = object.indexOf('(');
    if (object.endsWith(")")) {
      arguments = object.length() - 1;
      for (int depth = 1; depth > 0 && arguments > 0; ) {
        arguments--;
        char c = object.charAt(arguments);
        depth += c == ')' ? 1 : c == '(' ? -1 : 0;
      }
    }
    return object.lastIndexOf('.', arguments < 0 ? object.length() : arguments) + 1;
  }

  /** A relative path as a URI reference: all but unreserved characters and {@code /} escaped. */
  static String uri(String path) {
    StringBuilder uri = new StringBuilder(path.length() + 16);
    for (byte b : PlainText.wellFormed(path).getBytes(StandardCharsets.UTF_8)) {
      int c = b & 0xFF;
      if (c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
        uri.append((char) c);
      } else {
        uri.append('%').append(HEX[c >> 4]).append(HEX[c & 0xF]);
      }
    }
    return uri.toString();
  }

  private static int lastLine(CodeFrame frame) {
    return frame.firstLine() + frame.lines().size() - 1;
  }

  /**
   * Lines from 1, columns from 1, the end column exclusive.
   *
   * @param whole whether only the line is known: then no column is written
   */
  private record Region(int line, int column, int endLine, int endColumn, boolean whole) {

    static Region of(Location.InFile file) {
      int line = Math.max(1, file.line());
      int endLine = Math.max(line, file.endLine());
      int column = Math.max(1, file.column());
      int endColumn = Math.max(endLine == line ? column + 1 : 1, file.endColumn() + 1);
      boolean whole = line == endLine && file.column() <= 1 && file.endColumn() <= 1;
      return new Region(line, column, endLine, endColumn, whole);
    }

    /** Whether the frame shows the region and more than it. */
    boolean isWithin(CodeFrame frame) {
      return shownBy(frame) && (!whole || frame.firstLine() < line || endLine < lastLine(frame));
    }

    private boolean shownBy(CodeFrame frame) {
      return frame.firstLine() <= line && endLine <= lastLine(frame);
    }

    void write(JsonOutput json, Optional<CodeFrame> frame) throws IOException {
      json.number("startLine", line);
      if (!whole) {
        json.number("startColumn", column);
        json.number("endLine", endLine);
        json.number("endColumn", endColumn);
      }
      Optional<String> text = frame.filter(this::shownBy).map(this::textIn);
      if (text.isPresent() && !text.get().isBlank()) {
        json.object("snippet", () -> json.text("text", text.get()));
      }
    }

    private String textIn(CodeFrame frame) {
      StringBuilder text = new StringBuilder();
      for (int i = line; i <= endLine; i++) {
        String shown = frame.lines().get(i - frame.firstLine());
        int from = whole || i > line ? 0 : Math.min(column - 1, shown.length());
        int to = whole || i < endLine ? shown.length() : Math.min(endColumn - 1, shown.length());
        text.append(i > line ? "\n" : "").append(shown, Math.min(from, to), to);
      }
      return text.toString();
    }
  }
}
