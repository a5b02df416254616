package dev.watertight.analyzer.text;

import java.util.ArrayList;
import java.util.List;

/** Puts a {@link SourceText} together. */
final class TextBuilder {
  /** Longer texts are cut: includes can double a text with each step. */
  static final int LONGEST = 400_000;

  private final StringBuilder text = new StringBuilder();
  private final List<SourceText.Piece> pieces = new ArrayList<>();
  private boolean cut;

  void append(String part, String path, int line) {
    if (part.isEmpty()) {
      return;
    }
    if (text.length() + part.length() > LONGEST) {
      cut = true;
      return;
    }
    pieces.add(new SourceText.Piece(text.length(), path, line));
    text.append(part);
  }

  /** Appends what stands in no file, such as a separator. */
  void glue(String part) {
    if (!part.isEmpty() && text.length() + part.length() <= LONGEST) {
      text.append(part);
    }
  }

  /** Appends a part of another. */
  void append(TextBuilder other, int from, int to) {
    if (other.cut || text.length() + to - from > LONGEST) {
      cut = true;
      return;
    }
    int shift = text.length() - from;
    for (int i = 0; i < other.pieces.size(); i++) {
      SourceText.Piece piece = other.pieces.get(i);
      int end = i + 1 < other.pieces.size() ? other.pieces.get(i + 1).offset() : to;
      if (piece.offset() >= from && piece.offset() < to) {
        pieces.add(new SourceText.Piece(piece.offset() + shift, piece.path(), piece.line()));
      } else if (piece.offset() < from && end > from) {
        int line = piece.line() + other.lineEnds(piece.offset(), from);
        pieces.add(new SourceText.Piece(from + shift, piece.path(), line));
      }
    }
    text.append(other.text, from, to);
  }

  private int lineEnds(int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += text.charAt(i) == '\n' ? 1 : 0;
    }
    return count;
  }

  char charAt(int index) {
    return text.charAt(index);
  }

  /** Whether this stands at an offset, without regard to case. */
  boolean hasAt(int offset, String word) {
    for (int i = 0; i < word.length(); i++) {
      boolean same =
          offset + i < text.length()
              && Character.toUpperCase(text.charAt(offset + i))
                  == Character.toUpperCase(word.charAt(i));
      if (!same) {
        return false;
      }
    }
    return true;
  }

  /** Whether this stands at an offset, and does not go on as a longer word. */
  boolean startsWithWord(int offset, int end, String word) {
    int after = offset + word.length();
    boolean letters = Character.isLetter(word.charAt(word.length() - 1));
    return hasAt(offset, word)
        && (!letters || after >= end || !Character.isLetterOrDigit(text.charAt(after)));
  }

  int length() {
    return text.length();
  }

  boolean wasCut() {
    return cut;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  SourceText build(String path, int line) {
    List<SourceText.Piece> all = new ArrayList<>(pieces);
    if (all.isEmpty() || all.get(0).offset() > 0) {
      all.add(0, new SourceText.Piece(0, path, line));
    }
    return new SourceText(text.toString(), all);
  }
}
