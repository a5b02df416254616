package dev.watertight.analyzer.scope;

/**
 * A relation of a statement that is not seen to be held to the tenant.
 *
 * @param table the table's name
 * @param alias what the statement calls it
 * @param why what is missing, for people, to follow "because"
 * @param open whether a part of the statement is not known that could hold it
 */
public record Gap(String table, String alias, String why, boolean open) {
  static final String FALLS_AWAY =
      "its condition on the tenant falls away where the tenant's id is null";

  /** Whether there is a condition, which holds for every row where there is no tenant. */
  public boolean fallsAway() {
    return why.equals(FALLS_AWAY);
  }
}
