package dev.watertight.analyzer.roads;

import dev.watertight.analyzer.link.Texts;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a MyBatis statement as SQL: {@code #{x}} is a value, {@code ${x}} is a part that is
 * not known, and of a {@code <script>} every branch is kept, so that no table in one is missed.
 */
final class MyBatisText {
  private static final Pattern SCRIPT =
      Pattern.compile("^\\s*<script>(.*)</script>\\s*$", Pattern.DOTALL);
  private static final Pattern CDATA = Pattern.compile("<!\\[CDATA\\[(.*?)]]>", Pattern.DOTALL);
  private static final Pattern FOREACH =
      Pattern.compile("<foreach\\b([^>]*)>(.*?)</foreach>", Pattern.DOTALL);
  private static final Pattern TRIM =
      Pattern.compile("<trim\\b([^>]*)>(.*?)</trim>", Pattern.DOTALL);
  private static final Pattern WHERE =
      Pattern.compile("<where>\\s*((?:<[^>]+>\\s*)*)(?:(?:and|or)\\b)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern SET_END = Pattern.compile(",\\s*((?:</[^>]+>\\s*)*)</set>");
  private static final Pattern TAG = Pattern.compile("</?[A-Za-z][^>]*>");
  private static final Pattern VALUE = Pattern.compile("#\\{[^}]*}");
  private static final Pattern PART = Pattern.compile("\\$\\{[^}]*}");

  private MyBatisText() {}

  static String sql(String text) {
    Matcher script = SCRIPT.matcher(text);
    String plain = script.matches() ? withoutTags(script.group(1)) : text;
    return PART.matcher(VALUE.matcher(plain).replaceAll("?"))
        .replaceAll(String.valueOf(Texts.HOLE));
  }

  private static String withoutTags(String script) {
    String text =
        CDATA
            .matcher(script)
            .replaceAll(m -> Matcher.quoteReplacement(escape(m.group(1))))
            .replaceAll("(?s)<!--.*?-->", " ")
            .replaceAll("(?s)<selectKey\\b.*?</selectKey>", " ")
            .replaceAll("(?s)<bind\\b[^>]*>", " ")
            .replaceAll("(?s)<include\\b[^>]*>", " " + Texts.HOLE + " ");
    text =
        FOREACH
            .matcher(text)
            .replaceAll(
                m ->
                    Matcher.quoteReplacement(
                        " "
                            + attribute(m.group(1), "open")
                            + m.group(2)
                            + attribute(m.group(1), "close")
                            + " "));
    text =
        TRIM.matcher(text)
            .replaceAll(
                m ->
                    Matcher.quoteReplacement(
                        " "
                            + attribute(m.group(1), "prefix")
                            + " "
                            + trimmed(m.group(1), m.group(2))
                            + " "
                            + attribute(m.group(1), "suffix")
                            + " "));
    text = WHERE.matcher(text).replaceAll(" where $1");
    text = SET_END.matcher(text).replaceAll(" $1 </set>").replace("<set>", " set ");
    return TAG.matcher(text)
        .replaceAll(" ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String attribute(String attributes, String name) {
    Matcher found =
        Pattern.compile("\\b" + name + "\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')").matcher(attributes);
    if (!found.find()) {
      return "";
    }
    return found.group(1) == null ? found.group(2) : found.group(1);
  }

  /** The body without the separators that a trim takes off at its ends. */
  private static String trimmed(String attributes, String body) {
    String bare = TAG.matcher(body).replaceAll(" ").strip();
    for (String override : attribute(attributes, "prefixOverrides").split("\\|", -1)) {
      String each = override.strip();
      if (!each.isEmpty() && bare.regionMatches(true, 0, each, 0, each.length())) {
        bare = bare.substring(each.length());
      }
    }
    for (String override : attribute(attributes, "suffixOverrides").split("\\|", -1)) {
      String each = override.strip();
      if (!each.isEmpty() && bare.endsWith(each)) {
        bare = bare.substring(0, bare.length() - each.length());
      }
    }
    return bare;
  }
}
