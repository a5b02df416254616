package dev.watertight.core.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stretch of a message: plain text, or code that the message has between backticks.
 *
 * @param text without the backticks, not escaped
 */
record Inline(String text, boolean code) {
  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");

  /** The stretches of a text. A backtick without a partner on its line stays what it is. */
  static List<Inline> of(String text) {
    if (text.indexOf('`') < 0) {
      return List.of(new Inline(text, false));
    }
    List<Inline> stretches = new ArrayList<>();
    Matcher code = CODE.matcher(text);
    int from = 0;
    while (code.find()) {
      if (code.start() > from) {
        stretches.add(new Inline(text.substring(from, code.start()), false));
      }
      stretches.add(new Inline(code.group(1), true));
      from = code.end();
    }
    if (from < text.length()) {
      stretches.add(new Inline(text.substring(from), false));
    }
    return stretches;
  }
}
