package dev.watertight.analyzer.sql;

import dev.watertight.analyzer.sql.SqlStatement.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.StringProvider;
import net.sf.jsqlparser.parser.feature.Feature;
import net.sf.jsqlparser.parser.feature.FeatureConfiguration;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.util.TablesNamesFinder;

/** What JSqlParser makes of a statement, within a bound of work. */
final class SecondOpinion {
  private static final int LONGEST = 10_000;
  private static final int DEEPEST = 40;
  private static final Set<Kind> KINDS =
      Set.of(Kind.SELECT, Kind.INSERT, Kind.UPDATE, Kind.DELETE, Kind.MERGE);

  private SecondOpinion() {}

  /** Whether the position of keywords alone is not enough. */
  static boolean isWanted(Kind kind, Findings found) {
    return KINDS.contains(kind) && found.problem().isPresent();
  }

  /** Adds the tables that JSqlParser finds beyond; false where it does not accept the statement. */
  static boolean ask(String text, List<SqlToken> tokens, Findings found) {
    int start = tokens.get(0).start();
    int end = tokens.get(tokens.size() - 1).end();
    if (end - start > LONGEST || depth(tokens) > DEEPEST) {
      return false;
    }
    Optional<Set<String>> names = tables(readable(text, tokens, start, end));
    if (names.isEmpty()) {
      return false;
    }
    for (String name : names.get()) {
      add(name, start, found);
    }
    return true;
  }

  private static void add(String name, int offset, Findings found) {
    List<SqlToken> parts = SqlTokens.of(name).list();
    SqlToken last = parts.get(parts.size() - 1);
    boolean known =
        found.tables.stream().anyMatch(t -> t.name().equalsIgnoreCase(last.text()))
            || found.everDeclared(last.text())
            || last.text().indexOf(MARK) >= 0;
    if (!known) {
      found.tables.add(
          new TableRef(
              parts.size() > 2 ? Optional.of(parts.get(parts.size() - 3).text()) : Optional.empty(),
              last.text(),
              Optional.empty(),
              TableRef.Access.READ,
              offset));
    }
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

  /** A letter that stands for a hole, and that SQL in source code does not use. */
  private static final char MARK = '\u01c2';

  /** The statement with its holes and binds as JSqlParser knows them, at the same offsets. */
  private static String readable(String text, List<SqlToken> tokens, int start, int end) {
    StringBuilder sql = new StringBuilder(text.substring(start, end));
    for (SqlToken token : tokens) {
      if (token.kind() == SqlToken.Kind.BIND) {
        sql.setCharAt(token.start() - start, '?');
        for (int i = token.start() + 1; i < token.end(); i++) {
          sql.setCharAt(i - start, ' ');
        }
      } else if (token.hasHole()) {
        for (int i = token.start(); i < token.end(); i++) {
          if (sql.charAt(i - start) == SqlText.HOLE) {
            sql.setCharAt(i - start, MARK);
          }
        }
      }
    }
    return sql.toString();
  }

  private static Optional<Set<String>> tables(String sql) {
    try {
      CCJSqlParser parser =
          new CCJSqlParser(new StringProvider(sql)).withConfiguration(new Budget(sql.length()));
      parser.withAllowComplexParsing(true).withSquareBracketQuotation(false);
      Statement statement = parser.Statement();
      if (statement == null) {
        return Optional.empty();
      }
      return Optional.of(new LinkedHashSet<>(new TablesNamesFinder<Void>().getTables(statement)));
    } catch (ParseException | StackOverflowError | RuntimeException e) {
      // The last two it throws on input that it does not expect.
      return Optional.empty();
    }
  }

  /** Ends a parse that asks for more features than a statement of this length has use for. */
  private static final class Budget extends FeatureConfiguration {
    private int left;

    Budget(int length) {
      this.left = 20_000 + 20 * length;
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
