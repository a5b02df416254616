package dev.watertight.isolation.experiment;

import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Constraint;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.world.SeededRow;
import dev.watertight.database.world.Tenant;
import dev.watertight.database.world.World;
import dev.watertight.isolation.argument.Draws;
import dev.watertight.isolation.argument.Generators;
import dev.watertight.isolation.argument.PoolColumn;
import dev.watertight.isolation.argument.Pools;
import dev.watertight.isolation.argument.TenantPool;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Draws arguments from the values of the seeded world. */
final class Arguments {
  private Arguments() {}

  static Draws of(Laboratory laboratory) {
    Subject subject = laboratory.testbed().subject();
    World world = subject.world();
    List<PoolColumn> columns = new ArrayList<>();
    for (Relation table : subject.catalog().relations()) {
      if (table.isTable() && !table.partition() && !table.extension()) {
        Set<String> keys =
            subject
                .catalog()
                .constraintsOf(table)
                .filter(c -> c.kind() == Constraint.Kind.PRIMARY_KEY)
                .flatMap(c -> c.columns().stream())
                .collect(Collectors.toSet());
        Set<String> tenantColumns =
            subject.isTenantTable(table)
                ? subject.tenantKey(table).stream().map(Column::name).collect(Collectors.toSet())
                : Set.of();
        for (Column column : table.columns()) {
          columns.add(
              column(
                  world,
                  table,
                  column,
                  keys.contains(column.name()),
                  tenantColumns.contains(column.name())));
        }
      }
    }
    return Draws.of(
        Pools.of(
            columns,
            pool(world.tenants().get(0)),
            world.tenants().stream().skip(1).map(Arguments::pool).toList()),
        new Generators(laboratory.plan().generators(), Map.of()));
  }

  private static TenantPool pool(Tenant tenant) {
    return new TenantPool(tenant.label(), tenant.ids());
  }

  private static PoolColumn column(
      World world, Relation table, Column column, boolean key, boolean tenantColumn) {
    Set<String> own = new LinkedHashSet<>();
    Set<String> foreign = new LinkedHashSet<>();
    for (Tenant tenant : world.tenants()) {
      for (SeededRow row : world.rows(table, tenant)) {
        row.value(column.name())
            .ifPresent(tenant.equals(world.tenants().get(0)) ? own::add : foreign::add);
      }
    }
    return new PoolColumn(
        table.name(),
        column.name(),
        column.type(),
        tenantColumn,
        key,
        List.copyOf(own),
        List.copyOf(foreign),
        List.of());
  }
}
