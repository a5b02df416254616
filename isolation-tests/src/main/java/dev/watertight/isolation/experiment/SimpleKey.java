package dev.watertight.isolation.experiment;

import dev.watertight.database.catalog.Constraint;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A foreign key that looks for its row by all columns but the tenant's. It is made of triggers,
 * since a real one wants ids that are unique among all tenants; what the key does when a referenced
 * row goes stays as it is.
 */
final class SimpleKey {
  private static final String NAME = "watertight_simple_key";

  private final Relation table;
  private final Relation target;
  private final Constraint key;
  private final Set<String> tenant;

  SimpleKey(Relation table, Relation target, Constraint key, Set<String> tenant) {
    this.table = table;
    this.target = target;
    this.key = key;
    this.tenant = tenant;
  }

  /** Puts it in the place of the key. */
  String make() {
    List<String> given = new ArrayList<>();
    List<String> equal = new ArrayList<>();
    for (int i = 0; i < key.columns().size(); i++) {
      if (!tenant.contains(key.columns().get(i))) {
        String value = "new." + Identifier.quoted(key.columns().get(i));
        given.add(value + " is not null");
        equal.add("t." + Identifier.quoted(key.targetColumns().get(i)) + " = " + value);
      }
    }
    String body =
        "begin if "
            + String.join(" and ", given)
            + " and not exists (select from "
            + target.sql()
            + " t where "
            + String.join(" and ", equal)
            + ") then raise exception using errcode = '23503', constraint = "
            + Identifier.literal(key.name())
            + ", table = "
            + Identifier.literal(table.name())
            + ", schema = "
            + Identifier.literal(table.schema())
            + ", message = "
            + Identifier.literal(
                "insert or update on table \"%s\" violates foreign key constraint \"%s\""
                    .formatted(table.name(), key.name()))
            + "; end if; return new; end";
    return "create function "
        + function()
        + "() returns trigger language plpgsql security definer set search_path = pg_catalog as "
        + Identifier.literal(body)
        + "; create trigger "
        + NAME
        + " after insert or update on "
        + table.sql()
        + " for each row execute function "
        + function()
        + "(); "
        + checks("disable");
  }

  /** Puts the key back. */
  String undo() {
    return "drop function " + function() + "() cascade; " + checks("enable");
  }

  private String function() {
    return Identifier.quoted(table.schema()) + "." + NAME;
  }

  /** Switches the key's own checks of new rows, in the table and its partitions. */
  private String checks(String how) {
    String body =
        """
        declare
          each record;
        begin
          for each in
            with recursive keys as (
              select oid from pg_constraint where oid = %s
              union all
              select c.oid from pg_constraint c join keys k on c.conparentid = k.oid)
            select tgrelid::regclass as relation, tgname as name
            from pg_trigger
            where tgconstraint in (select oid from keys)
              and tgfoid in ('"RI_FKey_check_ins"'::regproc, '"RI_FKey_check_upd"'::regproc)
          loop
            execute format('alter table only %%s %s trigger %%I', each.relation, each.name);
          end loop;
        end
        """
            .formatted(Long.toString(key.oid()), how);
    return "do " + Identifier.literal(body);
  }
}
