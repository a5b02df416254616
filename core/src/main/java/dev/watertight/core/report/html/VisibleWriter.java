package dev.watertight.core.report.html;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/**
 * Writes out by code point what a reader could not see or what would change the order in which text
 * reads: control characters but tab and line feed, bidirectional controls, zero-width and other
 * format characters, tags, private use, and halves of surrogate pairs. {@code U+202E} becomes
 * {@code [U+202E]}.
 *
 * <p>It stands behind the template engine, so no text of the report can get past it.
 */
final class VisibleWriter extends FilterWriter {
  private char pendingHigh;

  VisibleWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int c) throws IOException {
    write(new char[] {(char) c}, 0, 1);
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    int from = offset;
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      char c = text.charAt(i);
      if (pendingHigh != 0 || !isPlain(c)) {
        super.out.write(text, from, i - from);
        special(c);
        from = i + 1;
      }
    }
    super.out.write(text, from, end - from);
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    write(new String(text, offset, length), 0, length);
  }

  /** Flushes; a half of a surrogate pair that nothing followed is written out. */
  @Override
  public void flush() throws IOException {
    if (pendingHigh != 0) {
      escape(pendingHigh);
      pendingHigh = 0;
    }
    super.flush();
  }

  private void special(char c) throws IOException {
    if (pendingHigh != 0) {
      char high = pendingHigh;
      pendingHigh = 0;
      if (Character.isLowSurrogate(c)) {
        codePoint(Character.toCodePoint(high, c));
        return;
      }
      escape(high);
    }
    if (Character.isHighSurrogate(c)) {
      pendingHigh = c;
    } else {
      codePoint(c);
    }
  }

  private void codePoint(int codePoint) throws IOException {
    if (isVisible(codePoint)) {
      super.out.write(Character.toString(codePoint));
    } else {
      escape(codePoint);
    }
  }

  private void escape(int codePoint) throws IOException {
    super.out.write(String.format(Locale.ROOT, "[U+%04X]", codePoint));
  }

  /** The bulk of all text, told by one comparison or two. */
  private static boolean isPlain(char c) {
    return (c >= ' ' && c < 0x7f) || c == '\n' || c == '\t';
  }

  private static boolean isVisible(int codePoint) {
    if (codePoint == '\n' || codePoint == '\t') {
      return true;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> codePoint == ' ';
      default -> !isBlankFiller(codePoint);
    };
  }

  /**
   * What draws nothing though its category does not say so: fillers, variation selectors, a braille
   * blank, the block of tags, and code points that are no characters. Code points that are merely
   * unassigned stay: which these are depends on the Java version.
   */
  private static boolean isBlankFiller(int c) {
    return c == 0x034F
        || c == 0x115F
        || c == 0x1160
        || c == 0x17B4
        || c == 0x17B5
        || (c >= 0x180B && c <= 0x180F)
        || c == 0x2800
        || c == 0x3164
        || (c >= 0xFDD0 && c <= 0xFDEF)
        || (c >= 0xFE00 && c <= 0xFE0F)
        || c == 0xFFA0
        || (c & 0xFFFE) == 0xFFFE
        || (c >= 0xE0000 && c <= 0xE0FFF);
  }
}
