package dev.watertight.core.report;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Foreign text inside Markdown on a code host: it renders as itself and does nothing. Markup is
 * escaped; mentions, issue numbers and bare links, which hosts find in the rendered text whatever
 * its escapes, are broken by a zero-width space.
 */
final class MarkdownText {
  private static final String BREAK = "\u200B";
  private static final Pattern MARKUP = Pattern.compile("[\\\\`*_\\[\\]<>#!|~$&]");
  private static final Pattern REFERENCE =
      Pattern.compile("@(?=\\S)|#(?=\\d)|(?<=:)(?=//)|(?i)(?<=\\bwww)(?=\\.)|(?i)\\bGH(?=-\\d)");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private MarkdownText() {}

  /** Text for a paragraph or a list item, on one line: a pair of backticks still marks code. */
  static String inline(String text, int max) {
    return inline(text, max, UnaryOperator.identity());
  }

  /** {@link #inline} for a cell of a table. */
  static String inlineCell(String text, int max) {
    return inline(text, max, MarkdownText::inCell);
  }

  /** A code span for a paragraph or a list item, on one line. */
  static String code(String text, int max) {
    return code(PlainText.cut(PlainText.oneLine(text), max));
  }

  /** {@link #code} for a cell of a table. */
  static String codeCell(String text, int max) {
    return inCell(code(text, max));
  }

  /** A table splits its row at bars before it looks for code. */
  private static String inCell(String code) {
    return code.replace("|", "\\|");
  }

  private static String inline(String text, int max, UnaryOperator<String> codeIn) {
    String line = PlainText.cut(PlainText.oneLine(text), max);
    StringBuilder result = new StringBuilder();
    Matcher code = CODE.matcher(line);
    int at = 0;
    while (code.find()) {
      result
          .append(literal(line.substring(at, code.start())))
          .append(codeIn.apply(code(code.group(1))));
      at = code.end();
    }
    return result.append(literal(line.substring(at))).toString();
  }

  private static String literal(String text) {
    String broken = REFERENCE.matcher(text).replaceAll("$0" + BREAK);
    return MARKUP.matcher(broken).replaceAll(m -> Matcher.quoteReplacement(escape(m.group())));
  }

  /** Entities where a host's sanitiser or a lenient parser might not know the backslash. */
  private static String escape(String markup) {
    return switch (markup) {
      case "&" -> "&amp;";
      case "<" -> "&lt;";
      case ">" -> "&gt;";
      default -> "\\" + markup;
    };
  }

  private static String code(String text) {
    if (text.isEmpty()) {
      return "";
    }
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = "`".repeat(longest + 1);
    String pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
    return fence + pad + text + pad + fence;
  }
}
