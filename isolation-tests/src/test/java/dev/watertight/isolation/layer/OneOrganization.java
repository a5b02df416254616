package dev.watertight.isolation.layer;

/** What fails where its row is not to be seen. */
public final class OneOrganization {
  private final JdbcScope scope;

  public OneOrganization(JdbcScope scope) {
    this.scope = scope;
  }

  public String name() {
    return scope
        .query(
            "select name from organizations where id = ?", row -> row.getString(1), scope.tenant())
        .stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no organization is there"));
  }
}
