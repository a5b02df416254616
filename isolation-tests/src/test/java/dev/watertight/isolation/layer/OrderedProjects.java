package dev.watertight.isolation.layer;

import java.util.Comparator;
import java.util.List;

/** A data layer in which rows come in an order that the query asks for, or in none. */
public final class OrderedProjects {
  private final JdbcScope scope;

  public OrderedProjects(JdbcScope scope) {
    this.scope = scope;
  }

  /** Where there are others, one row is written again as it is, and lies behind the others now. */
  public List<String> inNoOrder() {
    writeOneAgain();
    return scope.query(
        "select name from projects where organization_id = ?", r -> r.getString(1), scope.tenant());
  }

  /** The same, in one text. */
  public List<String> inOneTextInNoOrder() {
    writeOneAgain();
    return scope.query(
        "select json_agg(name)::text from projects where organization_id = ?",
        r -> r.getString(1),
        scope.tenant());
  }

  private void writeOneAgain() {
    scope.update(
        "update projects set budget = budget where organization_id = ?"
            + " and name = (select min(name) from projects where organization_id = ?)"
            + " and (select count(*) from projects) > 3",
        scope.tenant(),
        scope.tenant());
    // An index would lead to the row by its old place.
    scope.query(
        "select set_config('enable_indexscan', 'off', true),"
            + " set_config('enable_bitmapscan', 'off', true)",
        r -> r.getString(1));
  }

  /** Says in no order what all have. */
  public List<String> budgetsOfAll() {
    return scope.query("select json_agg(budget)::text from projects", r -> r.getString(1));
  }

  /** The order tells how much others have to do. */
  public List<String> byWorkOfAll() {
    record Work(String name, int tasks) {}
    return scope
        .query(
            "select name, (select count(*) from tasks where project_id = p.id) from projects p"
                + " where organization_id = ?",
            r -> new Work(r.getString(1), r.getInt(2)),
            scope.tenant())
        .stream()
        .sorted(
            Comparator.comparing(Work::tasks)
                .reversed()
                .thenComparing(Work::name, Comparator.reverseOrder()))
        .map(Work::name)
        .toList();
  }
}
