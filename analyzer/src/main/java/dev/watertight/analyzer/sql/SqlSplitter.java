package dev.watertight.analyzer.sql;

import java.util.ArrayList;
import java.util.List;

/** Splits tokens into statements at semicolons outside parentheses. */
public final class SqlSplitter {
  private SqlSplitter() {}

  /**
   * The statements, each with at least one token. The body of a routine in standard SQL, {@code
   * BEGIN ATOMIC ... END}, stays in its statement.
   */
  public static List<List<SqlToken>> split(List<SqlToken> tokens) {
    List<List<SqlToken>> statements = new ArrayList<>();
    int from = 0;
    int depth = 0;
    int blocks = 0;
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      if (token.is("(")) {
        depth++;
      } else if (token.is(")")) {
        depth = Math.max(0, depth - 1);
      } else if (token.is("ATOMIC") && i > 0 && tokens.get(i - 1).is("BEGIN")) {
        blocks++;
      } else if (blocks > 0 && token.is("CASE")) {
        blocks++;
      } else if (blocks > 0 && token.is("END")) {
        blocks--;
      } else if (token.is(";") && depth == 0 && blocks == 0) {
        add(statements, tokens, from, i);
        from = i + 1;
      }
    }
    add(statements, tokens, from, tokens.size());
    return statements;
  }

  private static void add(
      List<List<SqlToken>> statements, List<SqlToken> tokens, int from, int to) {
    if (to > from) {
      statements.add(List.copyOf(tokens.subList(from, to)));
    }
  }
}
