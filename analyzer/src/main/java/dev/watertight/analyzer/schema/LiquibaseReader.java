package dev.watertight.analyzer.schema;

import dev.watertight.core.tenant.detection.ColumnFact;
import dev.watertight.core.tenant.detection.ForeignKeyFact;
import dev.watertight.core.tenant.detection.TableFact;
import dev.watertight.core.tenant.detection.TableFact.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads changelogs of Liquibase. Rollbacks and preconditions in them are passed over. */
final class LiquibaseReader {
  private final Changes changes;

  private LiquibaseReader(Changes changes) {
    this.changes = changes;
  }

  static SchemaFacts xml(String path, String text) {
    if (!text.contains("databaseChangeLog")) {
      return SchemaFacts.EMPTY;
    }
    return read(path, () -> ChangelogNode.xml(text));
  }

  static SchemaFacts yaml(String path, String text) {
    if (!text.contains("databaseChangeLog")) {
      return SchemaFacts.EMPTY;
    }
    return read(path, () -> ChangelogNode.yaml(text));
  }

  private interface Source {
    ChangelogNode root() throws ChangelogException;
  }

  private static SchemaFacts read(String path, Source source) {
    Changes changes = new Changes(path, Origin.LIQUIBASE);
    try {
      new LiquibaseReader(changes).descend(source.root());
    } catch (ChangelogException e) {
      changes.problems.add(
          NotRead.file(path, e.line(), "the changelog cannot be read: " + e.getMessage()));
    }
    return SchemaFacts.of(changes.changes, changes.problems);
  }

  private void descend(ChangelogNode node) {
    for (ChangelogNode child : node.children()) {
      String name = child.name().toLowerCase(Locale.ROOT);
      if (!name.equals("rollback") && !name.equals("preconditions")) {
        change(name, child);
      }
    }
  }

  private void change(String name, ChangelogNode node) {
    switch (name) {
      case "createtable" -> createTable(node);
      case "addcolumn" -> addColumns(node);
      case "dropcolumn" -> dropColumns(node);
      case "renametable" ->
          node.both("oldTableName", "newTableName", (a, b) -> new SchemaChange.RenameTable(a, b))
              .ifPresent(changes::add);
      case "renameview" ->
          node.both("oldViewName", "newViewName", (a, b) -> new SchemaChange.RenameTable(a, b))
              .ifPresent(changes::add);
      case "renamecolumn" -> renameColumn(node);
      case "droptable" ->
          node.value("tableName").map(SchemaChange.Drop::new).ifPresent(changes::add);
      case "dropview" -> node.value("viewName").map(SchemaChange.Drop::new).ifPresent(changes::add);
      case "addforeignkeyconstraint" -> addForeignKey(node);
      case "addprimarykey", "adduniqueconstraint" ->
          node.both("tableName", "columnNames", (t, c) -> new SchemaChange.AddKey(t, list(c)))
              .ifPresent(changes::add);
      case "createindex" -> createIndex(node);
      case "createview" -> createView(node);
      case "sql" -> sql(node.value("sql").orElse(node.text()), node.line());
      default -> descend(node);
    }
  }

  private void createTable(ChangelogNode node) {
    Optional<String> name = node.value("tableName");
    if (name.isEmpty()) {
      changes.problem(node.line(), "createTable without tableName");
      return;
    }
    List<ColumnFact> columns = new ArrayList<>();
    List<ForeignKeyFact> foreignKeys = new ArrayList<>();
    List<List<String>> keys = new ArrayList<>();
    List<String> primary = new ArrayList<>();
    for (ChangelogNode column : node.all("column")) {
      column(column, columns, foreignKeys, keys, primary);
    }
    if (!primary.isEmpty()) {
      keys.add(primary);
    }
    changes.add(
        new SchemaChange.CreateTable(
            new TableFact(
                node.value("schemaName"),
                name.get(),
                columns,
                foreignKeys,
                keys,
                Optional.empty(),
                changes.source,
                node.line(),
                changes.origin,
                Optional.empty()),
            List.of()));
  }

  private void column(
      ChangelogNode column,
      List<ColumnFact> columns,
      List<ForeignKeyFact> foreignKeys,
      List<List<String>> keys,
      List<String> primary) {
    Optional<String> name = column.value("name");
    if (name.isEmpty()) {
      changes.problem(column.line(), "a column without name");
      return;
    }
    boolean nullable = true;
    for (ChangelogNode constraints : column.all("constraints")) {
      nullable &= !constraints.is("nullable", "false");
      if (constraints.is("primaryKey", "true")) {
        nullable = false;
        primary.add(name.get());
      }
      if (constraints.is("unique", "true")) {
        keys.add(List.of(name.get()));
      }
      reference(constraints).ifPresent(r -> foreignKeys.add(foreignKey(name.get(), r)));
    }
    columns.add(new ColumnFact(name.get(), column.value("type").orElse(""), nullable));
  }

  private static Optional<String> reference(ChangelogNode constraints) {
    return constraints
        .value("references")
        .or(
            () ->
                constraints
                    .value("referencedTableName")
                    .map(
                        t ->
                            t + "(" + constraints.value("referencedColumnNames").orElse("") + ")"));
  }

  /** {@code schema.table(column)}. */
  private static ForeignKeyFact foreignKey(String column, String reference) {
    int open = reference.indexOf('(');
    String table = (open < 0 ? reference : reference.substring(0, open)).strip();
    String target = open < 0 ? "" : reference.substring(open + 1).replace(")", "");
    return new ForeignKeyFact(
        List.of(column), table.substring(table.lastIndexOf('.') + 1), list(target));
  }

  private void addColumns(ChangelogNode node) {
    Optional<String> table = node.value("tableName");
    if (table.isEmpty()) {
      return;
    }
    List<ColumnFact> columns = new ArrayList<>();
    List<ForeignKeyFact> foreignKeys = new ArrayList<>();
    List<List<String>> keys = new ArrayList<>();
    List<String> primary = new ArrayList<>();
    for (ChangelogNode column : node.all("column")) {
      column(column, columns, foreignKeys, keys, primary);
    }
    if (!columns.isEmpty()) {
      changes.add(
          new SchemaChange.AlterTable(
              changes.altered(node.value("schemaName"), table.get(), node.line())));
    }
    columns.forEach(c -> changes.add(new SchemaChange.AddColumn(table.get(), c)));
    foreignKeys.forEach(k -> changes.add(new SchemaChange.AddForeignKey(table.get(), k)));
    keys.forEach(k -> changes.add(new SchemaChange.AddKey(table.get(), k)));
  }

  private void dropColumns(ChangelogNode node) {
    Optional<String> table = node.value("tableName");
    if (table.isEmpty()) {
      return;
    }
    node.value("columnName")
        .ifPresent(c -> changes.add(new SchemaChange.DropColumn(table.get(), c)));
    for (ChangelogNode column : node.all("column")) {
      column.value("name").ifPresent(c -> changes.add(new SchemaChange.DropColumn(table.get(), c)));
    }
  }

  private void renameColumn(ChangelogNode node) {
    Optional<String> table = node.value("tableName");
    table
        .flatMap(
            t ->
                node.both(
                    "oldColumnName",
                    "newColumnName",
                    (a, b) -> new SchemaChange.RenameColumn(t, a, b)))
        .ifPresent(changes::add);
  }

  private void addForeignKey(ChangelogNode node) {
    Optional<String> base = node.value("baseTableName");
    Optional<String> target = node.value("referencedTableName");
    if (base.isEmpty() || target.isEmpty()) {
      changes.problem(node.line(), "addForeignKeyConstraint without its tables");
      return;
    }
    changes.add(
        new SchemaChange.AddForeignKey(
            base.get(),
            new ForeignKeyFact(
                list(node.value("baseColumnNames").orElse("")),
                target.get(),
                list(node.value("referencedColumnNames").orElse("")))));
  }

  private void createIndex(ChangelogNode node) {
    if (node.is("unique", "true")) {
      List<String> columns =
          node.all("column").stream().flatMap(c -> c.value("name").stream()).toList();
      node.value("tableName")
          .filter(t -> !columns.isEmpty())
          .ifPresent(t -> changes.add(new SchemaChange.AddKey(t, columns)));
    }
  }

  private void createView(ChangelogNode node) {
    String query = node.value("selectQuery").orElse(node.text());
    Optional<String> name = node.value("viewName");
    if (name.isPresent() && !query.isBlank()) {
      boolean whole = query.strip().toLowerCase(Locale.ROOT).startsWith("create");
      sql(whole ? query : "create view " + name.get() + " as " + query, node.line());
    }
  }

  private void sql(String text, int line) {
    new DdlReader(new Script(text, line), changes).readAll();
  }

  private static List<String> list(String names) {
    List<String> list = new ArrayList<>();
    for (String name : names.split(",", -1)) {
      if (!name.isBlank()) {
        list.add(name.strip());
      }
    }
    return list;
  }
}
