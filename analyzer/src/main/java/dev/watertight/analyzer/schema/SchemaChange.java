package dev.watertight.analyzer.schema;

import dev.watertight.core.tenant.detection.ColumnFact;
import dev.watertight.core.tenant.detection.ForeignKeyFact;
import dev.watertight.core.tenant.detection.PolicyFact;
import dev.watertight.core.tenant.detection.TableFact;
import dev.watertight.core.tenant.detection.ViewFact;
import java.util.List;
import java.util.Optional;

/** One step of a migration, as far as it matters for tenants. */
public sealed interface SchemaChange {
  /**
   * Makes a table.
   *
   * @param likes tables whose columns it takes over
   */
  record CreateTable(TableFact table, List<String> likes) implements SchemaChange {}

  /**
   * A table is altered, so it is there, also where no script makes it.
   *
   * @param table its name, and where it is altered
   */
  record AlterTable(TableFact table) implements SchemaChange {}

  /** Adds a column, or says more of one. */
  record AddColumn(String table, ColumnFact column) implements SchemaChange {}

  /** Adds a foreign key. */
  record AddForeignKey(String table, ForeignKeyFact key) implements SchemaChange {}

  /** Adds a primary key, a unique constraint or a unique index. */
  record AddKey(String table, List<String> columns) implements SchemaChange {}

  /** Gives a table or a view another name. */
  record RenameTable(String table, String to) implements SchemaChange {}

  /** Gives a column another name. */
  record RenameColumn(String table, String column, String to) implements SchemaChange {}

  /** Takes a column away. */
  record DropColumn(String table, String column) implements SchemaChange {}

  /** Takes a table or a view away. */
  record Drop(String name) implements SchemaChange {}

  /** Moves a table to another schema. */
  record SetSchema(String table, String schema) implements SchemaChange {}

  /** Makes a table a partition or a child of another, or, without one, a table by itself. */
  record SetParent(String table, Optional<String> parent) implements SchemaChange {}

  /** Switches row-level security on or off. */
  record RowLevelSecurity(String table, boolean enabled) implements SchemaChange {}

  /** Makes a view. */
  record CreateView(ViewFact view) implements SchemaChange {}

  /** Makes a policy. */
  record CreatePolicy(PolicyFact policy) implements SchemaChange {}

  /** Takes a policy away. */
  record DropPolicy(String table, String policy) implements SchemaChange {}

  /** Makes a function that reads a setting. */
  record SettingFunction(String function, String setting) implements SchemaChange {}
}
