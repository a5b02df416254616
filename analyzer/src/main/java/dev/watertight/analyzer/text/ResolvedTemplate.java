package dev.watertight.analyzer.text;

import dev.watertight.analyzer.sql.SqlText;
import java.util.List;
import java.util.Set;

/**
 * A template whose calls of other templates are replaced by their text.
 *
 * @param path the file through which it is called
 * @param file the file that it stands in: the same, or one that it imports
 * @param name its name
 * @param line the line of its name in the file that it stands in
 * @param variants the texts that it can have: each branch of each condition is in one of them; what
 *     its parameters hold is a hole. At least one
 * @param called the names of all templates that went into it, sorted
 * @param base whether other files import or extend the one of {@code path}: they see the template
 *     too, with what they define themselves in the place of what it calls
 */
public record ResolvedTemplate(
    String path,
    String file,
    String name,
    int line,
    List<SourceText> variants,
    List<String> called,
    boolean base) {
  private static final Set<String> BEGINS =
      Set.of(
          "select",
          "insert",
          "update",
          "delete",
          "with",
          "merge",
          "truncate",
          "replace",
          "call",
          "values",
          "lock",
          "copy",
          "set");

  public ResolvedTemplate {
    variants = List.copyOf(variants);
    called = List.copyOf(called);
  }

  /** Whether its text begins like a statement; other templates are parts of statements. */
  public boolean isStatement() {
    String text = variants.get(0).text().strip();
    int from = 0;
    while (from < text.length()
        && (text.charAt(from) == '(' || text.charAt(from) == SqlText.HOLE)) {
      from++;
    }
    int end = from;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return BEGINS.contains(text.substring(from, end).toLowerCase(java.util.Locale.ROOT));
  }
}
