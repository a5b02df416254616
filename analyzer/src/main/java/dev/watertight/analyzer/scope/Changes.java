package dev.watertight.analyzer.scope;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.delete.ParenthesedDelete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.insert.InsertConflictTarget;
import net.sf.jsqlparser.statement.insert.ParenthesedInsert;
import net.sf.jsqlparser.statement.merge.Merge;
import net.sf.jsqlparser.statement.merge.MergeDelete;
import net.sf.jsqlparser.statement.merge.MergeInsert;
import net.sf.jsqlparser.statement.merge.MergeOperation;
import net.sf.jsqlparser.statement.merge.MergeUpdate;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.truncate.Truncate;
import net.sf.jsqlparser.statement.update.ParenthesedUpdate;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.statement.update.UpdateSet;
import org.jspecify.annotations.Nullable;

/** Reads statements that change rows. */
final class Changes {
  /** A row that is stored: its tenant columns have to be the scope's. */
  record Stamp(String table, Block block, List<Node> tenant, Optional<String> missing) {}

  /** The tenant column is assigned. */
  record Assigned(String table, String column) {}

  private final Queries queries;
  private final Conditions conditions;
  private final List<Stamp> stamps = new ArrayList<>();
  private final List<Assigned> assigned = new ArrayList<>();

  Changes(Queries queries, Conditions conditions) {
    this.queries = queries;
    this.conditions = conditions;
  }

  List<Stamp> stamps() {
    return stamps;
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
      exposure = insert(insert, frame, block);
    } else if (statement instanceof Update update) {
      exposure = update(update, frame, block);
    } else if (statement instanceof Delete delete) {
      exposure = delete(delete, frame, block);
    } else if (statement instanceof Merge merge) {
      exposure = merge(merge, frame, block);
    } else if (statement instanceof Truncate truncate) {
      List<Table> tables =
          truncate.getTables() == null ? List.of(truncate.getTable()) : truncate.getTables();
      tables.forEach(t -> queries.from(t, frame, block));
    } else {
      queries.problem("a statement of another form");
    }
    return new Queries.Read(block, exposure);
  }

  private Exposure insert(Insert insert, Frame frame, Block block) {
    List<Runnable> unused = queries.with(insert.getWithItemsList(), frame, block);
    Table table = insert.getTable();
    String alias = alias(table);
    Optional<KnownRelation> known = queries.known(table);
    Relation stored =
        known
            .map(k -> Queries.relation(k, alias, block, false))
            .orElseGet(() -> Relation.other(alias));
    stored(insert, known, stored, frame, block);
    conflict(insert, known, stored, frame, block);
    unused.forEach(Runnable::run);
    Frame after = frame.inner();
    after.add(stored);
    return queries.returned(insert.getReturningClause(), after, block);
  }

  private static String alias(Table table) {
    return table.getAlias() == null
        ? table.getUnquotedName()
        : Queries.unquoted(table.getAlias().getName());
  }

  /** What the row's tenant columns are set to. */
  private void stored(
      Insert insert, Optional<KnownRelation> known, Relation stored, Frame frame, Block block) {
    Select source = insert.getSelect();
    List<UpdateSet> sets = insert.getSetUpdateSets();
    Optional<Queries.Read> read = Optional.empty();
    if (source != null && !(source instanceof Values)) {
      read = Optional.of(queries.read(source, frame.inner()));
      block.from(read.get().block());
    } else if (source instanceof Values values) {
      values.getExpressions().forEach(e -> conditions.look(e, frame, block));
    }
    if (known.isEmpty() || !known.get().scoped() || known.get().tenant().isEmpty()) {
      return;
    }
    List<Node> nodes = new ArrayList<>();
    Optional<String> missing = Optional.empty();
    for (Set<String> names : known.get().tenant()) {
      Node node = stored.columns().getOrDefault(names.iterator().next(), new Node());
      nodes.add(node);
      Optional<String> why =
          sets != null
              ? assigned(sets, names, node, frame, block)
              : source instanceof Values values
                  ? valued(insert, values, names, node, frame, block)
                  : selected(insert, read, names, node, block);
      missing = missing.or(() -> why);
    }
    stamps.add(new Stamp(known.get().table(), block, nodes, missing));
  }

  private static int index(@Nullable List<Column> columns, Set<String> names) {
    for (int i = 0; columns != null && i < columns.size(); i++) {
      if (names.contains(Relation.key(Sides.name(columns.get(i))))) {
        return i;
      }
    }
    return -1;
  }

  private Optional<String> assigned(
      List<UpdateSet> sets, Set<String> names, Node node, Frame frame, Block block) {
    for (UpdateSet set : sets) {
      int index = index(set.getColumns(), names);
      if (index >= 0 && index < set.getValues().size()) {
        return store(set.getValues().get(index), node, frame, block);
      }
    }
    return Optional.of("it does not set `" + first(names) + "`");
  }

  private static String first(Set<String> names) {
    return names.stream().sorted().findFirst().orElse("the tenant column");
  }

  private Optional<String> valued(
      Insert insert, Values values, Set<String> names, Node node, Frame frame, Block block) {
    if (insert.getColumns() == null || insert.getColumns().isEmpty()) {
      return Optional.of("it names no columns, so that none is seen to be the tenant's");
    }
    int index = index(insert.getColumns(), names);
    if (index < 0) {
      return Optional.of("it does not set `" + first(names) + "`");
    }
    List<Expression> rows = new ArrayList<>(values.getExpressions());
    boolean several =
        !rows.isEmpty() && rows.stream().allMatch(r -> r instanceof ExpressionList<?>);
    Optional<String> missing = Optional.empty();
    if (!several) {
      return index < rows.size()
          ? store(rows.get(index), node, frame, block)
          : unknownValues(rows, node, block);
    }
    for (Expression row : rows) {
      ExpressionList<?> each = (ExpressionList<?>) row;
      Optional<String> why =
          index < each.size()
              ? store(each.get(index), node, frame, block)
              : unknownValues(List.copyOf(each), node, block);
      missing = missing.or(() -> why);
    }
    return missing;
  }

  /** Values that are put in as one text, as MyBatis's loop does: they may hold the tenant. */
  private static Optional<String> unknownValues(
      List<? extends Expression> values, Node node, Block block) {
    boolean open = values.stream().anyMatch(v -> v instanceof Column c && Mentions.isHole(c));
    if (open) {
      block.isOpen();
    } else {
      block.rule(Facts.rule(Set.of(), node));
    }
    return open ? Optional.of("its values are not known") : Optional.empty();
  }

  private Optional<String> store(Expression value, Node node, Frame frame, Block block) {
    Side side = conditions.sides().of(value, frame, block);
    if (side instanceof Side.Bound) {
      block.rule(Facts.rule(Set.of(), node));
      return Optional.empty();
    }
    if (side instanceof Side.Tenant tenant) {
      block.holds(tenant.where());
      block.rule(Facts.rule(Set.of(tenant.node()), node));
      return Optional.empty();
    }
    return Optional.of(
        side instanceof Side.Constant
            ? "its tenant is a constant"
            : "its tenant is not the scope's");
  }

  private Optional<String> selected(
      Insert insert, Optional<Queries.Read> read, Set<String> names, Node node, Block block) {
    if (read.isEmpty()) {
      return Optional.of("it does not set `" + first(names) + "`");
    }
    Exposure exposure = read.get().exposure();
    boolean named = insert.getColumns() != null && !insert.getColumns().isEmpty();
    int index = index(insert.getColumns(), names);
    if (named && index < 0) {
      return Optional.of("it does not set `" + first(names) + "`");
    }
    Optional<Node> from =
        named && exposure.complete()
            ? exposure.node(index)
            : exposure.items().stream()
                .filter(i -> i.name().filter(n -> names.contains(Relation.key(n))).isPresent())
                .findFirst()
                .flatMap(Exposure.Item::node);
    if (from.isEmpty()) {
      return Optional.of("its tenant is not the scope's");
    }
    block.rule(Facts.rule(Set.of(from.get()), node));
    return Optional.empty();
  }

  private void conflict(
      Insert insert, Optional<KnownRelation> known, Relation stored, Frame frame, Block block) {
    List<UpdateSet> sets =
        insert.getConflictAction() != null
            ? insert.getConflictAction().getUpdateSets()
            : insert.getDuplicateAction() != null
                ? insert.getDuplicateAction().getUpdateSets()
                : insert.getDuplicateUpdateSets();
    InsertConflictTarget on = insert.getConflictTarget();
    if (sets == null) {
      return;
    }
    Block update = new Block();
    block.from(update);
    Frame own = frame.inner();
    Relation existing =
        known
            .map(k -> Queries.relation(k, stored.alias(), update, true))
            .orElseGet(() -> Relation.other(stored.alias()));
    own.add(existing);
    own.add(stored.as("excluded"));
    boolean within = known.isPresent() && on != null && namesTenant(on, known.get());
    if (within) {
      existing.nodes().forEach(n -> update.rule(Facts.rule(Set.of(), n)));
    } else if (on == null || on.getConstraintName() != null) {
      // Which columns the key has is said elsewhere.
      update.isOpen();
    }
    if (insert.getConflictAction() != null) {
      update.holds(conditions.read(insert.getConflictAction().getWhereExpression(), own, update));
    }
    sets(sets, known, Optional.of(existing), within, own, update);
  }

  private static boolean namesTenant(InsertConflictTarget on, KnownRelation known) {
    List<String> columns = on.getIndexColumnNames();
    return columns != null
        && known.tenant().stream()
            .allMatch(
                names ->
                    columns.stream()
                        .anyMatch(c -> names.contains(Relation.key(Queries.unquoted(c)))));
  }

  private Exposure update(Update update, Frame frame, Block block) {
    List<Runnable> unused = queries.with(update.getWithItemsList(), frame, block);
    Optional<KnownRelation> known = queries.known(update.getTable());
    queries.from(update.getTable(), frame, block);
    Optional<Relation> target = frame.relations().stream().findFirst();
    queries.joins(update.getStartJoins(), frame, block);
    queries.from(update.getFromItem(), frame, block);
    queries.joins(update.getJoins(), frame, block);
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
  private void sets(
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
    List<Runnable> unused = queries.with(delete.getWithItemsList(), frame, block);
    queries.from(delete.getTable(), frame, block);
    List<FromItem> using = delete.getUsingFromItemList();
    if (using != null) {
      using.forEach(item -> queries.from(item, frame, block));
    }
    queries.joins(delete.getJoins(), frame, block);
    block.holds(conditions.read(delete.getWhere(), frame, block));
    unused.forEach(Runnable::run);
    return queries.returned(delete.getReturningClause(), frame, block);
  }

  private Exposure merge(Merge merge, Frame frame, Block block) {
    List<Runnable> unused = queries.with(merge.getWithItemsList(), frame, block);
    Optional<KnownRelation> known = queries.known(merge.getTable());
    queries.from(merge.getTable(), frame, block);
    Optional<Relation> target = frame.relations().stream().findFirst();
    queries.from(merge.getFromItem(), frame, block);
    Condition on = conditions.read(merge.getOnCondition(), frame, block);
    block.outer(on, target.map(Relation::nodes).orElse(new HashSet<>()));
    for (MergeOperation operation : merge.getOperations()) {
      if (operation instanceof MergeUpdate update) {
        conditions.read(update.getAndPredicate(), frame, block);
        sets(update.getUpdateSets(), known, target, false, frame, block);
      } else if (operation instanceof MergeInsert insert) {
        mergeInsert(insert, known, frame, block);
      } else if (operation instanceof MergeDelete delete) {
        conditions.read(delete.getAndPredicate(), frame, block);
      } else {
        queries.problem("a MERGE of another form");
      }
    }
    unused.forEach(Runnable::run);
    return queries.returned(merge.getReturningClause(), frame, block);
  }

  private void mergeInsert(
      MergeInsert insert, Optional<KnownRelation> known, Frame frame, Block block) {
    if (known.isEmpty() || !known.get().scoped()) {
      return;
    }
    Map<Set<String>, Node> nodes = new HashMap<>();
    Optional<String> missing = Optional.empty();
    for (Set<String> names : known.get().tenant()) {
      Node node = new Node();
      nodes.put(names, node);
      int index = index(insert.getColumns(), names);
      Optional<String> why =
          index < 0 || insert.getValues() == null || index >= insert.getValues().size()
              ? Optional.of("it does not set `" + first(names) + "`")
              : store(insert.getValues().get(index), node, frame, block);
      missing = missing.or(() -> why);
    }
    stamps.add(new Stamp(known.get().table(), block, List.copyOf(nodes.values()), missing));
  }
}
