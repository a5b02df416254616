package dev.watertight.analyzer.sql;

import java.util.List;
import java.util.Optional;

/** Settles which of the tables of an update or a delete is written. */
final class Targets {
  private Targets() {}

  /**
   * Where a target is only the alias of a table in FROM, as in {@code delete p from projects p},
   * that table is the target. Targets stand from {@code first} to before {@code written}.
   */
  static void resolveAlias(List<TableRef> tables, int first, int written) {
    for (int target = written - 1; target >= first; target--) {
      TableRef ref = tables.get(target);
      if (ref.schema().isPresent() || ref.alias().isPresent()) {
        continue;
      }
      boolean resolved = false;
      for (int i = written; i < tables.size(); i++) {
        TableRef from = tables.get(i);
        if (from.alias().filter(a -> a.equalsIgnoreCase(ref.name())).isPresent()
            || (from.alias().isEmpty() && from.name().equalsIgnoreCase(ref.name()))) {
          tables.set(i, written(from));
          resolved = true;
        }
      }
      if (resolved) {
        tables.remove(target);
        written--;
      }
    }
  }

  /** Marks every table from {@code first} on as written: an update of a join writes any of them. */
  static void write(List<TableRef> tables, int first) {
    for (int i = first; i < tables.size(); i++) {
      tables.set(i, written(tables.get(i)));
    }
  }

  static TableRef written(TableRef ref) {
    Optional<String> alias = ref.alias();
    return new TableRef(ref.schema(), ref.name(), alias, TableRef.Access.WRITE, ref.offset());
  }
}
