package dev.watertight.isolation.argument;

import java.util.List;

/** What arguments are drawn from: the values of a seeded world, from the side of one tenant. */
public final class Pools {
  private final List<PoolColumn> columns;
  private final TenantPool own;
  private final List<TenantPool> foreign;

  private Pools(List<PoolColumn> columns, TenantPool own, List<TenantPool> foreign) {
    this.columns = List.copyOf(columns);
    this.own = own;
    this.foreign = List.copyOf(foreign);
  }

  /** The pools of the tenant that calls, among others. */
  public static Pools of(List<PoolColumn> columns, TenantPool own, List<TenantPool> foreign) {
    return new Pools(columns, own, foreign);
  }

  List<PoolColumn> columns() {
    return columns;
  }

  /** The tenants' ids as a column. */
  PoolColumn tenants() {
    return new PoolColumn(
        "",
        "tenant_id",
        "text",
        true,
        true,
        own.ids(),
        foreign.stream().flatMap(t -> t.ids().stream()).toList(),
        List.of());
  }
}
