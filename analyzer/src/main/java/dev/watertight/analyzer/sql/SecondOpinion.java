package dev.watertight.analyzer.sql;

import dev.watertight.analyzer.sql.SqlStatement.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.util.TablesNamesFinder;

/** What JSqlParser makes of a statement, within a bound of work. */
final class SecondOpinion {
  private static final int LONGEST = 10_000;
  private static final int DEEPEST = 40;
  private static final int WORK = 20;
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
    if (end - start > LONGEST || BoundedParser.depth(tokens) > DEEPEST) {
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
            || last.text().indexOf(BoundedParser.MARK) >= 0;
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
            sql.setCharAt(i - start, BoundedParser.MARK);
          }
        }
      }
    }
    return sql.toString();
  }

  private static Optional<Set<String>> tables(String sql) {
    Optional<Statement> statement = BoundedParser.parse(sql, WORK);
    try {
      return statement.map(s -> new LinkedHashSet<>(new TablesNamesFinder<Void>().getTables(s)));
    } catch (StackOverflowError | RuntimeException e) {
      // It throws these on trees that it does not expect.
      return Optional.empty();
    }
  }
}
