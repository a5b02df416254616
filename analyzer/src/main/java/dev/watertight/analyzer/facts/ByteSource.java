package dev.watertight.analyzer.facts;

import java.nio.charset.StandardCharsets;

/** Reads what a {@link ByteSink} wrote; fails with an exception of its own on anything else. */
final class ByteSource {
  private final byte[] bytes;
  private int at;

  ByteSource(byte[] bytes) {
    this.bytes = bytes;
  }

  int tag() {
    if (at == bytes.length) {
      throw new FactsDecoder.MalformedException("the bytes end too early");
    }
    return bytes[at++] & 0xFF;
  }

  int number() {
    int first = tag();
    if (first < 0x80) {
      return first;
    }
    int number = first & 0x7F;
    for (int shift = 7; shift < 32; shift += 7) {
      int next = tag();
      number |= (next & 0x7F) << shift;
      if (next < 0x80) {
        return number;
      }
    }
    throw new FactsDecoder.MalformedException("a number is too long");
  }

  int signed() {
    int number = number();
    return (number >>> 1) ^ -(number & 1);
  }

  /** A number of things that follow, each of at least one byte. */
  int count() {
    int count = number();
    if (count < 0 || count > bytes.length - at) {
      throw new FactsDecoder.MalformedException("a count is larger than what is left");
    }
    return count;
  }

  String text() {
    int head = number();
    int length = head >>> 1;
    boolean narrow = (head & 1) == 0;
    if (length > (bytes.length - at) / (narrow ? 1 : 2)) {
      throw new FactsDecoder.MalformedException("a text is longer than what is left");
    }
    String text =
        narrow ? new String(bytes, at, length, StandardCharsets.ISO_8859_1) : wide(length);
    at += narrow ? length : length * 2;
    return text;
  }

  /** Character by character: a decoder would replace surrogates without a partner. */
  private String wide(int length) {
    char[] chars = new char[length];
    for (int i = 0; i < length; i++) {
      chars[i] = (char) ((bytes[at + 2 * i] & 0xFF) << 8 | (bytes[at + 2 * i + 1] & 0xFF));
    }
    return new String(chars);
  }

  boolean isAtEnd() {
    return at == bytes.length;
  }
}
