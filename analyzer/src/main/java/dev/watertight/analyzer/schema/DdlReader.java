package dev.watertight.analyzer.schema;

import dev.watertight.analyzer.sql.Cursor;
import dev.watertight.analyzer.sql.SqlToken;
import dev.watertight.core.tenant.detection.ColumnFact;
import dev.watertight.core.tenant.detection.TableFact;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the statements of a script that define tables, views and policies. */
final class DdlReader {
  private static final Set<String> MODIFIERS =
      Set.of(
          "OR",
          "REPLACE",
          "ALTER",
          "GLOBAL",
          "LOCAL",
          "UNLOGGED",
          "VIRTUAL",
          "FOREIGN",
          "EXTERNAL",
          "CACHED",
          "MEMORY",
          "COLUMN",
          "ROW",
          "RECURSIVE",
          "MATERIALIZED",
          "FORCE",
          "NOFORCE",
          "EDITIONABLE",
          "SHARDED",
          "DUPLICATED");

  private final Script script;
  private final Changes changes;
  private Cursor cursor = new Cursor(List.of());
  private SqlToken first = cursor.peek();

  DdlReader(Script script, Changes changes) {
    this.script = script;
    this.changes = changes;
  }

  void readAll() {
    for (List<SqlToken> statement : script.statements()) {
      read(statement);
    }
  }

  private void read(List<SqlToken> statement) {
    cursor = new Cursor(statement);
    first = cursor.peek();
    switch (first.word()) {
      case "CREATE" -> create(statement);
      case "ALTER" -> alter(statement);
      case "DROP" -> drop();
      case "RENAME" -> renameTables();
      case "EXEC", "EXECUTE" -> procedure(statement);
      case "DO" -> block(statement);
      default -> within(statement);
    }
  }

  /**
   * A definition behind a condition, as in {@code if not exists (...) create table}, or in a string
   * that {@code execute immediate} runs.
   */
  private void within(List<SqlToken> statement) {
    for (int i = 1; i < statement.size(); i++) {
      SqlToken token = statement.get(i);
      boolean last = i + 1 == statement.size();
      if ((token.is("CREATE") || token.is("ALTER")) && !last && statement.get(i + 1).is("TABLE")) {
        read(statement.subList(i, statement.size()));
        return;
      }
      if (token.is("IMMEDIATE") && !last) {
        SqlToken text = statement.get(i + 1);
        if (text.kind() == SqlToken.Kind.STRING) {
          new DdlReader(new Script(text.text(), script.lineOf(text)), changes).readAll();
        } else {
          changes.problem(
              script.lineOf(token), "a statement that is put together at run time was not read");
        }
      }
    }
  }

  private void unread(String what) {
    changes.problem(script.lineOf(first), what + " could not be read as the definition of a table");
  }

  private void create(List<SqlToken> statement) {
    cursor.next();
    boolean unique = false;
    boolean temporary = false;
    while (true) {
      if (cursor.acceptAny("TEMPORARY", "TEMP")) {
        temporary = true;
      } else if (cursor.accept("UNIQUE")) {
        unique = true;
      } else if (MODIFIERS.contains(cursor.peek().word())) {
        cursor.next();
      } else {
        break;
      }
    }
    SqlToken what = cursor.next();
    switch (what.word()) {
      case "TABLE" -> {
        if (!temporary) {
          createTable();
        }
      }
      case "VIEW" -> {
        ifExists();
        new ViewReader(script, changes, cursor).read(first);
      }
      case "POLICY" -> new PolicyReader(script, changes, cursor).create(first, statement);
      case "INDEX" -> {
        if (unique) {
          uniqueIndex();
        }
      }
      case "FUNCTION", "PROCEDURE" -> function(statement);
      default -> {
        // Sequences, types, triggers, roles: they say nothing of a table.
      }
    }
  }

  private void ifExists() {
    cursor.accept("CONCURRENTLY");
    if (cursor.accept("IF")) {
      cursor.accept("NOT");
      cursor.accept("EXISTS");
    }
  }

  private void createTable() {
    ifExists();
    Optional<Names.Qualified> name = Names.qualified(cursor);
    if (name.isEmpty()) {
      unread("CREATE TABLE without a name");
      return;
    }
    ElementReader elements = new ElementReader(cursor);
    Optional<String> parent = Optional.empty();
    if (cursor.at("PARTITION", "OF")) {
      cursor.next();
      cursor.next();
      parent = Names.qualified(cursor).map(Names.Qualified::name);
    } else if (cursor.accept("LIKE")) {
      Names.qualified(cursor).ifPresent(like -> elements.likes().add(like.name()));
    }
    boolean query = cursor.at("(") && (cursor.peek(1).is("SELECT") || cursor.peek(1).is("WITH"));
    if (cursor.at("(") && !query) {
      elements.list();
    }
    while (!cursor.atEnd()) {
      if (cursor.at("INHERITS", "(")) {
        cursor.next();
        cursor.next();
        parent = Names.qualified(cursor).map(Names.Qualified::name);
      } else if (cursor.at("SELECT") || cursor.at("WITH", "RECURSIVE") || query) {
        selected(elements);
        break;
      } else if (cursor.at("AS") && cursor.peek(1).is("WITH")) {
        cursor.next();
        selected(elements);
        break;
      } else if (cursor.at("AS", "TABLE")) {
        cursor.next();
        cursor.next();
        Names.qualified(cursor).ifPresent(like -> elements.likes().add(like.name()));
      } else {
        cursor.next();
      }
    }
    TableFact table =
        new TableFact(
            name.get().schema(),
            name.get().name(),
            elements.columns(),
            elements.foreignKeys(),
            elements.keys(),
            parent,
            changes.source,
            script.lineOf(first),
            changes.origin,
            Optional.empty());
    changes.add(new SchemaChange.CreateTable(table, List.copyOf(elements.likes())));
    if (!elements.understood()) {
      unread("a part of CREATE TABLE " + name.get().name());
    }
  }

  private void selected(ElementReader elements) {
    SelectList list = SelectList.read(script, cursor);
    for (String column : list.columns()) {
      elements.columns().add(new ColumnFact(column, "", true));
    }
    if (list.all()) {
      elements.likes().addAll(list.reads());
    }
  }

  private void uniqueIndex() {
    ifExists();
    if (!cursor.at("ON")) {
      Names.qualified(cursor);
    }
    if (!cursor.accept("ON")) {
      return;
    }
    cursor.accept("ONLY");
    Optional<Names.Qualified> table = Names.qualified(cursor);
    if (cursor.accept("USING")) {
      cursor.next();
    }
    List<String> columns = Names.columns(cursor);
    if (table.isPresent() && !columns.isEmpty()) {
      changes.add(new SchemaChange.AddKey(table.get().name(), columns));
    }
  }

  /** A function that policies can call: which setting it reads. */
  private void function(List<SqlToken> statement) {
    Optional<Names.Qualified> name = Names.qualified(cursor);
    if (name.isEmpty()) {
      return;
    }
    Optional<String> setting = PolicyReader.setting(statement);
    setting.ifPresent(s -> changes.add(new SchemaChange.SettingFunction(name.get().name(), s)));
  }

  private void alter(List<SqlToken> statement) {
    cursor.next();
    if (cursor.accept("POLICY")) {
      new PolicyReader(script, changes, cursor).create(first, statement);
    } else if (cursor.accept("TABLE") || (cursor.accept("FOREIGN") && cursor.accept("TABLE"))) {
      new AlterTableReader(script, changes, cursor).read(first);
    } else if (cursor.acceptAny("VIEW", "MATERIALIZED")) {
      cursor.accept("VIEW");
      ifExists();
      Optional<Names.Qualified> view = Names.qualified(cursor);
      if (view.isPresent() && cursor.at("RENAME", "TO")) {
        cursor.next();
        cursor.next();
        Names.qualified(cursor)
            .ifPresent(
                to -> changes.add(new SchemaChange.RenameTable(view.get().name(), to.name())));
      }
    }
  }

  private void drop() {
    cursor.next();
    boolean policy = cursor.accept("POLICY");
    if (!policy
        && !cursor.accept("TABLE")
        && !cursor.accept("VIEW")
        && !(cursor.acceptAny("MATERIALIZED", "FOREIGN") && cursor.acceptAny("VIEW", "TABLE"))) {
      return;
    }
    ifExists();
    do {
      Optional<Names.Qualified> name = Names.qualified(cursor);
      if (name.isEmpty()) {
        return;
      }
      if (policy) {
        if (cursor.accept("ON")) {
          Names.qualified(cursor)
              .ifPresent(
                  t -> changes.add(new SchemaChange.DropPolicy(t.name(), name.get().name())));
        }
        return;
      }
      changes.add(new SchemaChange.Drop(name.get().name()));
    } while (cursor.accept(","));
  }

  /** MySQL's {@code RENAME TABLE a TO b, c TO d}. */
  private void renameTables() {
    cursor.next();
    if (!cursor.acceptAny("TABLE", "TABLES")) {
      return;
    }
    do {
      Optional<Names.Qualified> from = Names.qualified(cursor);
      if (from.isEmpty() || !cursor.accept("TO")) {
        unread("RENAME TABLE");
        return;
      }
      Names.qualified(cursor)
          .ifPresent(to -> changes.add(new SchemaChange.RenameTable(from.get().name(), to.name())));
    } while (cursor.accept(","));
  }

  /** SQL Server's {@code sp_rename}. */
  private void procedure(List<SqlToken> statement) {
    cursor.next();
    while (cursor.peek(1).is(".")) {
      cursor.next();
      cursor.next();
    }
    if (!cursor.accept("SP_RENAME") || statement.size() < 4) {
      within(statement);
      return;
    }
    String from = cursor.next().text();
    cursor.accept(",");
    String to = cursor.next().text();
    String[] parts = from.replace("[", "").replace("]", "").split("\\.", -1);
    boolean column =
        cursor.accept(",") && cursor.peek().text().equalsIgnoreCase("column") && parts.length > 1;
    if (column) {
      changes.add(
          new SchemaChange.RenameColumn(parts[parts.length - 2], parts[parts.length - 1], to));
    } else {
      changes.add(new SchemaChange.RenameTable(parts[parts.length - 1], to));
    }
  }

  /** Reads the statements in the body of a DO block, as if each of its branches was taken. */
  private void block(List<SqlToken> statement) {
    for (SqlToken token : statement) {
      if (token.kind() == SqlToken.Kind.STRING) {
        new BlockReader(changes, token.text(), script.lineOf(token)).read();
      }
    }
  }
}
