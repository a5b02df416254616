package dev.watertight.analyzer.source;

import java.util.Arrays;

/**
 * How deep blocks stand inside of each other's argument lists, as lambdas and anonymous classes do:
 * the parser's time doubles with each level, so that 30 levels would take days.
 */
final class BlockDepth {
  private BlockDepth() {}

  /** The line where blocks are first nested more than {@code limit} deep; 0 if nowhere. */
  static int firstLineDeeperThan(String text, int limit) {
    char[] brackets = new char[64];
    int open = 0;
    int depth = 0;
    JavaScanner scanner = new JavaScanner(text, 0);
    while (scanner.next()) {
      char c = scanner.first();
      if (c == '(' || c == '{') {
        if (open == brackets.length) {
          brackets = Arrays.copyOf(brackets, open * 2);
        }
        boolean argument = c == '{' && open > 0 && brackets[open - 1] == '(';
        brackets[open++] = argument ? 'B' : c;
        depth += argument ? 1 : 0;
        if (depth > limit) {
          return JavaScanner.lineAt(text, scanner.start());
        }
      } else if ((c == ')' || c == '}') && open > 0) {
        depth -= brackets[--open] == 'B' ? 1 : 0;
      }
    }
    return 0;
  }
}
