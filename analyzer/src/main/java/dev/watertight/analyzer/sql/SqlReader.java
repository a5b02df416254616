package dev.watertight.analyzer.sql;

import dev.watertight.analyzer.sql.SqlStatement.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads SQL or JPQL text: its statements, and the tables that each of them names.
 *
 * <p>Two readers work on SQL. The first knows where in a statement a relation stands and accepts
 * the dialects of several databases; it is certain of plain statements. On all others JSqlParser
 * gives a second opinion: what either of them calls a table is one. Where JSqlParser does not
 * accept a statement, the result says {@code parsed=false}; where the first reader met something
 * that it does not know either, it says that it was not understood.
 *
 * <p>Never throws, and takes time in proportion to the length of the text.
 */
public final class SqlReader {
  /** Longer texts are not read. */
  static final int LONGEST = 4_000_000;

  private SqlReader() {}

  /** The shape of a text; unknown parts of it are {@link SqlText#HOLE}. */
  public static SqlShape read(String text, Dialect dialect) {
    if (text.length() > LONGEST) {
      return notUnderstood(List.of(), "it is longer than " + LONGEST + " characters");
    }
    SqlTokens tokens = SqlTokens.of(text);
    List<SqlStatement> statements = new ArrayList<>();
    Optional<String> problem = Optional.empty();
    if (tokens.unterminated()) {
      problem = Optional.of("a quotation or a comment in it is not closed");
    }
    for (List<SqlToken> part : SqlSplitter.split(tokens.list())) {
      Reading reading = statement(text, part, dialect);
      statements.add(reading.statement);
      if (problem.isEmpty()) {
        problem = reading.problem;
      }
    }
    if (statements.isEmpty() && problem.isEmpty()) {
      problem = Optional.of("it is empty");
    }
    return new SqlShape(statements, problem.isEmpty(), problem);
  }

  /**
   * Whether the text can be read by the position of its keywords: cheaper than {@link #read}, and
   * enough to choose between texts.
   */
  public static boolean isReadable(String text, Dialect dialect) {
    SqlTokens tokens = SqlTokens.of(text);
    if (tokens.unterminated() || tokens.list().isEmpty()) {
      return false;
    }
    for (List<SqlToken> part : SqlSplitter.split(tokens.list())) {
      Findings found = new Findings(dialect);
      byPosition(part, found);
      if (found.problem().isPresent()) {
        return false;
      }
    }
    return true;
  }

  private static Kind byPosition(List<SqlToken> tokens, Findings found) {
    try {
      return new StatementReader(new Cursor(tokens), found).statement();
    } catch (StackOverflowError e) {
      found.unsure("it is nested too deep");
      return Kind.OTHER;
    }
  }

  private static SqlShape notUnderstood(List<SqlStatement> statements, String problem) {
    return new SqlShape(statements, false, Optional.of(problem));
  }

  private record Reading(SqlStatement statement, Optional<String> problem) {}

  private static Reading statement(String text, List<SqlToken> tokens, Dialect dialect) {
    Findings found = new Findings(dialect);
    Kind kind = byPosition(tokens, found);
    Optional<String> problem = found.problem();
    boolean parsed = problem.isEmpty();
    if (dialect == Dialect.SQL && SecondOpinion.isWanted(kind, found)) {
      parsed = SecondOpinion.ask(text, tokens, found);
      if (parsed) {
        problem = Optional.empty();
      }
    }
    if (problem.isPresent()) {
      Salvage.tables(tokens, found);
    }
    HoleEffect holes = found.holes();
    SqlStatement statement =
        new SqlStatement(
            kind, found.tables, parsed, holes, found.settings, found.paths, tokens.get(0).start());
    return new Reading(statement, problem);
  }
}
