package dev.watertight.isolation.sql;

import java.util.List;

/** The tables that statements are read against. */
public record SqlSchema(List<Table> tables) {
  public SqlSchema {
    tables = List.copyOf(tables);
  }

  /**
   * A table, or a view that passes a tenant column through.
   *
   * @param name as the catalog has it, as are the others
   * @param tenantColumns what names the tenant of a row: the id of {@link Kind#TENANTS}
   */
  public record Table(String schema, String name, Kind kind, List<String> tenantColumns) {
    public Table {
      tenantColumns = List.copyOf(tenantColumns);
    }

    /** Schema and name, with a dot between. */
    public String qualifiedName() {
      return schema + "." + name;
    }
  }

  /** Whose rows a table has. */
  public enum Kind {
    /** Each row is a tenant's. */
    SCOPED,
    /** Each row is a tenant. */
    TENANTS,
    /** Deliberately all tenants'. */
    SHARED,
    OTHER
  }
}
