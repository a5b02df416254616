package dev.watertight.isolation.experiment;

import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.world.Tenant;
import dev.watertight.database.world.World;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table whose rows are compared before and after, and put back.
 *
 * @param relation a table; of a partitioned one the whole
 * @param owner an expression that tells the label of a row's tenant
 */
record WatchedTable(Relation relation, String owner) {
  private static final String COPIES = "watertight_copy";

  /** The schema that holds the copies. */
  static String createCopies() {
    return "create schema if not exists " + COPIES;
  }

  static WatchedTable of(Relation relation, Subject subject) {
    if (!subject.isTenantTable(relation)) {
      return new WatchedTable(relation, "''");
    }
    World world = subject.world();
    StringBuilder owner = new StringBuilder("case");
    for (Tenant tenant : world.tenants()) {
      world
          .belongsTo(relation, tenant)
          .ifPresent(
              condition ->
                  owner
                      .append(" when ")
                      .append(condition)
                      .append(" then ")
                      .append(Identifier.literal(tenant.label())));
    }
    boolean none = owner.length() == "case".length();
    return new WatchedTable(relation, none ? "''" : owner.append(" else '' end").toString());
  }

  String label() {
    return relation.label();
  }

  /** Its rows alone: not those of tables that inherit from it, but those of its partitions. */
  private String source() {
    return (relation.kind() == Relation.Kind.PARTITIONED ? "" : "only ") + relation.sql();
  }

  private String copy() {
    return COPIES + ".t" + relation.oid();
  }

  /** One row: the digest of all of them, a blank, and the digest of their order as they lie. */
  String digest() {
    return "select md5(coalesce(string_agg(r, chr(10) order by r), '')) || ' ' ||"
        + " md5(coalesce(string_agg(r, chr(10) order by o, c), ''))"
        + " from (select to_jsonb(t)::text as r, t.tableoid as o, t.ctid as c from "
        + source()
        + " t) x";
  }

  /** Two columns: owner and text. */
  String rows() {
    return "select " + owner + ", to_jsonb(t)::text from " + source() + " t order by 2";
  }

  String makeCopy() {
    return "drop table if exists "
        + copy()
        + "; create table "
        + copy()
        + " as select "
        + columns()
        + " from "
        + source();
  }

  String putBack() {
    return "delete from "
        + source()
        + "; insert into "
        + relation.sql()
        + " ("
        + columns()
        + ") overriding system value select "
        + columns()
        + " from "
        + copy();
  }

  String putBack(Arrangement arrangement) {
    return putBack() + " order by " + arrangement.order();
  }

  /** Removes all rows of the tenant. */
  String removal(Tenant tenant) {
    return "delete from "
        + source()
        + " where "
        + owner
        + " = "
        + Identifier.literal(tenant.label());
  }

  /** Removes the rows. */
  String removal(List<Row> rows) {
    return rows.stream()
        .map(row -> Identifier.literal(row.text()))
        .collect(
            Collectors.joining(
                ", ", "delete from " + source() + " t where to_jsonb(t)::text in (", ")"));
  }

  private String columns() {
    return relation.columns().stream()
        .filter(c -> !c.generated())
        .map(Column::sql)
        .collect(Collectors.joining(", "));
  }
}
