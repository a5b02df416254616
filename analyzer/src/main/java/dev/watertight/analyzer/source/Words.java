package dev.watertight.analyzer.source;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The words of a Java file as hashes: runs of ASCII letters, digits and {@code _}, apart by whether
 * they stand in code or in a literal; what is in comments does not count. One pass over the bytes,
 * after which they are not needed any more to ask for a word.
 *
 * <p>Rather too many words than too few: after an escape such as {@code \n} or {@code %n} a word
 * counts with and without the letters of the escape. A file holds any word if it has escapes that
 * hide letters or the end of a comment, or if it is no UTF-8 text.
 */
final class Words {
  /** Where a word counts, and how it is compared. */
  enum Kind {
    /** In code, in this case: the name of a class or method. */
    CODE(0x51ED270B),
    /** In code, in any case, but not all in small letters: a constant or class after a table. */
    CAPITAL(0x2C1B3C6D),
    /** In code, all in small letters. */
    SMALL(0x297A2D39),
    /** In code behind an {@code @}, in this case: the name of an annotation. */
    ANNOTATION(0x6A09E667),
    /** In a literal, in any case. */
    LITERAL(0);

    private final int salt;

    Kind(int salt) {
      this.salt = salt;
    }
  }

  private static final Words ANY = new Words(new int[0], true);

  /** What a byte is: a letter in lower case, or one of these. */
  private static final byte SEPARATOR = 0;

  private static final byte SPECIAL = -1;
  private static final byte[] CLASSES = classes();

  private static final int SEED = 0x811C9DC5;
  private static final int PRIME = 0x01000193;

  private final int[] hashes;
  private final boolean plausible;

  private Words(int[] hashes, boolean plausible) {
    this.hashes = hashes;
    this.plausible = plausible;
  }

  /** The words in a file. */
  static Words in(byte[] bytes) {
    Hashes found = new Hashes();
    Reader reader = new Reader(bytes, found);
    return reader.read() ? new Words(found.toArray(), reader.java.holds()) : ANY;
  }

  /** Whether the file can be Java, as far as {@link Plausible} can tell. */
  boolean mayBeJava() {
    return plausible;
  }

  /** The hash of a word of ASCII letters, digits and {@code _}, looked for in one way. */
  static int hash(String word, Kind kind) {
    int hash = SEED;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      hash = (hash ^ (kind == Kind.CODE || kind == Kind.ANNOTATION ? c : CLASSES[c])) * PRIME;
    }
    return hash ^ kind.salt;
  }

  /**
   * Hands each hash that is in the set to the visitor, all of the set where any word may be here.
   */
  void each(Hashes set, IntConsumer visitor) {
    for (int hash : this == ANY ? set.toArray() : hashes) {
      if (set.contains(hash)) {
        visitor.accept(hash);
      }
    }
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

  /** How far the name of an annotation was read: not, up to its {@code @} or a dot, or a part. */
  private enum Annotation {
    NONE,
    BEGUN,
    NAMED
  }

  /** One pass over a file. */
  private static final class Reader {
    private final byte[] bytes;
    private final Hashes found;
    private final Plausible java = new Plausible();

    private Annotation annotation = Annotation.NONE;

    Reader(byte[] bytes, Hashes found) {
      this.bytes = bytes;
      this.found = found;
    }

    /** Whether the words could be told. */
    boolean read() {
      int at = 0;
      while (at >= 0 && at < bytes.length) {
        byte b = bytes[at];
        if (CLASSES[b & 0xFF] > 0) {
          at = code(at);
        } else if (b == '@' || (b == '.' && annotation == Annotation.NAMED)) {
          annotation = Annotation.BEGUN;
          java.sign(b);
          at++;
        } else if (b == '"') {
          java.literal();
          at = isTextBlock(at) ? literal(at + 3, true) : literal(at + 1, false);
        } else if (b == '\'') {
          java.literal();
          at = character(at + 1);
        } else if (b == '/' && at + 1 < bytes.length && bytes[at + 1] == '/') {
          at = comment(at + 2, true);
        } else if (b == '/' && at + 1 < bytes.length && bytes[at + 1] == '*') {
          at = comment(at + 2, false);
        } else if (b == '\\') {
          return false; // Code itself is escaped.
        } else {
          annotation = b > 0 && b <= ' ' ? annotation : Annotation.NONE;
          java.sign(b);
          at = CLASSES[b & 0xFF] == SEPARATOR ? at + 1 : Utf8.after(bytes, at);
        }
      }
      return at >= 0;
    }

    private int code(int start) {
      int exact = SEED;
      int lower = SEED;
      boolean capital = false;
      int at = start;
      int c;
      while (at < bytes.length && (c = CLASSES[bytes[at] & 0xFF]) > 0) {
        int b = bytes[at];
        exact = (exact ^ b) * PRIME;
        lower = (lower ^ c) * PRIME;
        capital |= b != c;
        at++;
      }
      java.word(exact ^ Kind.CODE.salt);
      found.add(exact ^ Kind.CODE.salt);
      if (annotation == Annotation.BEGUN) {
        found.add(exact ^ Kind.ANNOTATION.salt);
        annotation = Annotation.NAMED;
      } else {
        annotation = Annotation.NONE;
      }
      found.add(lower ^ (capital ? Kind.CAPITAL : Kind.SMALL).salt);
      return at;
    }

    private boolean isTextBlock(int at) {
      return at + 2 < bytes.length && bytes[at + 1] == '"' && bytes[at + 2] == '"';
    }

    /** A literal from behind its quotes; gives the place behind it. */
    private int literal(int start, boolean block) {
      int at = start;
      while (at < bytes.length) {
        byte b = bytes[at];
        if (CLASSES[b & 0xFF] > 0) {
          at = word(at);
        } else if (b == '"' && (!block || isTextBlock(at))) {
          return at + (block ? 3 : 1);
        } else if ((b == '\n' || b == '\r') && !block) {
          java.fault();
          return at;
        } else if (b == '\\') {
          at = escape(at);
          if (at < 0) {
            return -1;
          }
        } else if (b == '%' && at + 1 < bytes.length && bytes[at + 1] == 'n') {
          addWordAt(at + 2);
          at++;
        } else {
          at = CLASSES[b & 0xFF] == SEPARATOR ? at + 1 : after(b, at);
          if (at < 0) {
            return -1;
          }
        }
      }
      return at;
    }

    private int after(byte b, int at) {
      return b == '%' ? at + 1 : Utf8.after(bytes, at);
    }

    private int word(int start) {
      int hash = SEED;
      int at = start;
      int c;
      while (at < bytes.length && (c = CLASSES[bytes[at] & 0xFF]) > 0) {
        hash = (hash ^ c) * PRIME;
        at++;
      }
      found.add(hash ^ Kind.LITERAL.salt);
      return at;
    }

    /** The place behind an escape in a literal, negative where it hides a letter. */
    private int escape(int at) {
      byte next = at + 1 < bytes.length ? bytes[at + 1] : (byte) ' ';
      if (next == '\n' || next == '\r') {
        return -1; // It joins two halves of a word.
      }
      if (next == 'u') {
        int code = unicode(at + 1);
        return code < 0 || code < 0x80 ? -1 : afterUnicode(at + 1);
      }
      if (CLASSES[next & 0xFF] > 0) {
        addAfterEscape(at + 1);
        return at + 1;
      }
      return at + 2; // A quote or a backslash.
    }

    /**
     * The word that follows an escape such as {@code \n} or {@code \12}, which look like letters.
     */
    private void addAfterEscape(int escape) {
      int at = escape + 1;
      addWordAt(at);
      while (at < bytes.length && at < escape + 3 && bytes[at - 1] >= '0' && bytes[at - 1] <= '7') {
        at++;
        addWordAt(at);
      }
    }

    private void addWordAt(int start) {
      if (start < bytes.length && CLASSES[bytes[start] & 0xFF] > 0) {
        word(start);
      }
    }

    private int character(int start) {
      int at = start;
      while (at < bytes.length && bytes[at] != '\'' && bytes[at] != '\n') {
        if (bytes[at] == '\\') {
          if (at + 1 < bytes.length && bytes[at + 1] == 'u') {
            int code = unicode(at + 1);
            if (code < 0 || code == '\'' || code == '\\' || code == '\n' || code == '\r') {
              return -1;
            }
            at = afterUnicode(at + 1);
          } else {
            at += 2;
          }
        } else {
          at = CLASSES[bytes[at] & 0xFF] == SPECIAL ? after(bytes[at], at) : at + 1;
          if (at < 0) {
            return -1;
          }
        }
      }
      return Math.min(at + 1, bytes.length);
    }

    private int comment(int start, boolean line) {
      int at = start;
      while (at < bytes.length) {
        byte b = bytes[at];
        if (line ? b == '\n' || b == '\r' : b == '/' && at > start && bytes[at - 1] == '*') {
          return at + 1;
        }
        if (b == '\\' && at + 1 < bytes.length && bytes[at + 1] == 'u') {
          int code = unicode(at + 1);
          if (code == '*' || code == '/' || code == '\n' || code == '\r') {
            return -1;
          }
          at++;
        } else if (b > 0) {
          at++;
        } else {
          at = Utf8.after(bytes, at);
          if (at < 0) {
            return -1;
          }
        }
      }
      return at;
    }

    /** The character of a unicode escape from its first {@code u}, negative if it is malformed. */
    private int unicode(int from) {
      int at = from;
      while (at < bytes.length && bytes[at] == 'u') {
        at++;
      }
      int code = 0;
      for (int i = 0; i < 4; i++) {
        int digit = at + i < bytes.length ? Character.digit(bytes[at + i], 16) : -1;
        if (digit < 0) {
          return -1;
        }
        code = code * 16 + digit;
      }
      return code;
    }

    private int afterUnicode(int from) {
      int at = from;
      while (bytes[at] == 'u') {
        at++;
      }
      return at + 4;
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
    for (char c : new char[] {0, '\\', '%'}) {
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
