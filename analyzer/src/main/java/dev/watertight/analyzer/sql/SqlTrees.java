package dev.watertight.analyzer.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.statement.Statement;

/** The trees that JSqlParser makes of the statements in a text, within a bound of work. */
public final class SqlTrees {
  /** A letter that stands for a hole, and that SQL in source code does not use. */
  public static final char MARK = BoundedParser.MARK;

  private static final int LONGEST = 60_000;
  private static final int DEEPEST = 40;

  /** How much a parse may look at, by the length of the text. */
  private static final int WORK = 50;

  /** Words that JSqlParser reserves, for other databases, and that PostgreSQL takes for names. */
  private static final Set<String> NAMES =
      Set.of(
          "CSV",
          "ERRORS",
          "EXCLUDES",
          "EXTEND",
          "FINAL",
          "FORCE",
          "IMPORT",
          "INCLUDES",
          "MINUS",
          "NUMBER",
          "OUTPUT",
          "PIVOT",
          "PRIOR",
          "RETURNS",
          "SAMPLE",
          "SCRIPT",
          "SETTINGS",
          "STATEMENT",
          "USE",
          "VERIFY");

  /** Words behind which a new part begins. */
  private static final Set<String> KEYWORDS =
      Set.of(
          "SELECT",
          "DISTINCT",
          "ALL",
          "FROM",
          "WHERE",
          "AND",
          "OR",
          "NOT",
          "ON",
          "JOIN",
          "LEFT",
          "RIGHT",
          "INNER",
          "OUTER",
          "FULL",
          "CROSS",
          "NATURAL",
          "LATERAL",
          "GROUP",
          "ORDER",
          "BY",
          "HAVING",
          "LIMIT",
          "OFFSET",
          "UNION",
          "INTERSECT",
          "EXCEPT",
          "IN",
          "LIKE",
          "ILIKE",
          "IS",
          "NULL",
          "SET",
          "VALUES",
          "INTO",
          "UPDATE",
          "DELETE",
          "INSERT",
          "USING",
          "AS",
          "ASC",
          "DESC",
          "CASE",
          "WHEN",
          "THEN",
          "ELSE",
          "END",
          "EXISTS",
          "BETWEEN",
          "ANY",
          "FETCH",
          "FOR",
          "RETURNING",
          "WITH",
          "ONLY",
          "TABLE",
          "TRUNCATE",
          "MERGE",
          "MATCHED",
          "DO",
          "CONFLICT");

  private SqlTrees() {}

  /** Each statement of the text in order; empty for one that the parser does not accept. */
  public static List<Optional<Statement>> of(String text, Dialect dialect) {
    SqlTokens tokens = SqlTokens.of(text);
    List<Optional<Statement>> trees = new ArrayList<>();
    if (text.length() > LONGEST || tokens.unterminated()) {
      trees.add(Optional.empty());
      return trees;
    }
    for (List<SqlToken> part : SqlSplitter.split(tokens.list())) {
      trees.add(
          BoundedParser.depth(part) > DEEPEST
              ? Optional.empty()
              : BoundedParser.parse(readable(text, part, dialect), WORK));
    }
    return trees;
  }

  /** The statement with its holes, binds and words as JSqlParser knows them. */
  private static String readable(String text, List<SqlToken> tokens, Dialect dialect) {
    StringBuilder sql = new StringBuilder();
    int end = -1;
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      if (end >= 0 && token.start() > end) {
        sql.append(' ');
      }
      end = token.end();
      String written = text.substring(token.start(), token.end());
      sql.append(dialect == Dialect.JPQL ? jpql(tokens, i) : isOfNoColumns(tokens, i) ? "* " : "");
      if (!(dialect == Dialect.JPQL ? isDropped(tokens, i) : isOnlyOfChange(tokens, i))
          && !isEmptyOrder(tokens, i)) {
        sql.append(lone(tokens, i).orElseGet(() -> written(token, written)));
      }
    }
    return sql.toString().replace(SqlText.HOLE, MARK);
  }

  private static boolean is(List<SqlToken> tokens, int index, String word) {
    return index >= 0 && index < tokens.size() && tokens.get(index).is(word);
  }

  /** What a template leaves of a name or a place for a value whose name it puts in. */
  private static Optional<String> lone(List<SqlToken> tokens, int index) {
    SqlToken token = tokens.get(index);
    boolean last = index + 1 >= tokens.size();
    boolean nameFollows = !last && (tokens.get(index + 1).isName() || is(tokens, index + 1, "*"));
    if (token.is(".") && !nameFollows) {
      return Optional.of("." + SqlText.HOLE + (is(tokens, index + 1, ":") ? " = " : " "));
    }
    if (token.is(":") && (!nameFollows || tokens.get(index + 1).isHole())) {
      return Optional.of("?");
    }
    if (token.isHole()) {
      return hole(tokens, index);
    }
    boolean named = token.is("#") && nameFollows && tokens.get(index + 1).start() == token.end();
    return named ? Optional.of(":") : Optional.empty();
  }

  /** A hole that stands where no name can: an operator, an order, more of what stands before it. */
  private static Optional<String> hole(List<SqlToken> tokens, int index) {
    boolean behind = index > 0 && ends(tokens.get(index - 1));
    if (!behind) {
      return Optional.empty();
    }
    boolean bind = is(tokens, index - 1, ":");
    boolean before = index + 1 < tokens.size() && begins(tokens.get(index + 1));
    return Optional.of(before && !bind ? " <> " : " ");
  }

  private static boolean ends(SqlToken token) {
    return token.kind() == SqlToken.Kind.BIND
        || token.kind() == SqlToken.Kind.STRING
        || token.kind() == SqlToken.Kind.NUMBER
        || token.kind() == SqlToken.Kind.QUOTED
        || token.is(")")
        || token.is(":")
        || (token.kind() == SqlToken.Kind.WORD && !KEYWORDS.contains(token.word()));
  }

  private static boolean begins(SqlToken token) {
    return !token.isHole() && (token.is(":") || (ends(token) && !token.is(")")));
  }

  /** ORDER BY of a template that puts in nothing. */
  private static boolean isEmptyOrder(List<SqlToken> tokens, int index) {
    int behind = is(tokens, index, "ORDER") ? index + 2 : index + 1;
    boolean order =
        (is(tokens, index, "ORDER") && is(tokens, index + 1, "BY"))
            || (is(tokens, index, "BY") && is(tokens, index - 1, "ORDER"));
    return order
        && (behind >= tokens.size()
            || Set.of("LIMIT", "OFFSET", "FETCH", "FOR", ")", "UNION")
                .contains(tokens.get(behind).word()));
  }

  private static String written(SqlToken token, String written) {
    return switch (token.kind()) {
      case BIND -> bind(written);
      case STRING -> string(written);
      case WORD -> NAMES.contains(token.word()) ? "_" + written.toLowerCase(Locale.ROOT) : written;
      default -> written;
    };
  }

  /** A named place keeps its name: the same name is the same value. */
  private static String bind(String written) {
    String name = written.replaceAll("[^A-Za-z0-9_.]", "").replace('.', '_');
    return name.isEmpty() ? "?" : ":b_" + name;
  }

  private static String string(String written) {
    boolean plain = written.startsWith("'") && written.endsWith("'") && written.indexOf('\\') < 0;
    return plain ? written : SqlText.hasHole(written) ? "'" + SqlText.HOLE + "'" : "'x'";
  }

  /** What JPQL leaves out in front of a token, and SQL wants. */
  private static String jpql(List<SqlToken> tokens, int index) {
    if (index == 0 && tokens.get(0).is("FROM")) {
      return "select * ";
    }
    boolean bareDelete = index == 1 && tokens.get(0).is("DELETE") && !tokens.get(1).is("FROM");
    return bareDelete ? "from " : "";
  }

  private static boolean isDropped(List<SqlToken> tokens, int index) {
    SqlToken token = tokens.get(index);
    boolean creation =
        token.is("NEW") && index + 1 < tokens.size() && tokens.get(index + 1).isName();
    boolean fetch = token.is("FETCH") && index > 0 && tokens.get(index - 1).is("JOIN");
    return creation || fetch;
  }

  /** SELECT FROM, of which only the number of rows matters. */
  private static boolean isOfNoColumns(List<SqlToken> tokens, int index) {
    return index > 0 && tokens.get(index).is("FROM") && tokens.get(index - 1).is("SELECT");
  }

  /** UPDATE ONLY and DELETE FROM ONLY, which the parser does not know. */
  private static boolean isOnlyOfChange(List<SqlToken> tokens, int index) {
    return tokens.get(index).is("ONLY")
        && index > 0
        && (tokens.get(index - 1).is("UPDATE")
            || (index > 1
                && tokens.get(index - 1).is("FROM")
                && tokens.get(index - 2).is("DELETE")));
  }
}
