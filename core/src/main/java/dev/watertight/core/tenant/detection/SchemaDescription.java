package dev.watertight.core.tenant.detection;

import java.util.List;

/**
 * What is known of a schema, wherever from.
 *
 * @param tables the tables, in the order in which they were made
 * @param views the views
 * @param policies the row-level security policies
 * @param rlsTables the tables with row-level security on, without schema
 */
public record SchemaDescription(
    List<TableFact> tables,
    List<ViewFact> views,
    List<PolicyFact> policies,
    List<String> rlsTables) {
  public SchemaDescription {
    tables = List.copyOf(tables);
    views = List.copyOf(views);
    policies = List.copyOf(policies);
    rlsTables = List.copyOf(rlsTables);
  }
}
