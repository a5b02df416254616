package dev.watertight.analyzer.scope;

import java.util.List;

/**
 * A place where a statement names a table whose rows belong to tenants.
 *
 * @param table the table's name
 * @param alias what the statement calls it
 * @param tenant its columns that together name the tenant
 */
record Occurrence(String table, String alias, List<Node> tenant) {
  Occurrence {
    tenant = List.copyOf(tenant);
  }
}
