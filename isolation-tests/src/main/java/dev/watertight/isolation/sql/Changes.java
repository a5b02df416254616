package dev.watertight.isolation.sql;

import dev.watertight.isolation.sql.Scope.Occurrence;
import dev.watertight.isolation.sql.Scope.Relation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.delete.ParenthesedDelete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.insert.InsertConflictAction;
import net.sf.jsqlparser.statement.insert.InsertConflictTarget;
import net.sf.jsqlparser.statement.insert.ParenthesedInsert;
import net.sf.jsqlparser.statement.merge.Merge;
import net.sf.jsqlparser.statement.merge.MergeDelete;
import net.sf.jsqlparser.statement.merge.MergeInsert;
import net.sf.jsqlparser.statement.merge.MergeOperation;
import net.sf.jsqlparser.statement.merge.MergeUpdate;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.update.ParenthesedUpdate;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.statement.update.UpdateSet;
import org.jspecify.annotations.Nullable;

/** Goes through statements that change rows. */
final class Changes {
  private final Findings findings;
  private final Queries queries;
  private final Conditions conditions;
  private final Stamps stamps;

  Changes(Findings findings, Queries queries, Conditions conditions) {
    this.findings = findings;
    this.queries = queries;
    this.conditions = conditions;
    this.stamps = new Stamps(findings);
  }

  /** Reads any statement; what it returns. */
  Exposure read(@Nullable Statement statement, Scope scope) {
    if (statement instanceof Select select) {
      return queries.read(select, scope);
    }
    findings.writes = true;
    if (statement instanceof Insert insert) {
      return insert(inner(insert), scope);
    }
    if (statement instanceof Update update) {
      return update(inner(update), scope);
    }
    if (statement instanceof Delete delete) {
      return delete(inner(delete), scope);
    }
    if (statement instanceof Merge merge) {
      return merge(merge, scope);
    }
    findings.problem(
        "a statement of the form "
            + (statement == null ? "unknown" : statement.getClass().getSimpleName()));
    return new Exposure(List.of(), false, false);
  }

  private static Insert inner(Insert insert) {
    return insert instanceof ParenthesedInsert outer ? outer.getInsert() : insert;
  }

  private static Update inner(Update update) {
    return update instanceof ParenthesedUpdate outer ? outer.getUpdate() : update;
  }

  private static Delete inner(Delete delete) {
    return delete instanceof ParenthesedDelete outer ? outer.getDelete() : delete;
  }

  private Exposure insert(Insert insert, Scope scope) {
    queries.with(insert.getWithItemsList(), scope);
    Table table = insert.getTable();
    Optional<Occurrence> target = queries.target(table);
    Select source = insert.getSelect();
    if (source != null) {
      queries.read(source, scope.inner());
    }
    int before = findings.stamps.size();
    target.ifPresent(t -> stamps.insert(insert, t.table()));
    Scope own = scope.inner();
    own.add(relation(target, table));
    conflict(insert, target, own);
    Optional<Occurrence> stored = target.map(t -> new Occurrence(t.table(), t.alias()));
    if (findings.stamps.size() > before) {
      stored.ifPresent(Occurrence::constrain);
    }
    Scope after = scope.inner();
    after.add(relation(stored, table));
    return queries.returned(insert.getReturningClause(), after);
  }

  private void conflict(Insert insert, Optional<Occurrence> target, Scope scope) {
    InsertConflictAction action = insert.getConflictAction();
    InsertConflictTarget on = insert.getConflictTarget();
    if (on != null) {
      conditions.read(on.getIndexExpression(), scope);
      conditions.read(on.getWhereExpression(), scope);
    }
    if (action == null || action.getUpdateSets() == null) {
      return;
    }
    if (target.isPresent()) {
      findings.occurrences.add(target.get());
      if (on != null && namesTenant(on, target.get())) {
        target.get().constrain();
      }
    }
    scope.add(new Relation("excluded", Map.of(), Set.of(), true));
    sets(action.getUpdateSets(), target, scope);
    conditions.read(action.getWhereExpression(), scope);
  }

  private static boolean namesTenant(InsertConflictTarget on, Occurrence target) {
    return on.getIndexColumnNames() != null
        && on.getIndexColumnNames().stream()
            .anyMatch(
                name ->
                    Lexer.tokens(name).stream().anyMatch(t -> isTenant(target.table(), t.text())));
  }

  static boolean isTenant(SqlSchema.Table table, String column) {
    return table.tenantColumns().stream().anyMatch(column::equalsIgnoreCase);
  }

  private Exposure update(Update update, Scope scope) {
    queries.with(update.getWithItemsList(), scope);
    Optional<Occurrence> target = queries.target(update.getTable());
    target.ifPresent(findings.occurrences::add);
    scope.add(relation(target, update.getTable()));
    queries.joins(update.getStartJoins(), scope);
    queries.from(update.getFromItem(), scope);
    queries.joins(update.getJoins(), scope);
    sets(update.getUpdateSets(), target, scope);
    conditions.read(update.getWhere(), scope);
    return queries.returned(update.getReturningClause(), scope);
  }

  private void sets(List<UpdateSet> sets, Optional<Occurrence> target, Scope scope) {
    for (UpdateSet set : sets) {
      set.getColumns().forEach(findings::seen);
      conditions.read(set.getValues(), scope);
      target.ifPresent(t -> stamps.update(set, t.table()));
    }
  }

  private Exposure delete(Delete delete, Scope scope) {
    queries.with(delete.getWithItemsList(), scope);
    Optional<Occurrence> target = queries.target(delete.getTable());
    target.ifPresent(findings.occurrences::add);
    scope.add(relation(target, delete.getTable()));
    List<FromItem> using = delete.getUsingFromItemList();
    if (using != null) {
      using.forEach(item -> queries.from(item, scope));
    }
    queries.joins(delete.getJoins(), scope);
    conditions.read(delete.getWhere(), scope);
    return queries.returned(delete.getReturningClause(), scope);
  }

  private Exposure merge(Merge merge, Scope scope) {
    queries.with(merge.getWithItemsList(), scope);
    Optional<Occurrence> target = queries.target(merge.getTable());
    target.ifPresent(findings.occurrences::add);
    scope.add(relation(target, merge.getTable()));
    queries.from(merge.getFromItem(), scope);
    conditions.read(merge.getOnCondition(), scope);
    for (MergeOperation operation : merge.getOperations()) {
      if (operation instanceof MergeUpdate update) {
        conditions.read(update.getAndPredicate(), scope);
        sets(update.getUpdateSets(), target, scope);
      } else if (operation instanceof MergeInsert insert) {
        conditions.read(insert.getAndPredicate(), scope);
        conditions.read(insert.getValues(), scope);
        target.ifPresent(t -> stamps.merge(insert, t.table()));
      } else if (operation instanceof MergeDelete delete) {
        conditions.read(delete.getAndPredicate(), scope);
      } else {
        findings.problem("a MERGE with " + operation.getClass().getSimpleName());
      }
    }
    return queries.returned(merge.getReturningClause(), scope);
  }

  private static Relation relation(Optional<Occurrence> target, Table table) {
    return target
        .map(Relation::of)
        .orElseGet(
            () ->
                Relation.other(
                    table.getAlias() == null
                        ? table.getUnquotedName()
                        : table.getAlias().getUnquotedName()));
  }

  /** The place of a tenant column in a list of columns, or -1. */
  static int index(List<Column> columns, String tenant) {
    for (int i = 0; i < columns.size(); i++) {
      if (Columns.name(columns.get(i)).equalsIgnoreCase(tenant)) {
        return i;
      }
    }
    return -1;
  }
}
