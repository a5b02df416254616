package dev.watertight.analyzer.source;

import com.github.javaparser.Position;
import com.github.javaparser.Range;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.stmt.BlockStmt;
import dev.watertight.analyzer.facts.Lowering;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A Java text whose unicode escapes are resolved before it is parsed, as the language says, and the
 * way back from places in it to places in the source. The parser can do this itself, but then
 * counts some columns twice.
 */
final class UnicodeEscapes {
  private final String text;
  private final int[] textLines;
  private final int[] sourceLines;

  /** The offset after each escape, in the text and in the source. */
  private final List<int[]> shifts = new ArrayList<>();

  private UnicodeEscapes(String source) {
    StringBuilder resolved = new StringBuilder(source.length());
    int at = 0;
    while (at < source.length()) {
      char c = source.charAt(at);
      int end = c == '\\' ? endOfEscape(source, at) : 0;
      if (end > 0) {
        resolved.append((char) Integer.parseInt(source.substring(end - 4, end), 16));
        at = end;
        shifts.add(new int[] {resolved.length(), at});
      } else {
        // A backslash that is no escape hides the one that follows it.
        int length = c == '\\' && source.startsWith("\\\\", at) ? 2 : 1;
        resolved.append(source, at, at + length);
        at += length;
      }
    }
    text = resolved.toString();
    textLines = lineStarts(text);
    sourceLines = lineStarts(source);
  }

  static boolean mayBeIn(String source) {
    return source.contains("\\u");
  }

  static UnicodeEscapes of(String source) {
    return new UnicodeEscapes(source);
  }

  /** The text, resolved. */
  String text() {
    return text;
  }

  /** The line of the source that a line of the text is on. */
  int sourceLine(int line) {
    return sourcePosition(new Position(line, 1), 0).line;
  }

  /** Gives each node the range that it has in the source. */
  void restoreRanges(Node tree) {
    tree.walk(
        node -> {
          node.getRange()
              .ifPresent(
                  range ->
                      node.setRange(
                          new Range(sourcePosition(range.begin, 0), sourcePosition(range.end, 1))));
          if (node instanceof BlockStmt && node.containsData(Lowering.LOCAL_ENUM)) {
            restoreRanges(node.getData(Lowering.LOCAL_ENUM));
          }
        });
  }

  /** The place of a character, or, with 1, of the last one of the escape that it was written as. */
  private Position sourcePosition(Position position, int last) {
    int line = Math.min(position.line, textLines.length);
    int offset = sourceOffset(textLines[line - 1] + position.column - 1 + last) - last;
    int found = Arrays.binarySearch(sourceLines, offset);
    int sourceLine = found >= 0 ? found : -found - 2;
    return new Position(sourceLine + 1, offset - sourceLines[sourceLine] + 1);
  }

  private int sourceOffset(int offset) {
    int low = 0;
    int high = shifts.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (shifts.get(middle)[0] <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? offset : offset - shifts.get(low - 1)[0] + shifts.get(low - 1)[1];
  }

  /** The end of the unicode escape that starts at a backslash; 0 if none does. */
  private static int endOfEscape(String source, int backslash) {
    int digits = backslash + 1;
    while (digits < source.length() && source.charAt(digits) == 'u') {
      digits++;
    }
    if (digits == backslash + 1 || digits + 4 > source.length()) {
      return 0;
    }
    for (int i = digits; i < digits + 4; i++) {
      if (Character.digit(source.charAt(i), 16) < 0) {
        return 0;
      }
    }
    return digits + 4;
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[64];
    int lines = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean half = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if ((c == '\n' || c == '\r') && !half) {
        if (lines == starts.length) {
          starts = Arrays.copyOf(starts, lines * 2);
        }
        starts[lines++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, lines);
  }
}
