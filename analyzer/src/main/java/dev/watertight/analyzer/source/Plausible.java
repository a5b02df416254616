package dev.watertight.analyzer.source;

import dev.watertight.analyzer.source.Words.Hashes;
import dev.watertight.analyzer.source.Words.Kind;

/**
 * Tells from words and signs whether a text can be Java, as far as that is cheap: brackets match,
 * what stands outside of types is a type, an import or a package, and nothing ends behind an equals
 * sign. Most text that is no Java fails here; what passes may still be none, which only the parser
 * can tell.
 */
final class Plausible {
  /** Code in more brackets than this may take the parser long: it has a limit of its own. */
  private static final int MOST_NESTED = 12;

  private static final Hashes FIRST =
      words(
          "package",
          "import",
          "module",
          "open",
          "class",
          "interface",
          "enum",
          "record",
          "public",
          "abstract",
          "final",
          "sealed",
          "non",
          "strictfp");

  /** Words that no value is assigned to. */
  private static final Hashes NOT_ASSIGNED =
      words(
          "boolean",
          "byte",
          "short",
          "int",
          "long",
          "char",
          "float",
          "double",
          "void",
          "return",
          "new",
          "if",
          "else",
          "for",
          "while",
          "do",
          "switch",
          "case",
          "try",
          "catch",
          "finally",
          "throw",
          "throws",
          "import",
          "package",
          "extends",
          "implements",
          "interface",
          "enum",
          "public",
          "protected",
          "private",
          "static",
          "final",
          "abstract");

  private static final byte WORD = 'a';
  private static final byte LITERAL = '"';
  private static final byte NOTHING = 0;

  private int round;
  private int curly;
  private int square;
  private byte last = NOTHING;
  private int lastWord;
  private boolean fault;

  private static Hashes words(String... words) {
    Hashes hashes = new Hashes();
    for (String word : words) {
      hashes.add(Words.hash(word, Kind.CODE));
    }
    return hashes;
  }

  /** A word of code, by its hash. */
  void word(int hash) {
    if (curly == 0 && (last == NOTHING || last == ';' || last == '}')) {
      fault |= !FIRST.contains(hash);
    }
    last = WORD;
    lastWord = hash;
  }

  void literal() {
    fault |= last == NOTHING;
    last = LITERAL;
  }

  /** Something that is in no Java file. */
  void fault() {
    fault = true;
  }

  /** A byte of code that is no part of a word, a literal or a comment; blanks may be left out. */
  void sign(byte sign) {
    switch (sign) {
      case ' ', '\n', '\r', '\t', '\f' -> {
        return;
      }
      case '(' -> fault |= ++round > MOST_NESTED && curly > MOST_NESTED;
      case '[' -> square++;
      case '{' -> fault |= ++curly > MOST_NESTED && round > MOST_NESTED;
      case ')' -> close(--round);
      case ']' -> close(--square);
      case '}' -> close(--curly);
      case ';' -> fault |= last == '=' || last == ',' || last == '.';
      case '=' -> fault |= last == WORD && NOT_ASSIGNED.contains(lastWord);
      default -> fault |= last == NOTHING && sign != '@' && sign != (byte) 0xEF;
    }
    last = sign;
  }

  private void close(int depth) {
    fault |= depth < 0 || last == '=' || last == '.';
  }

  /** Whether all of it can be Java. */
  boolean holds() {
    return !fault && round == 0 && curly == 0 && square == 0;
  }
}
