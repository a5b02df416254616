package dev.watertight.analyzer.sql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Finds what looks like a table in a statement that was not understood, so that the report can name
 * what it is about. There may be more.
 */
final class Salvage {
  private Salvage() {}

  static void tables(List<SqlToken> tokens, Findings found) {
    Cursor cursor = new Cursor(tokens);
    Deque<String> functions = new ArrayDeque<>();
    while (!cursor.atEnd()) {
      SqlToken token = cursor.peek();
      if (token.is("(")) {
        functions.push(cursor.peek(-1).word());
      } else if (token.is(")")) {
        functions.poll();
      } else if (precedesTable(cursor, functions.isEmpty() ? "" : functions.peek())) {
        boolean write = (!token.is("FROM") && !token.is("JOIN")) || cursor.peek(-1).is("DELETE");
        cursor.next();
        cursor.acceptAny("ONLY", "TABLE", "LATERAL");
        if (write || (cursor.peek().isName() && !cursor.peek(1).is("("))) {
          add(cursor, write, found);
        }
        continue;
      }
      cursor.next();
    }
  }

  private static boolean precedesTable(Cursor cursor, String function) {
    if (cursor.peek(-1).is(".")) {
      return false;
    }
    return switch (cursor.peek().word()) {
      case "FROM" ->
          !Words.FUNCTIONS_WITH_FROM.contains(function) && !cursor.peek(-1).is("DISTINCT");
      case "JOIN", "INTO" -> true;
      case "UPDATE" -> !cursor.peek(-1).is("FOR") && !cursor.peek(-1).is("DO");
      default -> false;
    };
  }

  private static void add(Cursor cursor, boolean write, Findings found) {
    Optional<String> schema = Optional.empty();
    SqlToken first = cursor.peek();
    SqlToken name = first;
    while (name.isName() && cursor.peek(1).is(".") && cursor.peek(2).isName()) {
      schema = Optional.of(name.text());
      cursor.next();
      cursor.next();
      name = cursor.peek();
    }
    if (!name.isName() || name.is("SELECT") || name.is("SET") || found.everDeclared(name.text())) {
      return;
    }
    for (TableRef known : found.tables) {
      if (known.offset() == first.start()) {
        return;
      }
    }
    found.tables.add(
        new TableRef(
            schema,
            name.text(),
            Optional.empty(),
            write ? TableRef.Access.WRITE : TableRef.Access.READ,
            first.start()));
  }
}
