package dev.watertight.database.catalog;

import java.util.Set;

/**
 * A rewrite rule that is not a view's own.
 *
 * @param table object id of its table or view
 * @param event {@code UPDATE}, {@code INSERT} or {@code DELETE}
 * @param instead whether it runs in the place of the statement
 * @param relations object ids of the relations that it mentions, its own table left out
 */
public record RewriteRule(
    long oid,
    String name,
    long table,
    String event,
    boolean instead,
    String definition,
    Set<Long> relations) {
  public RewriteRule {
    relations = Set.copyOf(relations);
  }
}
