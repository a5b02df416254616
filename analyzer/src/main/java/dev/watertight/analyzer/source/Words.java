package dev.watertight.analyzer.source;

import java.util.Arrays;

/**
 * The words of a file as hashes of their lower case: runs of ASCII letters, digits and {@code _}.
 * One pass over the bytes, after which they are not needed any more to ask for a word.
 *
 * <p>Rather too many words than too few: after an escape such as {@code \n} or {@code %n} a word
 * counts with and without the letters of the escape. A file holds any word if it has escapes that
 * hide letters, or if it is no UTF-8 text.
 */
final class Words {
  private static final Words ANY = new Words(new int[0]);

  /** What a byte is: a letter in lower case, or one of these. */
  private static final byte SEPARATOR = 0;

  private static final byte SPECIAL = -1;
  private static final byte[] CLASSES = classes();

  private static final int SEED = 0x811C9DC5;
  private static final int PRIME = 0x01000193;

  private final int[] hashes;

  private Words(int[] hashes) {
    this.hashes = hashes;
  }

  /** The words in a file. */
  static Words in(byte[] bytes) {
    Hashes found = new Hashes();
    int at = 0;
    while (at < bytes.length) {
      int c = CLASSES[bytes[at] & 0xFF];
      if (c > 0) {
        int hash = SEED;
        do {
          hash = (hash ^ c) * PRIME;
          at++;
        } while (at < bytes.length && (c = CLASSES[bytes[at] & 0xFF]) > 0);
        found.add(hash);
      } else if (c == SEPARATOR) {
        at++;
      } else {
        at = afterSpecial(bytes, at, found);
        if (at < 0) {
          return ANY;
        }
      }
    }
    return new Words(found.toArray());
  }

  /** The hash of a word of ASCII letters, digits and {@code _}. */
  static int hash(String word) {
    int hash = SEED;
    for (int i = 0; i < word.length(); i++) {
      hash = (hash ^ CLASSES[word.charAt(i)]) * PRIME;
    }
    return hash;
  }

  /** Whether one of the hashes is in the set, or any word may be in the file. */
  boolean anyIn(Hashes set) {
    if (this == ANY) {
      return true;
    }
    for (int hash : hashes) {
      if (set.contains(hash)) {
        return true;
      }
    }
    return false;
  }

  /** The place after a special byte; negative if any word may be in the file because of it. */
  private static int afterSpecial(byte[] bytes, int at, Hashes found) {
    byte special = bytes[at];
    byte next = at + 1 < bytes.length ? bytes[at + 1] : (byte) ' ';
    if (special == '\\') {
      if (next == 'u' || next == '\n' || next == '\r') {
        // A unicode escape hides any letter; an escaped line break joins two halves of a word.
        return -1;
      }
      addAfterEscape(bytes, at + 1, found);
      return at + 1;
    }
    if (special == '%') {
      if (next == 'n') {
        addWordAt(bytes, at + 2, found);
      }
      return at + 1;
    }
    if (special == '&') {
      return next == '#' ? -1 : at + 1;
    }
    return Utf8.after(bytes, at);
  }

  /** The word that follows an escape such as {@code \n} or {@code \12}, which look like letters. */
  private static void addAfterEscape(byte[] bytes, int escape, Hashes found) {
    int at = escape + 1;
    addWordAt(bytes, at, found);
    while (at < bytes.length && at < escape + 3 && bytes[at - 1] >= '0' && bytes[at - 1] <= '7') {
      at++;
      addWordAt(bytes, at, found);
    }
  }

  private static void addWordAt(byte[] bytes, int start, Hashes found) {
    int hash = SEED;
    int at = start;
    while (at < bytes.length && CLASSES[bytes[at] & 0xFF] > 0) {
      hash = (hash ^ CLASSES[bytes[at] & 0xFF]) * PRIME;
      at++;
    }
    if (at > start) {
      found.add(hash);
    }
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

  /** A growing set of hashes. */
  static final class Hashes {
    private int[] table = new int[1024];
    private int size;
    private boolean zero;

    void add(int hash) {
      if (hash == 0) {
        zero = true;
        return;
      }
      int slot = slot(hash, table.length);
      while (table[slot] != 0) {
        if (table[slot] == hash) {
          return;
        }
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = hash;
      if (++size > table.length / 2) {
        grow();
      }
    }

    boolean contains(int hash) {
      if (hash == 0) {
        return zero;
      }
      int slot = slot(hash, table.length);
      while (table[slot] != 0) {
        if (table[slot] == hash) {
          return true;
        }
        slot = (slot + 1) & (table.length - 1);
      }
      return false;
    }

    int[] toArray() {
      int[] all = new int[size + (zero ? 1 : 0)];
      int next = 0;
      for (int hash : table) {
        if (hash != 0) {
          all[next++] = hash;
        }
      }
      return all;
    }

    private void grow() {
      int[] old = table;
      table = new int[old.length * 4];
      size = 0;
      for (int hash : old) {
        if (hash != 0) {
          add(hash);
        }
      }
    }

    private static int slot(int hash, int capacity) {
      return (hash * 0x9E3779B9) >>> (Integer.numberOfLeadingZeros(capacity) + 1);
    }
  }
}
