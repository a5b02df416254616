package dev.watertight.analyzer.scope;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.ParenthesedStatement;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.WithItem;
import org.jspecify.annotations.Nullable;

/** Reads the queries of a WITH, each anew for each place that names it. */
final class NamedQueries {
  private final Queries queries;

  NamedQueries(Queries queries) {
    this.queries = queries;
  }

  /**
   * Makes the queries of a WITH known; each place that names one reads it anew, for what holds
   * there does not hold elsewhere.
   *
   * @return what reads those that no place has named
   */
  List<Runnable> read(@Nullable List<WithItem<?>> items, Frame frame, Block block) {
    List<Runnable> unused = new ArrayList<>();
    if (items == null) {
      return unused;
    }
    boolean recursive = items.stream().anyMatch(WithItem::isRecursive);
    for (WithItem<?> item : items) {
      String name = item.getUnquotedAliasName();
      List<String> columns = columns(item);
      ParenthesedStatement statement = item.getParenthesedStatement();
      if (statement instanceof ParenthesedSelect select) {
        boolean[] used = {false};
        frame.declare(
            name,
            alias -> {
              used[0] = true;
              Queries.Read each =
                  recursive && select.getSelect() instanceof SetOperationList arms
                      ? recursive(name, columns, arms, frame)
                      : queries.read(select, frame.inner());
              return new Frame.Source(
                  Optional.of(each.block()), each.exposure().relation(alias, columns));
            });
        unused.add(
            () -> {
              if (!used[0]) {
                block.contains(queries.read(select, frame.inner()).block());
              }
            });
      } else {
        Queries.Read changed = queries.changes().read(statement, frame.inner());
        block.contains(changed.block());
        frame.declare(
            name,
            alias ->
                new Frame.Source(
                    Optional.of(changed.block()), changed.exposure().relation(alias, columns)));
      }
    }
    return unused;
  }

  private Queries.Read recursive(
      String name, List<String> columns, SetOperationList arms, Frame frame) {
    Block block = new Block();
    Frame own = frame.inner();
    List<Runnable> unused = read(arms.getWithItemsList(), own, block);
    Exposure all = queries.source(arms.getSelect(0), own, block);
    Exposure first = all;
    own.declare(name, alias -> new Frame.Source(Optional.empty(), first.relation(alias, columns)));
    for (Select arm : arms.getSelects().subList(1, arms.getSelects().size())) {
      all = all.or(queries.source(arm, own, block), block);
    }
    unused.forEach(Runnable::run);
    return new Queries.Read(block, all);
  }

  private static List<String> columns(WithItem<?> item) {
    if (item.getWithItemList() == null) {
      return Sources.columns(item.getAlias());
    }
    List<String> columns = new ArrayList<>();
    for (SelectItem<?> column : item.getWithItemList()) {
      columns.add(column.getExpression() instanceof Column c ? Sides.name(c) : column.toString());
    }
    return columns;
  }
}
