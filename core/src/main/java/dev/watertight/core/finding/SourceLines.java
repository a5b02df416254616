package dev.watertight.core.finding;

import java.util.ArrayList;
import java.util.List;

/** A text by lines and columns, as a {@link Fix} counts them. */
final class SourceLines {
  private final String text;
  private final String digest;
  private final List<Integer> starts = new ArrayList<>();

  SourceLines(String text) {
    this.text = text;
    this.digest = Fix.digest(text);
    starts.add(0);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
        starts.add(i + 1);
      }
    }
  }

  String text() {
    return text;
  }

  String digest() {
    return digest;
  }

  /** Where the old text begins. */
  int begin(Fix.Replacement change) {
    return offset(change.line(), change.column());
  }

  /** Where what comes after the old text begins. */
  int end(Fix.Replacement change) {
    return offset(change.endLine(), change.endColumn());
  }

  private int offset(int line, int column) {
    return line > starts.size()
        ? text.length()
        : Math.min(text.length(), starts.get(line - 1) + column - 1);
  }

  /** The new text with the ends of lines that this one has. */
  String inItsLines(String fresh) {
    return text.contains("\r\n") ? fresh.replace("\r\n", "\n").replace("\n", "\r\n") : fresh;
  }
}
