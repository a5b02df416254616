package dev.watertight.analyzer.facts;

import java.util.Arrays;

/** Bytes that grow, with numbers in as few of them as they need. */
final class ByteSink {
  private byte[] bytes = new byte[4096];
  private int size;

  void tag(int tag) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, size * 2);
    }
    bytes[size++] = (byte) tag;
  }

  /** A number that is not negative: seven bits a byte, the lowest first. */
  void number(int number) {
    int rest = number;
    while ((rest & ~0x7F) != 0) {
      tag((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    tag(rest);
  }

  void signed(int number) {
    number((number << 1) ^ (number >> 31));
  }

  void flags(boolean... flags) {
    int all = 0;
    for (int i = 0; i < flags.length; i++) {
      all |= flags[i] ? 1 << i : 0;
    }
    tag(all);
  }

  /**
   * Any text, surrogates without a partner too: one byte a character if that is enough, else two.
   */
  void text(String text) {
    boolean narrow = text.chars().allMatch(c -> c < 256);
    number(text.length() << 1 | (narrow ? 0 : 1));
    for (int i = 0; i < text.length(); i++) {
      if (!narrow) {
        tag(text.charAt(i) >>> 8);
      }
      tag(text.charAt(i));
    }
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }
}
