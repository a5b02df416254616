package dev.watertight.isolation.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.StringProvider;
import net.sf.jsqlparser.parser.TokenMgrException;
import net.sf.jsqlparser.parser.feature.Feature;
import net.sf.jsqlparser.parser.feature.FeatureConfiguration;
import net.sf.jsqlparser.statement.Statement;

/** JSqlParser, within a bound of work. */
final class Parser {
  private static final int LONGEST = 200_000;
  private static final long SECONDS = 5;

  /** Words that JSqlParser reserves, for other databases, and that PostgreSQL takes for names. */
  static final Set<String> NAMES =
      Set.of(
          "csv",
          "errors",
          "excludes",
          "extend",
          "final",
          "force",
          "import",
          "includes",
          "minus",
          "number",
          "output",
          "pivot",
          "prior",
          "returns",
          "sample",
          "script",
          "settings",
          "statement",
          "use",
          "verify");

  private Parser() {}

  /**
   * The statement's tree.
   *
   * @param tokens of the text from {@code start} to {@code end}
   * @throws OpaqueException if it is not understood
   */
  static Statement parse(String sql, List<Token> tokens, int start, int end)
      throws OpaqueException {
    if (end - start > LONGEST) {
      throw new OpaqueException("it is longer than " + LONGEST + " characters");
    }
    try {
      CCJSqlParser parser =
          new CCJSqlParser(new StringProvider(readable(sql, tokens, start, end)))
              .withConfiguration(new Budget(end - start));
      parser.withAllowComplexParsing(true).withSquareBracketQuotation(false);
      Statement statement = parser.Statement();
      if (statement == null) {
        throw new OpaqueException("the parser found no statement");
      }
      return statement;
    } catch (ParseException | TokenMgrException e) {
      throw new OpaqueException("the parser does not know this form" + near(e));
    } catch (TooMuchWork e) {
      throw new OpaqueException("parsing takes too long");
    } catch (StackOverflowError | RuntimeException e) {
      throw new OpaqueException("the parser failed: " + e.getClass().getSimpleName());
    }
  }

  private static String near(Throwable e) {
    return e instanceof ParseException parse && parse.currentToken != null
        ? ", near '" + parse.currentToken.image + "'"
        : "";
  }

  /**
   * The same text with comments, strings, parameters and operators as JSqlParser knows them, at the
   * same offsets.
   */
  private static String readable(String sql, List<Token> tokens, int start, int end) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      while (text.length() < token.start() - start) {
        text.append(' ');
      }
      if (isOfNoColumns(tokens, i)) {
        text.setCharAt(text.length() - 1, '*');
      }
      String written = sql.substring(token.start(), token.end());
      text.append(
          switch (token.kind()) {
            case BIND -> "?" + " ".repeat(written.length() - 1);
            case STRING -> string(written);
            case SYMBOL ->
                written.startsWith("??") ? "@>" + " ".repeat(written.length() - 2) : written;
            case WORD -> isOnlyOfChange(tokens, i) ? " ".repeat(written.length()) : name(written);
            default -> written;
          });
    }
    text.append(" ".repeat(Math.max(0, end - start - text.length())));
    return text.toString();
  }

  /** SELECT FROM, of which only the number of rows matters. */
  private static boolean isOfNoColumns(List<Token> tokens, int index) {
    return index > 0
        && tokens.get(index).is("from")
        && tokens.get(index - 1).is("select")
        && tokens.get(index - 1).end() < tokens.get(index).start();
  }

  /** What the parser reads in the place of a name. */
  static String name(String word) {
    return NAMES.contains(word.toLowerCase(Locale.ROOT)) ? "_" + word.substring(1) : word;
  }

  /** UPDATE ONLY and DELETE FROM ONLY, which the parser does not know. */
  private static boolean isOnlyOfChange(List<Token> tokens, int index) {
    return tokens.get(index).is("only")
        && index > 0
        && (tokens.get(index - 1).is("update")
            || (index > 1
                && tokens.get(index - 1).is("from")
                && tokens.get(index - 2).is("delete")));
  }

  private static String string(String written) {
    return written.startsWith("'") && written.indexOf('\\') < 0 && written.endsWith("'")
        ? written
        : "'" + "x".repeat(Math.max(0, written.length() - 2)) + "'";
  }

  /** Ends a parse that asks for more features than a statement of this length has use for. */
  private static final class Budget extends FeatureConfiguration {
    private final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    private int left;

    Budget(int length) {
      this.left = 200_000 + 200 * length;
    }

    @Override
    public Object getValue(Feature feature) {
      if (left-- < 0 || (left % 1024 == 0 && System.nanoTime() > deadline)) {
        throw new TooMuchWork();
      }
      return super.getValue(feature);
    }
  }

  private static final class TooMuchWork extends RuntimeException {
    TooMuchWork() {
      super("the parse takes too much work", null, false, false);
    }
  }
}
