package dev.watertight.core.config;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * A pattern over {@code /}-separated relative paths.
 *
 * <p>{@code *} stands for any characters within a folder or file name, {@code **} as a whole name
 * for any number of folders (at the end: for everything below), {@code ?} for one character, {@code
 * {a,b}} for either. A pattern without any of these matches the file of that path, or whatever is
 * below the folder of that path. Case counts. Matching takes time in proportion to the lengths of
 * pattern and path, whatever the pattern.
 */
public final class Glob {
  private static final int MOST_ALTERNATIVES = 500;

  /** Code points, or one of these. */
  private static final int ANY_IN_NAME = -1;

  private static final int ONE = -2;
  private static final int ANY = -3;
  private static final int FOLDERS = -4;

  private final String pattern;
  private final List<int[]> alternatives;

  private Glob(String pattern, List<int[]> alternatives) {
    this.pattern = pattern;
    this.alternatives = alternatives;
  }

  /**
   * The pattern of the given text.
   *
   * @throws IllegalArgumentException where {@link #fault} says why
   */
  public static Glob of(String text) {
    fault(text)
        .ifPresent(
            fault -> {
              throw new IllegalArgumentException(text + " " + fault);
            });
    String plain = text.startsWith("./") ? text.substring(2) : text;
    List<int[]> compiled = new ArrayList<>();
    if (plain.chars().noneMatch(c -> "*?{".indexOf(c) >= 0)) {
      String folder = plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
      compiled.add(tokens(folder));
      compiled.add(tokens(folder.isEmpty() || folder.equals(".") ? "**" : folder + "/**"));
    } else {
      for (String alternative : expanded(plain)) {
        compiled.add(tokens(alternative.endsWith("/") ? alternative + "**" : alternative));
      }
    }
    return new Glob(text, compiled);
  }

  /** Why the text is not a pattern, as the end of a sentence; empty if it is one. */
  public static Optional<String> fault(String text) {
    int depth = 0;
    long alternatives = 1;
    long options = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{') {
        if (++depth > 1) {
          return Optional.of("must not have `{` within `{…}`");
        }
        options = 1;
      } else if (c == '}' && --depth < 0) {
        return Optional.of("has a `}` without its `{`");
      } else if (c == '}') {
        alternatives = Math.min(alternatives * options, Integer.MAX_VALUE);
      } else if (c == ',' && depth > 0) {
        options++;
      }
    }
    if (depth > 0) {
      return Optional.of("has a `{` without its `}`");
    }
    if (alternatives > MOST_ALTERNATIVES) {
      return Optional.of("stands for more than " + MOST_ALTERNATIVES + " alternatives");
    }
    return List.of(text.split("/", -1)).contains("..")
        ? Optional.of("must not have `..` in it")
        : Optional.empty();
  }

  /** Whether the path, relative and with {@code /}, is meant. */
  public boolean matches(String path) {
    int[] points = path.codePoints().toArray();
    return alternatives.stream().anyMatch(tokens -> matches(tokens, points));
  }

  @Override
  public String toString() {
    return pattern;
  }

  private static List<String> expanded(String text) {
    int open = text.indexOf('{');
    if (open < 0) {
      return List.of(text);
    }
    int close = text.indexOf('}', open);
    List<String> result = new ArrayList<>();
    for (String rest : expanded(text.substring(close + 1))) {
      for (String option : text.substring(open + 1, close).split(",", -1)) {
        result.add(text.substring(0, open) + option + rest);
      }
    }
    return result;
  }

  private static int[] tokens(String text) {
    List<Integer> tokens = new ArrayList<>();
    String[] names = text.split("/", -1);
    for (int i = 0; i < names.length; i++) {
      boolean last = i == names.length - 1;
      if (names[i].equals("**")) {
        tokens.add(last ? ANY : FOLDERS);
        continue;
      }
      int[] points = names[i].codePoints().toArray();
      for (int j = 0; j < points.length; j++) {
        if (points[j] == '*' && j > 0 && points[j - 1] == '*') {
          continue;
        }
        tokens.add(points[j] == '*' ? ANY_IN_NAME : points[j] == '?' ? ONE : points[j]);
      }
      if (!last) {
        tokens.add((int) '/');
      }
    }
    return tokens.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Walks all ways through the tokens at once: bit i is set where the first i tokens matched. */
  private static boolean matches(int[] tokens, int[] path) {
    BitSet at = new BitSet(tokens.length + 1);
    at.set(0);
    skipEmpty(tokens, at, true);
    for (int i = 0; i < path.length && !at.isEmpty(); i++) {
      BitSet next = new BitSet(tokens.length + 1);
      for (int s = at.nextSetBit(0); s >= 0 && s < tokens.length; s = at.nextSetBit(s + 1)) {
        int token = tokens[s];
        if (token == ANY || token == FOLDERS || (token == ANY_IN_NAME && path[i] != '/')) {
          next.set(s);
        } else if (token == path[i] || (token == ONE && path[i] != '/')) {
          next.set(s + 1);
        }
      }
      skipEmpty(tokens, next, path[i] == '/');
      at = next;
    }
    return at.get(tokens.length);
  }

  /** A star may stand for nothing; folders end only where a name begins. */
  private static void skipEmpty(int[] tokens, BitSet at, boolean nameBegins) {
    for (int s = at.nextSetBit(0); s >= 0 && s < tokens.length; s = at.nextSetBit(s + 1)) {
      if (tokens[s] == ANY || tokens[s] == ANY_IN_NAME || (tokens[s] == FOLDERS && nameBegins)) {
        at.set(s + 1);
      }
    }
  }
}
