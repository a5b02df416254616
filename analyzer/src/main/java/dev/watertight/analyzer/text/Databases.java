package dev.watertight.analyzer.text;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which of the statements, and of the parts of one, for several databases count. */
final class Databases {
  private static final String DATABASE =
      "(?:postgres\\w*?|pg|mysql|mariadb|oracle|mssql|sqlserver|db2|h2|hsql\\w*?|derby|sqlite|crdb"
          + "|cockroachdb)";

  /** One database, or several: {@code updateTask_mssql_or_db2}. */
  private static final Pattern SUFFIX =
      Pattern.compile(
          "(.+?)_(" + DATABASE + "(?:_(?:or_)?" + DATABASE + ")*)", Pattern.CASE_INSENSITIVE);

  private static final Pattern BETWEEN = Pattern.compile("_(?:or_)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern COMPARED =
      Pattern.compile("\\(?\\s*_databaseId\\s*(==|!=|eq|neq)\\s*(['\"])(\\w+)\\2\\s*\\)?");
  private static final Pattern OR = Pattern.compile("\\s+or\\s+|\\|\\|");
  private static final Pattern AND = Pattern.compile("\\s+and\\s+|&&");

  private Databases() {}

  /** Whether a statement is for PostgreSQL, or for any database. */
  static boolean preferred(MapperStatement statement) {
    return statement.databaseId().map(Databases::isPostgres).orElse(true);
  }

  /**
   * Whether a statement's id says that it is the form of another one for another database: {@code
   * updateTask_mysql} beside {@code updateTask} or {@code updateTask_postgres}.
   */
  static boolean isForAnother(String id, Set<String> ids) {
    Matcher matcher = SUFFIX.matcher(id);
    if (!matcher.matches() || anyPostgres(matcher.group(2))) {
      return false;
    }
    String base = matcher.group(1);
    return ids.contains(base)
        || ids.stream()
            .anyMatch(i -> i.startsWith(base + "_") && anyPostgres(i.substring(base.length() + 1)));
  }

  /**
   * What the test of an {@code <if>} or {@code <when>} gives on PostgreSQL, as far as the database
   * alone decides: {@code _databaseId == 'mysql'} is false.
   */
  static Optional<Boolean> decided(String test) {
    if (!test.contains("_databaseId")) {
      return Optional.empty();
    }
    List<String> alternatives = List.of(OR.split(test));
    if (alternatives.size() > 1 && AND.matcher(test).find()) {
      return Optional.empty(); // Which binds first depends on brackets.
    }
    boolean any = alternatives.size() > 1;
    boolean unknown = false;
    for (String part : any ? alternatives : List.of(AND.split(test))) {
      Matcher compared = COMPARED.matcher(part.strip());
      if (!compared.matches()) {
        unknown = true;
        continue;
      }
      boolean equal = compared.group(1).equals("==") || compared.group(1).equals("eq");
      boolean holds = isPostgres(compared.group(3)) == equal;
      if (holds == any) {
        return Optional.of(any);
      }
    }
    return unknown ? Optional.empty() : Optional.of(!any);
  }

  private static boolean anyPostgres(String databases) {
    return BETWEEN.splitAsStream(databases).anyMatch(Databases::isPostgres);
  }

  private static boolean isPostgres(String database) {
    String lower = database.toLowerCase(Locale.ROOT);
    return lower.startsWith("postgres") || lower.equals("pg");
  }
}
