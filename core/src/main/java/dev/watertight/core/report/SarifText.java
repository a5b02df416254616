package dev.watertight.core.report;

import java.util.regex.Pattern;

/**
 * Message texts as SARIF reads them: it takes {@code [text](target)} for a link and {@code {0}} for
 * a placeholder (sections 3.11.5 and 3.11.6 of the standard), and our messages quote foreign code
 * and names that may contain either.
 */
final class SarifText {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d+}");
  private static final Pattern BRACES = Pattern.compile("[{}]");
  private static final Pattern BRACKETS = Pattern.compile("[\\[\\]]");

  private SarifText() {}

  /**
   * The same text, escaped only where it would be misread: most viewers show escapes as they are.
   */
  static String escape(String text) {
    String result = text;
    if (PLACEHOLDER.matcher(result).find()) {
      result = BRACES.matcher(result).replaceAll("$0$0");
    }
    if (result.contains("](")) {
      result = BRACKETS.matcher(result).replaceAll("\\\\$0");
    }
    return result;
  }
}
