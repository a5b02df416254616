package dev.watertight.analyzer.schema;

import dev.watertight.analyzer.sql.Cursor;
import dev.watertight.analyzer.sql.SqlToken;
import dev.watertight.core.tenant.detection.ViewFact;
import java.util.List;
import java.util.Optional;

/** Reads CREATE VIEW. */
final class ViewReader {
  private final Script script;
  private final Changes changes;
  private final Cursor cursor;

  ViewReader(Script script, Changes changes, Cursor cursor) {
    this.script = script;
    this.changes = changes;
    this.cursor = cursor;
  }

  /** With the cursor at the view's name. */
  void read(SqlToken first) {
    Optional<Names.Qualified> name = Names.qualified(cursor);
    if (name.isEmpty()) {
      changes.problem(script.lineOf(first), "CREATE VIEW without a name");
      return;
    }
    List<String> named = cursor.at("(") ? Names.columns(cursor) : List.of();
    while (!cursor.atEnd() && !cursor.accept("AS")) {
      if (cursor.at("(")) {
        Names.skipParenthesis(cursor);
      } else {
        cursor.next();
      }
    }
    SelectList list = SelectList.read(script, cursor);
    changes.add(
        new SchemaChange.CreateView(
            new ViewFact(
                name.get().schema(),
                name.get().name(),
                named.isEmpty() ? list.columns() : named,
                named.isEmpty() && list.all(),
                list.reads(),
                changes.source,
                script.lineOf(first))));
  }
}
