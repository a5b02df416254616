package dev.watertight.isolation.sql;

import dev.watertight.isolation.sql.Findings.StampSite;
import dev.watertight.isolation.sql.Source.Range;
import dev.watertight.isolation.sql.SqlSchema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.merge.MergeInsert;
import net.sf.jsqlparser.statement.update.UpdateSet;

/** Finds where a statement gives tenant columns their values. */
final class Stamps {
  private static final Set<String> ENDS =
      Set.of(
          "from",
          "where",
          "group",
          "having",
          "window",
          "union",
          "intersect",
          "except",
          "order",
          "limit",
          "offset",
          "fetch",
          "for",
          "returning",
          "on");

  private final Findings findings;
  private final Source source;

  Stamps(Findings findings) {
    this.findings = findings;
    this.source = findings.source;
  }

  void insert(Insert insert, Table table) {
    if (insert.isOnlyDefaultValues()) {
      return;
    }
    List<Column> columns = insert.getColumns() == null ? List.of() : insert.getColumns();
    if (columns.isEmpty()) {
      findings.problem(
          "an insert without a list of columns: which value is the tenant's is not known");
      return;
    }
    for (String tenant : table.tenantColumns()) {
      int index = Changes.index(columns, tenant);
      if (index >= 0) {
        Optional<Integer> query = source.place(columns.get(0)).map(this::afterColumns);
        if (query.isEmpty()) {
          findings.problem("the values of the insert are not found in the text");
        } else {
          values(query.get(), index, columns.size(), table, tenant);
        }
      }
    }
  }

  /** The token behind the list of columns that begins with this one. */
  private int afterColumns(int firstColumn) {
    int after = source.closing(firstColumn - 1) + 1;
    return source.isAt(after, "overriding") ? after + 3 : after;
  }

  void merge(MergeInsert insert, Table table) {
    List<Column> columns = insert.getColumns() == null ? List.of() : insert.getColumns();
    if (columns.isEmpty()) {
      findings.problem("a MERGE that inserts without a list of columns");
      return;
    }
    for (String tenant : table.tenantColumns()) {
      int index = Changes.index(columns, tenant);
      if (index >= 0) {
        Optional<Integer> place = source.place(columns.get(0)).map(this::afterColumns);
        if (place.isEmpty() || !source.isAt(place.get(), "values")) {
          findings.problem("the values of the MERGE are not found in the text");
        } else {
          row(place.get() + 1, index, columns.size(), table, tenant);
        }
      }
    }
  }

  /** A value of each row that begins at this token: of VALUES, or of each arm of a query. */
  private void values(int first, int index, int size, Table table, String tenant) {
    int at = first;
    if (source.isAt(at, "with")) {
      while (at < source.tokens().size()
          && !source.isAt(at, "select")
          && !source.isAt(at, "values")) {
        at = source.isAt(at, "(") ? source.closing(at) + 1 : at + 1;
      }
    }
    if (source.isAt(at, "values")) {
      at = rows(at + 1, index, size, table, tenant);
    } else if (source.isAt(at, "select")) {
      at = selected(at + 1, index, size, table, tenant);
    } else if (source.isAt(at, "(")) {
      values(at + 1, index, size, table, tenant);
      at = source.closing(at) + 1;
    } else {
      findings.problem("the values of the insert have a form that is not understood");
      return;
    }
    int next = nextArm(at);
    if (next > 0) {
      values(next, index, size, table, tenant);
    }
  }

  /** Where the next arm of a union begins, or -1. */
  private int nextArm(int from) {
    int at = from;
    while (at < source.tokens().size() && !source.isAt(at, ")")) {
      if (source.isAt(at, "union") || source.isAt(at, "intersect") || source.isAt(at, "except")) {
        boolean more = source.isAt(at + 1, "all") || source.isAt(at + 1, "distinct");
        return at + (more ? 2 : 1);
      }
      at = source.isAt(at, "(") ? source.closing(at) + 1 : at + 1;
    }
    return -1;
  }

  private int rows(int first, int index, int size, Table table, String tenant) {
    int at = first;
    row(at, index, size, table, tenant);
    while (source.isAt(source.closing(at) + 1, ",")) {
      at = source.closing(at) + 2;
      row(at, index, size, table, tenant);
    }
    return source.closing(at) + 1;
  }

  private void row(int open, int index, int size, Table table, String tenant) {
    List<Range> items = source.isAt(open, "(") ? source.items(open) : List.of();
    if (items.size() != size) {
      findings.problem("a row of the insert has another number of values than columns");
      return;
    }
    stamp(table, tenant, items.get(index));
  }

  private int selected(int first, int index, int size, Table table, String tenant) {
    int start = first;
    if (source.isAt(start, "all")) {
      start++;
    } else if (source.isAt(start, "distinct")) {
      start = source.isAt(start + 1, "on") ? source.closing(start + 2) + 1 : start + 1;
    }
    int end = start;
    while (end < source.tokens().size() && !isEnd(end)) {
      end = source.isAt(end, "(") ? source.closing(end) + 1 : end + 1;
    }
    List<Range> items = source.items(start, end);
    if (items.size() != size || items.subList(0, index + 1).stream().anyMatch(this::isStar)) {
      findings.problem("which value of the inserted query is the tenant's is not clear");
      return end;
    }
    stamp(table, tenant, withoutAlias(items.get(index)));
    return end;
  }

  private boolean isEnd(int index) {
    Token token = source.tokens().get(index);
    return token.is(")") || (token.kind() == Token.Kind.WORD && ENDS.contains(token.text()));
  }

  private boolean isStar(Range item) {
    return source.isAt(item.end() - 1, "*");
  }

  private Range withoutAlias(Range item) {
    int last = item.end() - 1;
    if (last - item.first() < 1 || !source.tokens().get(last).isName()) {
      return item;
    }
    if (source.isAt(last - 1, "as")) {
      return new Range(item.first(), last - 1);
    }
    Token before = source.tokens().get(last - 1);
    boolean behindValue =
        !before.is("collate")
            && (before.kind() != Token.Kind.SYMBOL || before.is(")") || before.is("]"));
    return behindValue && !source.isAt(last, "end") ? new Range(item.first(), last) : item;
  }

  void update(UpdateSet set, Table table) {
    for (int i = 0; i < set.getColumns().size(); i++) {
      Column column = set.getColumn(i);
      if (Changes.isTenant(table, Columns.name(column))) {
        Optional<Range> value = assigned(set, i);
        value.ifPresentOrElse(
            range -> stamp(table, Columns.name(column), range),
            () -> findings.problem("the value of " + column + " is not found in the text"));
      }
    }
  }

  private Optional<Range> assigned(UpdateSet set, int index) {
    Optional<Integer> first = source.place(set.getColumn(0));
    if (first.isEmpty()) {
      return Optional.empty();
    }
    if (source.isAt(first.get() + 1, "=")) {
      return source.from(first.get() + 2, set.getValue(0));
    }
    int equals = source.closing(first.get() - 1) + 1;
    if (!source.isAt(equals, "=")) {
      return Optional.empty();
    }
    int open = source.isAt(equals + 1, "row") ? equals + 2 : equals + 1;
    if (!source.isAt(open, "(")) {
      return Optional.empty();
    }
    List<Range> items;
    if (source.isAt(open + 1, "select")) {
      int end = open + 2;
      while (!isEnd(end)) {
        end = source.isAt(end, "(") ? source.closing(end) + 1 : end + 1;
      }
      items = new ArrayList<>();
      source.items(open + 2, end).forEach(item -> items.add(withoutAlias(item)));
    } else {
      items = source.items(open);
    }
    return items.size() == set.getColumns().size()
        ? Optional.of(items.get(index))
        : Optional.empty();
  }

  private void stamp(Table table, String tenant, Range value) {
    String column =
        table.tenantColumns().stream().filter(tenant::equalsIgnoreCase).findFirst().orElse(tenant);
    findings.stamps.add(new StampSite(table, column, source.span(value)));
  }
}
