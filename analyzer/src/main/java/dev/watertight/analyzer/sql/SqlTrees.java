package dev.watertight.analyzer.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.StringProvider;
import net.sf.jsqlparser.parser.TokenMgrException;
import net.sf.jsqlparser.parser.feature.Feature;
import net.sf.jsqlparser.parser.feature.FeatureConfiguration;
import net.sf.jsqlparser.statement.Statement;

/** The trees that JSqlParser makes of the statements in a text, within a bound of work. */
public final class SqlTrees {
  /** A letter that stands for a hole, and that SQL in source code does not use. */
  public static final char MARK = '\u01c2';

  private static final int LONGEST = 60_000;
  private static final int DEEPEST = 40;

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
      trees.add(depth(part) > DEEPEST ? Optional.empty() : tree(readable(text, part, dialect)));
    }
    return trees;
  }

  private static int depth(List<SqlToken> tokens) {
    int depth = 0;
    int deepest = 0;
    for (SqlToken token : tokens) {
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      deepest = Math.max(deepest, depth);
    }
    return deepest;
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
      if (dialect == Dialect.JPQL) {
        sql.append(jpql(tokens, i, written));
      } else {
        sql.append(isOnlyOfChange(tokens, i) ? " " : isOfNoColumns(tokens, i) ? "*" : "");
        if (isOnlyOfChange(tokens, i)) {
          continue;
        }
        if (isOfNoColumns(tokens, i)) {
          sql.append(' ');
        }
      }
      if (dialect != Dialect.JPQL || !isDropped(tokens, i)) {
        sql.append(written(token, written));
      }
    }
    return sql.toString().replace(SqlText.HOLE, MARK);
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
  private static String jpql(List<SqlToken> tokens, int index, String written) {
    if (index == 0 && tokens.get(0).is("FROM")) {
      return "select * ";
    }
    boolean bareDelete =
        index == 1 && tokens.get(0).is("DELETE") && !tokens.get(1).is("FROM") && !written.isEmpty();
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

  private static Optional<Statement> tree(String sql) {
    try {
      CCJSqlParser parser =
          new CCJSqlParser(new StringProvider(sql)).withConfiguration(new Budget(sql.length()));
      parser.withAllowComplexParsing(true).withSquareBracketQuotation(false);
      return Optional.ofNullable(parser.Statement());
    } catch (ParseException | TokenMgrException | StackOverflowError e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      // It throws these, too, on input that it does not expect.
      return Optional.empty();
    }
  }

  /** Ends a parse that asks for more features than a statement of this length has use for. */
  private static final class Budget extends FeatureConfiguration {
    private int left;

    Budget(int length) {
      this.left = 50_000 + 50 * length;
    }

    @Override
    public Object getValue(Feature feature) {
      if (left-- < 0) {
        throw new IllegalStateException("the parse takes too much work");
      }
      return super.getValue(feature);
    }
  }
}
