package dev.watertight.analyzer.scope;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.delete.ParenthesedDelete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.insert.ParenthesedInsert;
import net.sf.jsqlparser.statement.merge.Merge;
import net.sf.jsqlparser.statement.merge.MergeDelete;
import net.sf.jsqlparser.statement.merge.MergeInsert;
import net.sf.jsqlparser.statement.merge.MergeOperation;
import net.sf.jsqlparser.statement.merge.MergeUpdate;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.truncate.Truncate;
import net.sf.jsqlparser.statement.update.ParenthesedUpdate;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.statement.update.UpdateSet;
import org.jspecify.annotations.Nullable;

/** Reads statements that change rows: what they touch, and which tenant columns they assign. */
final class Changes {
  /** The tenant column is assigned. */
  record Assigned(String table, String column) {}

  private final Queries queries;
  private final Conditions conditions;
  private final Inserts inserts;
  private final List<Assigned> assigned = new ArrayList<>();

  Changes(Queries queries, Conditions conditions) {
    this.queries = queries;
    this.conditions = conditions;
    this.inserts = new Inserts(queries, conditions, this);
  }

  List<Inserts.Stamp> stamps() {
    return inserts.stamps();
  }

  List<Assigned> assigned() {
    return assigned;
  }

  /** Reads any statement. */
  Queries.Read read(@Nullable Statement statement, Frame frame) {
    if (statement instanceof Select select) {
      return queries.read(select, frame);
    }
    Block block = new Block();
    Exposure exposure = Exposure.NOTHING;
    if (statement instanceof ParenthesedInsert outer) {
      return read(outer.getInsert(), frame);
    } else if (statement instanceof ParenthesedUpdate outer) {
      return read(outer.getUpdate(), frame);
    } else if (statement instanceof ParenthesedDelete outer) {
      return read(outer.getDelete(), frame);
    } else if (statement instanceof Insert insert) {
      exposure = inserts.read(insert, frame, block);
    } else if (statement instanceof Update update) {
      exposure = update(update, frame, block);
    } else if (statement instanceof Delete delete) {
      exposure = delete(delete, frame, block);
    } else if (statement instanceof Merge merge) {
      exposure = merge(merge, frame, block);
    } else if (statement instanceof Truncate truncate) {
      List<Table> tables =
          truncate.getTables() == null ? List.of(truncate.getTable()) : truncate.getTables();
      tables.forEach(t -> queries.sources().from(t, frame, block));
    } else {
      queries.problem("a statement of another form");
    }
    return new Queries.Read(block, exposure);
  }

  private Exposure update(Update update, Frame frame, Block block) {
    List<Runnable> unused = queries.named().read(update.getWithItemsList(), frame, block);
    Optional<KnownRelation> known = queries.sources().known(update.getTable());
    queries.sources().from(update.getTable(), frame, block);
    Optional<Relation> target = frame.relations().stream().findFirst();
    queries.sources().joins(update.getStartJoins(), frame, block);
    queries.sources().from(update.getFromItem(), frame, block);
    queries.sources().joins(update.getJoins(), frame, block);
    block.holds(conditions.read(update.getWhere(), frame, block));
    sets(update.getUpdateSets(), known, target, false, frame, block);
    unused.forEach(Runnable::run);
    return queries.returned(update.getReturningClause(), frame, block);
  }

  /**
   * What an update assigns.
   *
   * @param within whether the row's tenant is known to be that of the row that was to be stored
   */
  void sets(
      List<UpdateSet> sets,
      Optional<KnownRelation> known,
      Optional<Relation> target,
      boolean within,
      Frame frame,
      Block block) {
    for (UpdateSet set : sets) {
      ExpressionList<?> values = set.getValues();
      values.forEach(v -> conditions.look((Expression) v, frame, block));
      for (int i = 0; i < set.getColumns().size(); i++) {
        String column = Sides.name(set.getColumns().get(i));
        if (known.filter(k -> k.scoped() && k.isTenant(column)).isPresent()
            && !(i < values.size()
                && staysSame(values.get(i), column, target, within, frame, block))) {
          assigned.add(new Assigned(known.get().table(), column));
        }
      }
    }
  }

  private boolean staysSame(
      Expression value,
      String column,
      Optional<Relation> target,
      boolean within,
      Frame frame,
      Block block) {
    Optional<Node> own = target.flatMap(t -> t.tenant(column));
    Side side = conditions.sides().of(value, frame, block);
    if (side instanceof Side.Tenant tenant) {
      boolean excluded =
          within
              && frame
                  .relation("excluded")
                  .flatMap(r -> r.tenant(column))
                  .filter(tenant.node()::equals)
                  .isPresent();
      return excluded || own.filter(tenant.node()::equals).isPresent();
    }
    return side instanceof Side.Bound bound
        && bound.name().isPresent()
        && own.filter(n -> n.isBoundTo(bound.name().get())).isPresent();
  }

  private Exposure delete(Delete delete, Frame frame, Block block) {
    List<Runnable> unused = queries.named().read(delete.getWithItemsList(), frame, block);
    queries.sources().from(delete.getTable(), frame, block);
    List<FromItem> using = delete.getUsingFromItemList();
    if (using != null) {
      using.forEach(item -> queries.sources().from(item, frame, block));
    }
    queries.sources().joins(delete.getJoins(), frame, block);
    block.holds(conditions.read(delete.getWhere(), frame, block));
    unused.forEach(Runnable::run);
    return queries.returned(delete.getReturningClause(), frame, block);
  }

  private Exposure merge(Merge merge, Frame frame, Block block) {
    List<Runnable> unused = queries.named().read(merge.getWithItemsList(), frame, block);
    Optional<KnownRelation> known = queries.sources().known(merge.getTable());
    queries.sources().from(merge.getTable(), frame, block);
    Optional<Relation> target = frame.relations().stream().findFirst();
    queries.sources().from(merge.getFromItem(), frame, block);
    Condition on = conditions.read(merge.getOnCondition(), frame, block);
    block.outer(on, target.map(Relation::nodes).orElse(new HashSet<>()));
    for (MergeOperation operation : merge.getOperations()) {
      if (operation instanceof MergeUpdate update) {
        conditions.read(update.getAndPredicate(), frame, block);
        sets(update.getUpdateSets(), known, target, false, frame, block);
      } else if (operation instanceof MergeInsert insert) {
        inserts.merged(insert, known, frame, block);
      } else if (operation instanceof MergeDelete delete) {
        conditions.read(delete.getAndPredicate(), frame, block);
      } else {
        queries.problem("a MERGE of another form");
      }
    }
    unused.forEach(Runnable::run);
    return queries.returned(merge.getReturningClause(), frame, block);
  }
}
