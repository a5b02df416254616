package dev.watertight.isolation.jdbc;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes executions of what the driver answered. */
final class Executions {
  private Executions() {}

  /** An entry of a batch that is not executed yet. */
  record Entry(String original, String sent, List<Optional<Object>> binds) {}

  static Execution failed(String original, String sent, SQLException failure) {
    return new Execution(original, sent, List.of(), Optional.of(failure), -1, false);
  }

  /** One for each entry. */
  static List<Execution> ofBatch(
      List<Entry> entries, @Nullable Object counts, @Nullable SQLException failure) {
    long[] rows = counts(counts, failure);
    List<Execution> executions = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      boolean done = i < rows.length && rows[i] != Statement.EXECUTE_FAILED;
      executions.add(
          new Execution(
              entry.original(),
              entry.sent(),
              entry.binds(),
              done ? Optional.empty() : Optional.ofNullable(failure),
              done ? Math.max(-1, rows[i]) : -1,
              true));
    }
    return executions;
  }

  private static long[] counts(@Nullable Object counts, @Nullable SQLException failure) {
    if (failure instanceof BatchUpdateException batch) {
      long[] large = batch.getLargeUpdateCounts();
      return large == null ? new long[0] : large;
    }
    if (counts instanceof long[] large) {
      return large;
    }
    if (counts instanceof int[] small) {
      long[] large = new long[small.length];
      for (int i = 0; i < small.length; i++) {
        large[i] = small[i];
      }
      return large;
    }
    return new long[0];
  }
}
