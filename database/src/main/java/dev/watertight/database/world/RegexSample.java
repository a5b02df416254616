package dev.watertight.database.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text that a simple regular expression matches. Knows literals, classes, groups, alternatives,
 * quantifiers and anchors; for what it does not know it has no text.
 */
final class RegexSample {
  private static final String ALL =
      "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.@/:+ #";
  private static final int LONGEST = 18;

  private final String pattern;
  private final boolean full;
  private int at;

  private RegexSample(String pattern, boolean full) {
    this.pattern = pattern;
    this.full = full;
  }

  /** The expression cannot be read by this class. */
  private static final class Unknown extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** The characters that one place of the text may have. */
  private record Slot(String choices) {}

  /**
   * A text that matches.
   *
   * @param full whether open quantifiers are used to make room, or are kept short
   * @param fill what to write into the room if its places take it
   * @param number told by the last places that have a choice
   */
  static Optional<String> of(String pattern, boolean full, String fill, long number) {
    try {
      RegexSample sample = new RegexSample(pattern.replaceFirst("^\\(\\?[a-z]+\\)", ""), full);
      List<Slot> slots = sample.alternatives();
      if (sample.at < sample.pattern.length()) {
        return Optional.empty();
      }
      return Optional.of(written(slots, fill, number));
    } catch (Unknown e) {
      return Optional.empty();
    }
  }

  private static String written(List<Slot> slots, String fill, long number) {
    char[] text = new char[slots.size()];
    int filled = -1;
    for (int start = 0;
        filled < 0 && !fill.isEmpty() && start + fill.length() < text.length;
        start++) {
      boolean fits = true;
      for (int i = 0; i < fill.length() && fits; i++) {
        Slot slot = slots.get(start + i);
        fits = slot.choices.length() > 1 && slot.choices.indexOf(fill.charAt(i)) >= 0;
      }
      if (fits) {
        filled = start;
      }
    }
    long rest = number;
    for (int i = text.length - 1; i >= 0; i--) {
      String choices = slots.get(i).choices;
      if (filled >= 0 && i >= filled && i < filled + fill.length()) {
        text[i] = fill.charAt(i - filled);
      } else {
        text[i] = choices.charAt((int) Math.floorMod(rest, (long) choices.length()));
        rest /= choices.length();
      }
    }
    return new String(text);
  }

  private List<Slot> alternatives() {
    List<Slot> first = sequence();
    while (more() && pattern.charAt(at) == '|') {
      at++;
      sequence();
    }
    return first;
  }

  private boolean more() {
    return at < pattern.length();
  }

  private List<Slot> sequence() {
    List<Slot> slots = new ArrayList<>();
    while (more() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
      List<Slot> piece = atom();
      int[] times = times();
      for (int i = 0; i < times[0]; i++) {
        slots.addAll(piece);
      }
      int wanted = !full || piece.size() != 1 ? 0 : times[1] - times[0];
      for (int i = 0; i < wanted && times[0] + i < LONGEST; i++) {
        slots.addAll(piece);
      }
    }
    return slots;
  }

  private int[] times() {
    if (!more()) {
      return new int[] {1, 1};
    }
    int[] times;
    switch (pattern.charAt(at)) {
      case '*' -> times = new int[] {0, LONGEST};
      case '+' -> times = new int[] {1, LONGEST};
      case '?' -> times = new int[] {0, 1};
      case '{' -> {
        int end = pattern.indexOf('}', at);
        if (end < 0) {
          throw new Unknown();
        }
        String[] parts = pattern.substring(at + 1, end).split(",", -1);
        times = new int[] {number(parts[0]), 0};
        times[1] =
            parts.length == 1
                ? times[0]
                : parts[1].isEmpty() ? Math.max(times[0], LONGEST) : number(parts[1]);
        at = end;
      }
      default -> {
        return new int[] {1, 1};
      }
    }
    at++;
    if (more() && pattern.charAt(at) == '?') {
      at++;
    }
    return times;
  }

  private static int number(String text) {
    if (!text.matches("\\d{1,4}")) {
      throw new Unknown();
    }
    return Integer.parseInt(text);
  }

  private List<Slot> atom() {
    char c = pattern.charAt(at++);
    switch (c) {
      case '^', '$' -> {
        return List.of();
      }
      case '.' -> {
        return List.of(new Slot(ALL));
      }
      case '(' -> {
        if (pattern.startsWith("?:", at)) {
          at += 2;
        } else if (pattern.startsWith("?", at)) {
          throw new Unknown();
        }
        List<Slot> inner = alternatives();
        if (!more()) {
          throw new Unknown();
        }
        at++;
        return inner;
      }
      case '[' -> {
        return List.of(new Slot(bracket()));
      }
      case '\\' -> {
        return escape();
      }
      default -> {
        return List.of(new Slot(String.valueOf(c)));
      }
    }
  }

  private List<Slot> escape() {
    if (!more()) {
      throw new Unknown();
    }
    char c = pattern.charAt(at++);
    return switch (c) {
      case 'A', 'Z', 'm', 'M', 'y' -> List.of();
      default -> List.of(new Slot(escaped(c)));
    };
  }

  private static String escaped(char c) {
    return switch (c) {
      case 'd' -> "0123456789";
      case 'w' -> ALL.substring(0, 62);
      case 's' -> " ";
      case 'S' -> ALL.substring(0, 62);
      case 'D' -> ALL.substring(0, 26);
      case 'W' -> "-.";
      default -> {
        if (Character.isLetterOrDigit(c)) {
          throw new Unknown();
        }
        yield String.valueOf(c);
      }
    };
  }

  private String bracket() {
    boolean not = more() && pattern.charAt(at) == '^';
    at += not ? 1 : 0;
    StringBuilder in = new StringBuilder();
    boolean first = true;
    while (more() && (first || pattern.charAt(at) != ']')) {
      first = false;
      char c = pattern.charAt(at++);
      if (c == '[' && pattern.startsWith(":", at)) {
        int end = pattern.indexOf(":]", at);
        if (end < 0) {
          throw new Unknown();
        }
        in.append(named(pattern.substring(at + 1, end)));
        at = end + 2;
      } else if (c == '\\' && more()) {
        in.append(escaped(pattern.charAt(at++)));
      } else if (at + 1 < pattern.length()
          && pattern.charAt(at) == '-'
          && pattern.charAt(at + 1) != ']') {
        for (char x = c; x <= pattern.charAt(at + 1) && in.length() < 300; x++) {
          in.append(x);
        }
        at += 2;
      } else {
        in.append(c);
      }
    }
    at++;
    if (!not) {
      return preferred(in.toString());
    }
    StringBuilder rest = new StringBuilder();
    ALL.chars()
        .filter(c -> in.indexOf(String.valueOf((char) c)) < 0)
        .forEach(c -> rest.append((char) c));
    return preferred(rest.toString());
  }

  /** Letters and digits first: what they are not is seldom wanted at a text's ends. */
  private static String preferred(String choices) {
    StringBuilder plain = new StringBuilder();
    ALL.substring(0, 62)
        .chars()
        .filter(c -> choices.indexOf(c) >= 0)
        .forEach(c -> plain.append((char) c));
    String all = plain.isEmpty() ? choices : plain.toString();
    if (all.isEmpty()) {
      throw new Unknown();
    }
    return all;
  }

  private static String named(String name) {
    return switch (name) {
      case "alpha" -> ALL.substring(0, 26) + ALL.substring(36, 62);
      case "alnum" -> ALL.substring(0, 62);
      case "digit" -> "0123456789";
      case "lower" -> ALL.substring(0, 26);
      case "upper" -> ALL.substring(36, 62);
      case "xdigit" -> "0123456789abcdef";
      case "space" -> " ";
      default -> throw new Unknown();
    };
  }
}
