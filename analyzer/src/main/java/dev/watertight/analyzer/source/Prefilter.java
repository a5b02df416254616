package dev.watertight.analyzer.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Tells in one pass over a file's bytes whether it may contain any of some words: parsing it costs
 * a hundred times as much.
 *
 * <p>A word matches as a whole, between characters that are no ASCII letter, digit or {@code _}, in
 * any case. It never says no where a word occurs, and rather says yes too often: what is hidden
 * behind an escape, and what is no text and so must be reported, matches always. It does not see
 * what is put together from parts, such as {@code "pro" + "jects"}.
 */
public final class Prefilter implements Predicate<byte[]> {
  /** What a byte is: a letter in lower case, or one of these. */
  private static final byte SEPARATOR = 0;

  private static final byte SPECIAL = -1;
  private static final byte[] CLASSES = classes();

  private final byte[][] table;
  private final long[] bloom = new long[64];
  private final int shift;
  private final int shortest;
  private final int longest;
  private final boolean all;

  private Prefilter(Collection<byte[]> words, boolean all) {
    int capacity = Integer.highestOneBit(Math.max(8, words.size() * 4));
    this.table = new byte[capacity][];
    this.shift = Integer.numberOfLeadingZeros(capacity) + 1;
    this.shortest = words.stream().mapToInt(word -> word.length).min().orElse(Integer.MAX_VALUE);
    this.longest = words.stream().mapToInt(word -> word.length).max().orElse(0);
    this.all = all;
    words.forEach(this::add);
  }

  /**
   * A filter for words. A word that holds other characters, such as a qualified name, is known by
   * its longest part of letters, digits and {@code _}.
   */
  public static Prefilter of(Collection<String> words) {
    boolean all = false;
    TreeSet<String> parts = new TreeSet<>();
    for (String word : words) {
      String part =
          Arrays.stream(word.split("[^A-Za-z0-9_]+", -1))
              .max(Comparator.comparingInt(String::length))
              .orElse("");
      all |= part.isEmpty();
      parts.add(part.toLowerCase(Locale.ROOT));
    }
    return new Prefilter(
        parts.stream().map(part -> part.getBytes(StandardCharsets.US_ASCII)).toList(), all);
  }

  /** Whether the file may contain one of the words. */
  @Override
  public boolean test(byte[] bytes) {
    if (all) {
      return true;
    }
    int length = bytes.length;
    int at = 0;
    while (at < length) {
      int c = CLASSES[bytes[at] & 0xFF];
      if (c > 0) {
        int start = at;
        int hash = 0;
        do {
          hash = hash * 31 + c;
          at++;
        } while (at < length && (c = CLASSES[bytes[at] & 0xFF]) > 0);
        if (isWord(bytes, start, at - start, hash)) {
          return true;
        }
      } else if (c == SEPARATOR) {
        at++;
      } else {
        int next = afterSpecial(bytes, at);
        if (next < 0) {
          return true;
        }
        at = next;
      }
    }
    return false;
  }

  /** The place after a special byte; negative if the file matches because of it. */
  private int afterSpecial(byte[] bytes, int at) {
    byte special = bytes[at];
    byte next = at + 1 < bytes.length ? bytes[at + 1] : (byte) ' ';
    if (special == '\\') {
      // A unicode escape hides any letter; an escaped line break joins two halves of a word.
      boolean hides = next == 'u' || next == '\n' || next == '\r';
      return hides || escapedWord(bytes, at + 1) ? -1 : at + 1;
    }
    if (special == '%') {
      return next == 'n' && wordAt(bytes, at + 2) ? -1 : at + 1;
    }
    if (special == '&') {
      return next == '#' ? -1 : at + 1;
    }
    return Utf8.after(bytes, at);
  }

  /**
   * Whether a word follows an escape such as {@code \n} or {@code \12}, which look like letters.
   */
  private boolean escapedWord(byte[] bytes, int escape) {
    int at = escape + 1;
    if (wordAt(bytes, at)) {
      return true;
    }
    while (at < bytes.length && at < escape + 3 && bytes[at - 1] >= '0' && bytes[at - 1] <= '7') {
      at++;
      if (wordAt(bytes, at)) {
        return true;
      }
    }
    return false;
  }

  private boolean wordAt(byte[] bytes, int start) {
    int hash = 0;
    int at = start;
    while (at < bytes.length && CLASSES[bytes[at] & 0xFF] > 0) {
      hash = hash * 31 + CLASSES[bytes[at] & 0xFF];
      at++;
    }
    return at > start && isWord(bytes, start, at - start, hash);
  }

  private boolean isWord(byte[] bytes, int start, int length, int hash) {
    if (length < shortest
        || length > longest
        || (bloom[bit(hash) >>> 6] & (1L << bit(hash))) == 0) {
      return false;
    }
    for (int i = slot(hash); table[i] != null; i = (i + 1) & (table.length - 1)) {
      if (table[i].length == length && isSame(table[i], bytes, start)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSame(byte[] word, byte[] bytes, int start) {
    for (int i = 0; i < word.length; i++) {
      if (word[i] != CLASSES[bytes[start + i] & 0xFF]) {
        return false;
      }
    }
    return true;
  }

  private void add(byte[] word) {
    int hash = 0;
    for (byte c : word) {
      hash = hash * 31 + c;
    }
    bloom[bit(hash) >>> 6] |= 1L << bit(hash);
    int i = slot(hash);
    while (table[i] != null) {
      i = (i + 1) & (table.length - 1);
    }
    table[i] = word;
  }

  private int slot(int hash) {
    return (hash * 0x9E3779B9) >>> shift;
  }

  private static int bit(int hash) {
    return (hash * 0x85EBCA6B) >>> 20;
  }

  private static byte[] classes() {
    byte[] classes = new byte[256];
    Arrays.fill(classes, 128, 256, SPECIAL);
    for (char c = 'a'; c <= 'z'; c++) {
      classes[c] = (byte) c;
      classes[c - 32] = (byte) c;
    }
    for (char c = '0'; c <= '9'; c++) {
      classes[c] = (byte) c;
    }
    classes['_'] = '_';
    for (char c : new char[] {0, '\\', '%', '&'}) {
      classes[c] = SPECIAL;
    }
    return classes;
  }
}
