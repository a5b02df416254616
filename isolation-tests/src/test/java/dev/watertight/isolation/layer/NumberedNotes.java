package dev.watertight.isolation.layer;

import java.util.List;

/** Notes whose ids all tenants' rows take from one sequence. */
public final class NumberedNotes {
  private final JdbcScope scope;

  public NumberedNotes(JdbcScope scope) {
    this.scope = scope;
  }

  public long add(String body) {
    return scope
        .query(
            "insert into notes (organization_id, body) values (?, ?) returning id",
            row -> row.getLong(1),
            scope.tenant(),
            body)
        .get(0);
  }

  /** A note and its number. */
  public record Note(long id, String body) {}

  public List<Note> all() {
    return scope.query(
        "select id, body from notes where organization_id = ? order by id",
        row -> new Note(row.getLong(1), row.getString(2)),
        scope.tenant());
  }
}
