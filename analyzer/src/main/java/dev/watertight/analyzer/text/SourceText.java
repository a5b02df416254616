package dev.watertight.analyzer.text;

import java.util.List;

/**
 * A text that was put together from parts of files.
 *
 * @param text the text; what is unknown of it is {@link dev.watertight.analyzer.sql.SqlText#HOLE}
 * @param pieces where its parts come from, in order; at least one
 */
public record SourceText(String text, List<Piece> pieces) {
  /**
   * A part, up to the next piece.
   *
   * @param offset where it begins in the text
   * @param path the file that it comes from, relative to the project's root
   * @param line the line of its first character, from 1
   */
  public record Piece(int offset, String path, int line) {}

  public SourceText {
    pieces = List.copyOf(pieces);
  }

  /** The text of one place in one file. */
  public static SourceText of(String text, String path, int line) {
    return new SourceText(text, List.of(new Piece(0, path, line)));
  }

  /** The line, in the file of {@link #pathAt}, of the character at an offset. */
  public int lineAt(int offset) {
    Piece piece = pieceAt(offset);
    int line = piece.line();
    for (int i = piece.offset(); i < Math.min(offset, text.length()); i++) {
      line += text.charAt(i) == '\n' ? 1 : 0;
    }
    return line;
  }

  /** The file that the character at an offset comes from. */
  public String pathAt(int offset) {
    return pieceAt(offset).path();
  }

  private Piece pieceAt(int offset) {
    Piece found = pieces.get(0);
    for (Piece piece : pieces) {
      if (piece.offset() > offset) {
        break;
      }
      found = piece;
    }
    return found;
  }
}
