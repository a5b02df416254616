package dev.watertight.analyzer.schema;

import dev.watertight.analyzer.sql.Cursor;
import dev.watertight.analyzer.sql.SqlToken;
import dev.watertight.core.tenant.detection.TableFact;
import java.util.Optional;
import java.util.Set;

/** Reads ALTER TABLE, with the actions of several databases. */
final class AlterTableReader {
  private static final Set<String> NO_COLUMN =
      Set.of("CONSTRAINT", "PRIMARY", "FOREIGN", "INDEX", "KEY", "PARTITION", "CHECK", "UNIQUE");

  private final Script script;
  private final Changes changes;
  private final Cursor cursor;
  private String table = "";
  private Optional<TableFact> altered = Optional.empty();
  private boolean adding;

  AlterTableReader(Script script, Changes changes, Cursor cursor) {
    this.script = script;
    this.changes = changes;
    this.cursor = cursor;
  }

  /** With the cursor behind ALTER TABLE. */
  void read(SqlToken first) {
    if (cursor.at("ALL", "IN")) {
      return;
    }
    cursor.accept("IF");
    cursor.accept("EXISTS");
    cursor.accept("ONLY");
    Optional<Names.Qualified> name = Names.qualified(cursor);
    if (name.isEmpty()) {
      changes.problem(script.lineOf(first), "ALTER TABLE without the name of a table");
      return;
    }
    cursor.accept("*");
    table = name.get().name();
    altered = Optional.of(changes.altered(name.get().schema(), table, script.lineOf(first)));
    while (!cursor.atEnd()) {
      action();
      skipAction();
      cursor.accept(",");
    }
  }

  private void action() {
    SqlToken verb = cursor.next();
    boolean wasAdding = adding;
    adding = false;
    switch (verb.word()) {
      case "ADD" -> add();
      case "DROP" -> drop();
      case "RENAME" -> rename();
      case "MODIFY" -> modify();
      case "CHANGE" -> change();
      case "ALTER" -> alterColumn();
      case "SET" -> {
        if (cursor.accept("SCHEMA")) {
          changes.add(new SchemaChange.SetSchema(table, Names.plain(cursor.next())));
        }
      }
      case "ATTACH" -> {
        cursor.accept("PARTITION");
        Names.qualified(cursor)
            .ifPresent(p -> changes.add(new SchemaChange.SetParent(p.name(), Optional.of(table))));
      }
      case "DETACH" -> {
        cursor.accept("PARTITION");
        Names.qualified(cursor)
            .ifPresent(p -> changes.add(new SchemaChange.SetParent(p.name(), Optional.empty())));
      }
      case "INHERIT" ->
          Names.qualified(cursor)
              .ifPresent(
                  p -> changes.add(new SchemaChange.SetParent(table, Optional.of(p.name()))));
      case "NO" -> {
        if (cursor.at("INHERIT")) {
          changes.add(new SchemaChange.SetParent(table, Optional.empty()));
        }
      }
      case "ENABLE", "DISABLE" -> {
        if (cursor.at("ROW", "LEVEL")) {
          changes.add(new SchemaChange.RowLevelSecurity(table, verb.is("ENABLE")));
        }
      }
      case "WITH" -> {
        cursor.acceptAny("CHECK", "NOCHECK");
        if (cursor.accept("ADD")) {
          add();
        }
      }
      default -> {
        if (wasAdding && verb.isName() && cursor.peek().isName()) {
          cursor.back(cursor.position() - 1); // ADD a int, b int
          adding = true;
          elements();
        }
      }
    }
  }

  private void add() {
    cursor.accept("COLUMN");
    if (cursor.accept("IF")) {
      cursor.accept("NOT");
      cursor.accept("EXISTS");
    }
    if (cursor.at("PARTITION")) {
      return;
    }
    adding = true;
    elements();
  }

  private void elements() {
    ElementReader elements = new ElementReader(cursor);
    if (cursor.at("(")) {
      elements.list();
    } else {
      elements.element();
    }
    if (!elements.columns().isEmpty()) {
      altered.ifPresent(t -> changes.add(new SchemaChange.AlterTable(t)));
    }
    elements.columns().forEach(c -> changes.add(new SchemaChange.AddColumn(table, c)));
    elements.foreignKeys().forEach(k -> changes.add(new SchemaChange.AddForeignKey(table, k)));
    elements.keys().forEach(k -> changes.add(new SchemaChange.AddKey(table, k)));
  }

  private void drop() {
    boolean column = cursor.accept("COLUMN");
    if (cursor.accept("IF")) {
      cursor.accept("EXISTS");
    }
    if (cursor.at("(")) {
      Names.columns(cursor).forEach(c -> changes.add(new SchemaChange.DropColumn(table, c)));
      return;
    }
    if (cursor.peek().isName() && (column || !NO_COLUMN.contains(cursor.peek().word()))) {
      changes.add(new SchemaChange.DropColumn(table, Names.plain(cursor.next())));
    }
  }

  private void rename() {
    if (cursor.acceptAny("TO", "AS")) {
      Names.qualified(cursor)
          .ifPresent(to -> changes.add(new SchemaChange.RenameTable(table, to.name())));
      return;
    }
    if (cursor.at("CONSTRAINT") || cursor.at("INDEX") || cursor.at("KEY")) {
      return;
    }
    cursor.accept("COLUMN");
    renameColumn();
  }

  private void renameColumn() {
    if (cursor.peek().isName() && cursor.peek(1).is("TO") && cursor.peek(2).isName()) {
      String from = Names.plain(cursor.next());
      cursor.next();
      changes.add(new SchemaChange.RenameColumn(table, from, Names.plain(cursor.next())));
    }
  }

  /** {@code MODIFY [COLUMN] name type ...} says a column anew. */
  private void modify() {
    cursor.accept("COLUMN");
    elements();
    adding = false;
  }

  /** {@code CHANGE [COLUMN] old new type ...}. */
  private void change() {
    cursor.accept("COLUMN");
    if (!cursor.peek().isName() || !cursor.peek(1).isName()) {
      return;
    }
    String from = Names.plain(cursor.next());
    String to = Names.plain(cursor.peek());
    if (!from.equalsIgnoreCase(to)) {
      changes.add(new SchemaChange.RenameColumn(table, from, to));
    }
    elements();
  }

  /** {@code ALTER [COLUMN] name RENAME TO other}; types and defaults say nothing of tenants. */
  private void alterColumn() {
    cursor.accept("COLUMN");
    if (cursor.peek(1).is("RENAME") && cursor.peek(2).is("TO")) {
      String from = Names.plain(cursor.next());
      cursor.next();
      cursor.next();
      changes.add(new SchemaChange.RenameColumn(table, from, Names.plain(cursor.next())));
    }
  }

  private void skipAction() {
    while (!cursor.atEnd() && !cursor.at(",")) {
      if (cursor.at("(")) {
        Names.skipParenthesis(cursor);
      } else {
        cursor.next();
      }
    }
  }
}
