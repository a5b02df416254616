package dev.watertight.analyzer.source;

/** Checks UTF-8 as strictly as the decoder that reads the file later. */
final class Utf8 {
  private Utf8() {}

  /** The place after the character that starts here; negative for a zero byte and for no UTF-8. */
  static int after(byte[] bytes, int at) {
    int first = bytes[at] & 0xFF;
    if (first >= 0xC2 && first <= 0xDF) {
      return follow(bytes, at, 1, 0x80, 0xBF);
    }
    if (first >= 0xE0 && first <= 0xEF) {
      return follow(bytes, at, 2, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF);
    }
    if (first >= 0xF0 && first <= 0xF4) {
      return follow(bytes, at, 3, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF);
    }
    return first > 0 && first < 0x80 ? at + 1 : -1;
  }

  private static int follow(byte[] bytes, int at, int more, int lowest, int highest) {
    if (at + more >= bytes.length) {
      return -1;
    }
    int second = bytes[at + 1] & 0xFF;
    if (second < lowest || second > highest) {
      return -1;
    }
    for (int i = 2; i <= more; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        return -1;
      }
    }
    return at + more + 1;
  }
}
