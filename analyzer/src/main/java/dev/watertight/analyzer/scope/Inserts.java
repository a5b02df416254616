package dev.watertight.analyzer.scope;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.insert.InsertConflictTarget;
import net.sf.jsqlparser.statement.merge.MergeInsert;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.update.UpdateSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads what inserts store, and says whether its tenant is the scope's. Of a row that triggers
 * change nothing is known.
 */
final class Inserts {
  /** A row that is stored: its tenant columns have to be the scope's. */
  record Stamp(String table, Block block, List<Node> tenant, Optional<String> missing) {}

  private final Queries queries;
  private final Conditions conditions;
  private final Changes changes;
  private final List<Stamp> stamps = new ArrayList<>();

  Inserts(Queries queries, Conditions conditions, Changes changes) {
    this.queries = queries;
    this.conditions = conditions;
    this.changes = changes;
  }

  List<Stamp> stamps() {
    return stamps;
  }

  /** Reads an insert; gives what it returns. */
  Exposure read(Insert insert, Frame frame, Block block) {
    List<Runnable> unused = queries.named().read(insert.getWithItemsList(), frame, block);
    Table table = insert.getTable();
    String alias = alias(table);
    Optional<KnownRelation> known = queries.sources().known(table);
    Relation stored =
        known
            .map(k -> Sources.relation(k, alias, block, false))
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
        : Sources.unquoted(table.getAlias().getName());
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
                  ? valued(insert, known.get(), values, names, node, frame, block)
                  : selected(insert, known.get(), read, names, node, block);
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

  /** The place of the column in a row that names none, by the schema's order. */
  private static int place(KnownRelation known, Set<String> names) {
    for (int i = 0; i < known.order().size(); i++) {
      if (names.contains(known.order().get(i))) {
        return i;
      }
    }
    return -1;
  }

  private Optional<String> valued(
      Insert insert,
      KnownRelation known,
      Values values,
      Set<String> names,
      Node node,
      Frame frame,
      Block block) {
    boolean named = insert.getColumns() != null && !insert.getColumns().isEmpty();
    int index = named ? index(insert.getColumns(), names) : place(known, names);
    if (index < 0 && !named) {
      return Optional.of("it names no columns, so that none is seen to be the tenant's");
    }
    if (index < 0) {
      return Optional.of("it does not set `" + first(names) + "`");
    }
    List<Expression> rows = new ArrayList<>(values.getExpressions());
    boolean several =
        !rows.isEmpty() && rows.stream().allMatch(r -> r instanceof ExpressionList<?>);
    Optional<String> missing = Optional.empty();
    if (!several) {
      return valued(rows, index, named, names, node, frame, block);
    }
    for (Expression row : rows) {
      Optional<String> why =
          valued(List.copyOf((ExpressionList<?>) row), index, named, names, node, frame, block);
      missing = missing.or(() -> why);
    }
    return missing;
  }

  private Optional<String> valued(
      List<? extends Expression> row,
      int index,
      boolean named,
      Set<String> names,
      Node node,
      Frame frame,
      Block block) {
    if (index < row.size()) {
      return store(row.get(index), node, frame, block);
    }
    // Without names a row may end before its tenant's place.
    return !named && row.size() > 1
        ? Optional.of("it does not set `" + first(names) + "`")
        : unknownValues(row, node, block);
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
      Insert insert,
      KnownRelation known,
      Optional<Queries.Read> read,
      Set<String> names,
      Node node,
      Block block) {
    if (read.isEmpty()) {
      return Optional.of("it does not set `" + first(names) + "`");
    }
    Exposure exposure = read.get().exposure();
    boolean named = insert.getColumns() != null && !insert.getColumns().isEmpty();
    int index = named ? index(insert.getColumns(), names) : place(known, names);
    if (named && index < 0) {
      return Optional.of("it does not set `" + first(names) + "`");
    }
    Optional<Node> from =
        index >= 0 && exposure.complete()
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
            .map(k -> Sources.relation(k, stored.alias(), update, true))
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
    changes.sets(sets, known, Optional.of(existing), within, own, update);
  }

  private static boolean namesTenant(InsertConflictTarget on, KnownRelation known) {
    List<String> columns = on.getIndexColumnNames();
    return columns != null
        && known.tenant().stream()
            .allMatch(
                names ->
                    columns.stream()
                        .anyMatch(c -> names.contains(Relation.key(Sources.unquoted(c)))));
  }

  /** What a MERGE inserts. */
  void merged(MergeInsert insert, Optional<KnownRelation> known, Frame frame, Block block) {
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
