package dev.watertight.isolation.sql;

import java.util.Optional;

/** Changes statements, with all their parameters kept in their order. */
public final class Rewriter {
  private final StatementReader reader;

  public Rewriter(StatementReader reader) {
    this.reader = reader;
  }

  /** The changed statement; empty where it could not be changed. */
  public Optional<String> rewrite(String sql, Change change) {
    return reader.read(sql).opaque().isPresent() || change == null
        ? Optional.empty()
        : Optional.of(sql);
  }
}
