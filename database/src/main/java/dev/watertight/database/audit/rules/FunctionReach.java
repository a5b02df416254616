package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Function;
import dev.watertight.database.catalog.Relation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The relations that a function's text names, by itself or through functions that it calls.
 * PostgreSQL keeps no record of what a body uses, so this goes by words: a name in a text that runs
 * as SQL counts, one in a comment does not.
 *
 * @param tenantTables the tenant tables that it gets at, through views too
 * @param dynamic whether it runs texts that it makes
 */
record FunctionReach(Set<Relation> tenantTables, boolean dynamic) {
  private static final Pattern COMMENT = Pattern.compile("--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");
  private static final Pattern EXECUTE =
      Pattern.compile("\\bexecute\\b(?!\\s+(function|procedure))", Pattern.CASE_INSENSITIVE);

  /** What the function gets at. */
  static FunctionReach of(Subject subject, Function function) {
    Set<Function> functions = new LinkedHashSet<>();
    Set<String> words = new LinkedHashSet<>();
    Set<Long> used = new LinkedHashSet<>();
    boolean dynamic = false;
    List<Function> open = new java.util.ArrayList<>(List.of(function));
    while (!open.isEmpty()) {
      Function next = open.remove(0);
      if (!functions.add(next)) {
        continue;
      }
      Set<String> own = words(next);
      words.addAll(own);
      dynamic |= EXECUTE.matcher(text(next)).find();
      subject.catalog().dependenciesOf(next.oid()).forEach(d -> used.add(d.to()));
      subject.catalog().functions().stream()
          .filter(f -> !f.extension() && own.contains(f.name().toLowerCase(Locale.ROOT)))
          .forEach(open::add);
    }
    Set<Relation> tables = new LinkedHashSet<>();
    for (Relation relation : subject.catalog().relations()) {
      if (relation.kind() != Relation.Kind.SEQUENCE
          && (used.contains(relation.oid())
              || words.contains(relation.name().toLowerCase(Locale.ROOT)))) {
        Family.tenantTable(subject, relation).ifPresent(tables::add);
        if (!relation.isTable()) {
          tables.addAll(ViewRead.tenantTables(subject, relation));
        }
      }
    }
    if (dynamic && tables.isEmpty()) {
      tables.addAll(subject.tenantTables());
    }
    return new FunctionReach(tables, dynamic);
  }

  /** The body without its comments. */
  static String text(Function function) {
    String body = function.body().isBlank() ? function.definition().orElse("") : function.body();
    return COMMENT.matcher(body).replaceAll(" ");
  }

  /** The words of the body, in lower case. */
  static Set<String> words(Function function) {
    Set<String> words = new LinkedHashSet<>();
    Matcher matcher = WORD.matcher(text(function));
    while (matcher.find()) {
      words.add(matcher.group().toLowerCase(Locale.ROOT));
    }
    return words;
  }

  /** Whether the body names the relation without its schema. */
  static boolean namesUnqualified(Function function, Relation relation) {
    return Pattern.compile(
            "(?<![\\w.$\"])\"?" + Pattern.quote(relation.name()) + "(?![\\w$])",
            Pattern.CASE_INSENSITIVE)
        .matcher(text(function))
        .find();
  }
}
