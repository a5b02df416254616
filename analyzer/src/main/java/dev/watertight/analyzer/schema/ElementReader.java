package dev.watertight.analyzer.schema;

import dev.watertight.analyzer.sql.Cursor;
import dev.watertight.analyzer.sql.SqlToken;
import dev.watertight.core.tenant.detection.ColumnFact;
import dev.watertight.core.tenant.detection.ForeignKeyFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads columns and constraints, as CREATE TABLE lists them and ALTER TABLE adds them. */
final class ElementReader {
  private static final Set<String> AFTER_TYPE =
      Set.of(
          "NOT",
          "NULL",
          "PRIMARY",
          "UNIQUE",
          "REFERENCES",
          "DEFAULT",
          "CHECK",
          "CONSTRAINT",
          "GENERATED",
          "COLLATE",
          "AUTO_INCREMENT",
          "IDENTITY",
          "COMMENT",
          "AS",
          "ON",
          "ENCODE",
          "STORAGE",
          "COMPRESSION",
          "INVISIBLE",
          "AFTER",
          "FIRST",
          "KEY");
  private static final Set<String> INDEXES = Set.of("KEY", "INDEX", "FULLTEXT", "SPATIAL");

  private final Cursor cursor;
  private final List<ColumnFact> columns = new ArrayList<>();
  private final List<ForeignKeyFact> foreignKeys = new ArrayList<>();
  private final List<List<String>> keys = new ArrayList<>();
  private final List<String> likes = new ArrayList<>();
  private boolean understood = true;

  ElementReader(Cursor cursor) {
    this.cursor = cursor;
  }

  List<ColumnFact> columns() {
    return columns;
  }

  List<ForeignKeyFact> foreignKeys() {
    return foreignKeys;
  }

  List<List<String>> keys() {
    return keys;
  }

  List<String> likes() {
    return likes;
  }

  boolean understood() {
    return understood;
  }

  /** Reads {@code (element, ...)}. */
  void list() {
    cursor.next();
    while (!cursor.atEnd() && !cursor.at(")")) {
      if (!cursor.accept(",")) {
        element();
        skipElement();
      }
    }
    understood &= cursor.accept(")");
  }

  /** Reads one column or constraint, up to what its own grammar knows. */
  void element() {
    SqlToken token = cursor.peek();
    switch (token.word()) {
      case "CONSTRAINT" -> {
        cursor.next();
        if (!constraintBegins()) {
          cursor.next();
        }
        constraint();
      }
      case "PRIMARY", "FOREIGN", "UNIQUE", "CHECK", "EXCLUDE", "PERIOD" -> {
        if (constraintBegins()) {
          constraint();
        } else {
          column();
        }
      }
      case "LIKE" -> {
        cursor.next();
        Names.qualified(cursor).ifPresent(name -> likes.add(name.name()));
      }
      case "KEY", "INDEX", "FULLTEXT", "SPATIAL" -> {
        if (isColumn()) {
          column();
        }
      }
      default -> column();
    }
  }

  private boolean constraintBegins() {
    SqlToken next = cursor.peek(1);
    return switch (cursor.peek().word()) {
      case "PRIMARY", "FOREIGN" -> next.is("KEY");
      case "UNIQUE" ->
          next.is("(")
              || next.is("KEY")
              || next.is("INDEX")
              || next.is("NULLS")
              || next.is("CLUSTERED")
              || next.is("NONCLUSTERED")
              || cursor.peek(2).is("(");
      case "CHECK" -> next.is("(");
      case "EXCLUDE" -> next.is("USING") || next.is("(");
      case "PERIOD" -> next.is("FOR");
      default -> false;
    };
  }

  /** A column that is named like the keyword of an index: {@code key varchar(10)}. */
  private boolean isColumn() {
    if (!cursor.peek(1).isName() || INDEXES.contains(cursor.peek(1).word())) {
      return false;
    }
    return !cursor.peek(2).is("(") || cursor.peek(3).kind() == SqlToken.Kind.NUMBER;
  }

  private void constraint() {
    SqlToken token = cursor.next();
    switch (token.word()) {
      case "PRIMARY", "UNIQUE" -> {
        while (!cursor.atEnd() && !cursor.at("(") && !cursor.at(",") && !cursor.at(")")) {
          cursor.next();
        }
        List<String> key = Names.columns(cursor);
        if (!key.isEmpty()) {
          keys.add(key);
        }
      }
      case "FOREIGN" -> {
        cursor.accept("KEY");
        while (!cursor.atEnd() && !cursor.at("(") && !cursor.at(",") && !cursor.at(")")) {
          cursor.next();
        }
        List<String> from = Names.columns(cursor);
        if (cursor.accept("REFERENCES")) {
          references(from);
        } else {
          understood = false;
        }
      }
      default -> {
        // CHECK and EXCLUDE say nothing of tenants.
      }
    }
  }

  private void references(List<String> from) {
    Optional<Names.Qualified> target = Names.qualified(cursor);
    List<String> to = Names.columns(cursor);
    if (target.isPresent() && !from.isEmpty()) {
      foreignKeys.add(new ForeignKeyFact(from, target.get().name(), to));
    } else {
      understood = false;
    }
  }

  /** Reads a column with its type and its constraints. */
  void column() {
    if (!cursor.peek().isName()) {
      understood = false;
      return;
    }
    String name = Names.plain(cursor.next());
    StringBuilder type = new StringBuilder();
    while (!ends() && !AFTER_TYPE.contains(cursor.peek().word())) {
      type(type);
    }
    boolean nullable = true;
    while (!ends()) {
      SqlToken token = cursor.next();
      switch (token.word()) {
        case "NOT" -> {
          if (cursor.accept("NULL")) {
            nullable = false;
          }
        }
        case "PRIMARY" -> {
          nullable = false;
          keys.add(List.of(name));
        }
        case "UNIQUE" -> keys.add(List.of(name));
        case "REFERENCES" -> references(List.of(name));
        case "DEFAULT" -> cursor.accept("NULL");
        case "(" -> {
          cursor.back(cursor.position() - 1);
          Names.skipParenthesis(cursor);
        }
        default -> {
          // Other constraints say nothing of tenants.
        }
      }
    }
    if (name.isEmpty()) {
      understood = false;
      return;
    }
    columns.add(new ColumnFact(name, type.toString(), nullable));
  }

  private void type(StringBuilder type) {
    SqlToken token = cursor.peek();
    if (!type.isEmpty() && token.isName()) {
      type.append(' ');
    }
    if (token.is("(")) {
      int close = Math.max(0, cursor.closing(0));
      for (int i = 0; i <= close; i++) {
        type.append(cursor.next().text());
      }
      return;
    }
    type.append(cursor.next().text());
  }

  private boolean ends() {
    return cursor.atEnd() || cursor.at(",") || cursor.at(")");
  }

  private void skipElement() {
    while (!ends()) {
      if (cursor.at("(")) {
        Names.skipParenthesis(cursor);
      } else {
        cursor.next();
      }
    }
  }
}
