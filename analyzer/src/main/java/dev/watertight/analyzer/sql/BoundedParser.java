package dev.watertight.analyzer.sql;

import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.StringProvider;
import net.sf.jsqlparser.parser.TokenMgrException;
import net.sf.jsqlparser.parser.feature.Feature;
import net.sf.jsqlparser.parser.feature.FeatureConfiguration;
import net.sf.jsqlparser.statement.Statement;

/**
 * JSqlParser, within a bound of work. What it does not accept it gives nothing of; it says nothing
 * of why.
 */
final class BoundedParser {
  /** A letter that stands for a hole, and that SQL in source code does not use. */
  static final char MARK = '\u01c2';

  private BoundedParser() {}

  /** How deep its parentheses go. */
  static int depth(List<SqlToken> tokens) {
    int depth = 0;
    int deepest = 0;
    for (SqlToken token : tokens) {
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  }

  /**
   * The tree of one statement.
   *
   * @param work how many features of the parser it may ask for, a thousand times and for each
   *     character
   */
  static Optional<Statement> parse(String sql, int work) {
    try {
      CCJSqlParser parser =
          new CCJSqlParser(new StringProvider(sql))
              .withConfiguration(new Budget(work * (1_000 + sql.length())));
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

    Budget(int most) {
      this.left = most;
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
