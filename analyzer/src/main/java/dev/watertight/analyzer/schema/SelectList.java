package dev.watertight.analyzer.schema;

import dev.watertight.analyzer.sql.Cursor;
import dev.watertight.analyzer.sql.Dialect;
import dev.watertight.analyzer.sql.SqlReader;
import dev.watertight.analyzer.sql.SqlShape;
import dev.watertight.analyzer.sql.SqlToken;
import dev.watertight.analyzer.sql.TableRef;
import java.util.ArrayList;
import java.util.List;

/**
 * What the query of a view, or of CREATE TABLE AS, gives: its first arm's columns, and the tables
 * that it reads.
 *
 * @param columns the names of its columns, as far as they are said
 * @param all whether it has {@code *}
 * @param reads the tables
 */
record SelectList(List<String> columns, boolean all, List<String> reads) {
  /** Reads the query at the cursor to the end of the statement. */
  static SelectList read(Script script, Cursor cursor) {
    List<SqlToken> tokens = new ArrayList<>();
    while (!cursor.atEnd()) {
      tokens.add(cursor.next());
    }
    if (tokens.isEmpty()) {
      return new SelectList(List.of(), false, List.of());
    }
    String text = script.text(tokens.get(0).start(), tokens.get(tokens.size() - 1).end());
    SqlShape shape = SqlReader.read(text, Dialect.SQL);
    List<String> reads =
        shape.statements().stream()
            .flatMap(s -> s.tables().stream())
            .map(TableRef::name)
            .distinct()
            .toList();
    List<String> columns = new ArrayList<>();
    boolean all = outputs(tokens, columns);
    return new SelectList(List.copyOf(columns), all, reads);
  }

  /** Adds the names of the first select list outside WITH; whether it has a star. */
  private static boolean outputs(List<SqlToken> tokens, List<String> columns) {
    Cursor cursor = new Cursor(tokens);
    boolean with = cursor.at("WITH");
    while (!cursor.atEnd() && !cursor.at("SELECT")) {
      if (cursor.at("(") && with) {
        Names.skipParenthesis(cursor);
      } else {
        cursor.next();
      }
    }
    cursor.next();
    cursor.acceptAny("ALL", "DISTINCT");
    if (cursor.accept("ON")) {
      Names.skipParenthesis(cursor);
    }
    boolean all = false;
    SqlToken last = cursor.peek(-1);
    while (!cursor.atEnd() && !cursor.at("FROM") && !cursor.at(")")) {
      if (cursor.at("(")) {
        Names.skipParenthesis(cursor);
        last = cursor.peek(-1);
        continue;
      }
      SqlToken token = cursor.next();
      if (token.is(",")) {
        all |= add(last, columns);
      }
      last = token;
    }
    all |= add(last, columns);
    return all;
  }

  private static boolean add(SqlToken last, List<String> columns) {
    if (last.isName()) {
      columns.add(last.text());
    }
    return last.is("*");
  }
}
