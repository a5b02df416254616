package dev.watertight.analyzer.source;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The bytes of a source file as text. */
final class SourceText {
  /** What a source file is allowed to weigh: the largest ones that people write are under 2 MB. */
  static final int MOST_BYTES = 8 << 20;

  private SourceText() {}

  /** Why bytes are no source text. */
  static final class NotText extends Exception {
    private static final long serialVersionUID = 1L;
    private final int line;

    NotText(String reason, int line) {
      super(reason);
      this.line = line;
    }

    String reason() {
      return String.valueOf(getMessage());
    }

    int line() {
      return line;
    }
  }

  /** Decodes strictly as UTF-8; a byte order mark is dropped. */
  static String decode(byte[] bytes) throws NotText {
    if (bytes.length > MOST_BYTES) {
      throw new NotText(tooLarge(bytes.length), 1);
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    int zero = indexOfZero(bytes);
    if (zero >= 0 && (!result.isError() || zero < in.position())) {
      throw new NotText(
          "it is no text: a zero byte at offset " + zero + "; is it a binary file?",
          lineOf(bytes, zero));
    }
    if (result.isError()) {
      int at = in.position();
      throw new NotText(
          String.format(
              Locale.ROOT,
              "it is not UTF-8: byte 0x%02X at offset %d; convert the file to UTF-8",
              bytes[at] & 0xFF,
              at),
          lineOf(bytes, at));
    }
    out.flip();
    if (out.length() > 0 && out.charAt(0) == '\uFEFF') {
      out.get();
    }
    return out.toString();
  }

  static String tooLarge(long size) {
    return "it has "
        + size
        + " bytes, more than the "
        + MOST_BYTES
        + " that a source file may have; split it, or leave it out of code.sources";
  }

  /** The number of lines; a last line without a line break counts too. */
  static int lines(String text) {
    int lines = 0;
    int length = text.length();
    boolean open = false;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && (i + 1 == length || text.charAt(i + 1) != '\n'))) {
        lines++;
        open = false;
      } else {
        open = true;
      }
    }
    return open ? lines + 1 : lines;
  }

  private static int indexOfZero(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        return i;
      }
    }
    return -1;
  }

  private static int lineOf(byte[] bytes, int offset) {
    int line = 1;
    for (int i = 0; i < offset; i++) {
      if (bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n')) {
        line++;
      }
    }
    return line;
  }
}
