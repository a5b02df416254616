package dev.watertight.analyzer.text;

import dev.watertight.analyzer.sql.SqlSplitter;
import dev.watertight.analyzer.sql.SqlToken;
import dev.watertight.analyzer.sql.SqlTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of SQL that code loads and runs: one statement, or several under comments with their names
 * ({@code -- name: find_projects}).
 *
 * @param path relative to the project's root
 * @param queries its parts
 */
public record SqlFile(String path, List<Query> queries) {
  private static final Pattern NAME =
      Pattern.compile(
          "(?im)^[ \\t]*(?:--|/\\*)[ \\t]*(?:@?name|:name)[ \\t]*:?[ \\t]*([\\w.-]+).*$");
  private static final Pattern MIGRATION_PATH =
      Pattern.compile(
          "(?i)(^|.*/)(migrations?|changelogs?|flyway|liquibase|schema|ddl|seeds?|upgrades?|patch(es)?)/.*"
              + "|(^|.*/)([VUB][0-9][0-9._]*|R)__.*");
  private static final Set<String> QUERIES =
      Set.of("SELECT", "UPDATE", "DELETE", "WITH", "INSERT", "MERGE", "CALL", "VALUES", "(");

  /**
   * A part of the file.
   *
   * @param name the name in the comment before it, if it has one; a file without names is one part
   * @param text its text
   */
  public record Query(Optional<String> name, SourceText text) {}

  public SqlFile {
    queries = List.copyOf(queries);
  }

  /** The queries of a file; none if it is blank. */
  public static SqlFile read(String path, String text) {
    List<Query> queries = new ArrayList<>();
    Matcher matcher = NAME.matcher(text);
    Optional<String> name = Optional.empty();
    int from = 0;
    while (matcher.find()) {
      add(queries, name, path, text, from, matcher.start());
      name = Optional.of(matcher.group(1));
      from = matcher.end();
    }
    add(queries, name, path, text, from, text.length());
    return new SqlFile(path, queries);
  }

  private static void add(
      List<Query> queries, Optional<String> name, String path, String text, int from, int to) {
    String part = text.substring(from, to);
    if (SqlTokens.of(part).list().isEmpty()) {
      return;
    }
    int line = 1 + (int) text.substring(0, from).chars().filter(c -> c == '\n').count();
    queries.add(new Query(name, SourceText.of(part, path, line)));
  }

  /**
   * Whether a script changes a schema or fills it, rather than being loaded by code: it stands
   * among migrations, it has definitions, or it only inserts constants.
   */
  public static boolean isMigration(String path, String text) {
    if (MIGRATION_PATH.matcher(path).matches()) {
      return true;
    }
    boolean queries = false;
    for (List<SqlToken> statement : SqlSplitter.split(SqlTokens.of(text).list())) {
      String first = statement.get(0).word();
      if (!QUERIES.contains(first)) {
        return true;
      }
      boolean bound = statement.stream().anyMatch(t -> t.kind() == SqlToken.Kind.BIND);
      queries |= !first.equals("INSERT") || bound;
    }
    return !queries;
  }
}
