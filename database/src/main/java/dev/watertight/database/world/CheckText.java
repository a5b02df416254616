package dev.watertight.database.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a check's text speaks of, as PostgreSQL writes it: the literals in it, and the operator
 * before each.
 *
 * @param literals in order, without quotes
 * @param numbers in order
 */
record CheckText(List<Literal> literals, List<String> numbers, String text) {
  /**
   * A literal.
   *
   * @param operator the operator before it, such as {@code ~~}; empty if there is none
   */
  record Literal(String text, String operator) {}

  CheckText {
    literals = List.copyOf(literals);
    numbers = List.copyOf(numbers);
  }

  static CheckText of(String text) {
    List<Literal> literals = new ArrayList<>();
    List<String> numbers = new ArrayList<>();
    String operator = "";
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\'') {
        StringBuilder literal = new StringBuilder();
        i = literal(text, i, literal);
        add(literal.toString(), operator, literals, numbers);
      } else if (c == '"') {
        i = text.indexOf('"', i + 1) + 1;
        i = i == 0 ? text.length() : i;
      } else if (Character.isLetter(c) || c == '_') {
        int end = i;
        while (end < text.length() && isWord(text.charAt(end))) {
          end++;
        }
        String word = text.substring(i, end).toLowerCase(Locale.ROOT);
        if (word.equals("and") || word.equals("or")) {
          operator = "";
        } else if (word.equals("similar_to_escape")) {
          operator = "similar";
        }
        // E'…' is a literal, not a word.
        i = word.equals("e") && end < text.length() && text.charAt(end) == '\'' ? i + 1 : end;
      } else if (Character.isDigit(c)) {
        int end = i;
        while (end < text.length()
            && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
          end++;
        }
        numbers.add(text.substring(i, end));
        i = end;
      } else if ("~!<>=@#%^&|?*+-/".indexOf(c) >= 0) {
        int end = i;
        while (end < text.length() && "~!<>=@#%^&|?*+-/".indexOf(text.charAt(end)) >= 0) {
          end++;
        }
        operator = text.substring(i, end);
        i = end;
      } else {
        i++;
      }
    }
    return new CheckText(literals, numbers, text);
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private static int literal(String text, int start, StringBuilder out) {
    boolean escapes = start > 0 && (text.charAt(start - 1) == 'E' || text.charAt(start - 1) == 'e');
    int i = start + 1;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\'' && i + 1 < text.length() && text.charAt(i + 1) == '\'') {
        out.append('\'');
        i += 2;
      } else if (c == '\'') {
        return i + 1;
      } else if (c == '\\' && escapes && i + 1 < text.length()) {
        out.append(text.charAt(i + 1));
        i += 2;
      } else {
        out.append(c);
        i++;
      }
    }
    return i;
  }

  private static void add(
      String literal, String operator, List<Literal> literals, List<String> numbers) {
    if (literal.matches("-?\\d+(\\.\\d+)?")) {
      numbers.add(literal);
    }
    if (literal.startsWith("{") && literal.endsWith("}") && !literal.contains(":")) {
      for (String part : literal.substring(1, literal.length() - 1).split(",", -1)) {
        String bare = part.replaceAll("^\"|\"$", "");
        if (!bare.isEmpty()) {
          literals.add(new Literal(bare, operator));
        }
      }
    }
    literals.add(new Literal(literal, operator));
  }

  /** Whether the text calls a function whose name ends so. */
  boolean calls(String function) {
    return text.toLowerCase(Locale.ROOT).contains(function + "(");
  }
}
