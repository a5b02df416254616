package dev.watertight.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * A multi-tenant schema of any size, as an application of several years has it: tables with
 * composite keys that refer to their neighbours, policies, checks, indexes, triggers, partitions,
 * views, functions, and shared lists. One table in ten has one fault. Equal sizes give equal text.
 */
final class AuditSchema {
  /** The configuration that goes with it. */
  static final String CONFIGURATION =
      """
      tenant:
        table: organizations
        column: organization_id
        setting: app.current_org_id
      database:
        app-role: app_user
      """;

  private static final String BASE =
      """
      create role app_user login;
      create table organizations (id uuid primary key, name text not null,
        created_at timestamptz not null default now());
      alter table organizations enable row level security;
      create policy own on organizations to app_user
        using (id = (select nullif(current_setting('app.current_org_id', true), '')::uuid));
      grant select on organizations to app_user;
      create function current_org() returns uuid language sql stable as
        $$ select nullif(current_setting('app.current_org_id', true), '')::uuid $$;
      create function touch() returns trigger language plpgsql as
        $$ begin new.updated_at := now(); return new; end $$;
      """;

  private static final String OWN =
      "organization_id = (select nullif(current_setting('app.current_org_id', true), '')::uuid)";

  private static final String OWN_BY_FUNCTION = "organization_id = (select current_org())";

  private static final String OPEN =
      "organization_id = nullif(current_setting('app.current_org_id', true), '')::uuid"
          + " or nullif(current_setting('app.current_org_id', true), '') is null";

  private static final List<String> NOUNS =
      List.of(
          "invoices",
          "projects",
          "tasks",
          "members",
          "documents",
          "payments",
          "orders",
          "notes",
          "devices",
          "contracts",
          "events",
          "teams",
          "assets",
          "tickets",
          "plans",
          "messages");

  private static final int SHARED_EVERY = 20;
  private static final int PARTITIONED_EVERY = 25;

  private final StringBuilder sql = new StringBuilder(BASE);

  private AuditSchema() {}

  /**
   * The text of a schema.
   *
   * @param tables how many, the tenants' and the shared ones among them, partitions left out
   */
  static String of(int tables) {
    AuditSchema schema = new AuditSchema();
    for (int number = 1; number < tables; number++) {
      schema.table(number);
    }
    return schema.sql.toString();
  }

  private static String name(int number) {
    return NOUNS.get(number % NOUNS.size()) + "_" + number;
  }

  private static boolean isShared(int number) {
    return number % SHARED_EVERY == SHARED_EVERY - 1;
  }

  private static boolean isPartitioned(int number) {
    return number % PARTITIONED_EVERY == PARTITIONED_EVERY - 7;
  }

  private void table(int number) {
    String name = name(number);
    if (isShared(number)) {
      add(
          """
          create table %1$s (code text primary key, label text not null);
          grant select on %1$s to app_user;
          """,
          name);
      return;
    }
    Fault fault = Fault.of(number);
    boolean partitioned = isPartitioned(number);
    add(
        """
        create table %s (
          organization_id uuid not null references organizations,
          id bigint not null,
          code text not null,
          title text not null check (length(title) <= 200),
          state text not null default 'open' check (state in ('open', 'held', 'closed')),
          amount numeric(12, 2) not null check (amount >= 0),
          urgent boolean not null default false,
          details jsonb,
          created_at timestamptz not null default now(),
          updated_at timestamptz not null default now(),
          parent_id bigint,
          primary key (organization_id, id)%s
        )%s;
        """,
        name,
        fault == Fault.UNIQUE ? ", unique (code)" : ", unique (organization_id, code)",
        partitioned ? " partition by hash (organization_id)" : "");
    if (partitioned) {
      for (int part = 0; part < 2; part++) {
        add(
            """
            create table %1$s_p%2$d partition of %1$s for values with (modulus 2, remainder %2$d);
            """,
            name, part);
      }
    }
    parent(number, name, fault);
    if (fault != Fault.RLS_OFF) {
      add("alter table %s enable row level security;\n", name);
    }
    add(
        "create policy own on %s to app_user using (%s)%s;\n",
        name, policy(number, fault), fault == Fault.WEAK_CHECK ? " with check (true)" : "");
    add("grant select, insert, update, delete on %s to app_user;\n", name);
    if (number % 6 == 0) {
      add(
          "create trigger touch before update on %s for each row execute function touch();\n",
          name);
    }
    beside(number, name, fault);
  }

  private static String policy(int number, Fault fault) {
    return switch (fault) {
      case ALWAYS_TRUE -> "true";
      case FAILS_OPEN -> OPEN;
      default -> number % 2 == 0 ? OWN_BY_FUNCTION : OWN;
    };
  }

  private void parent(int number, String name, Fault fault) {
    int parent = number - 1 - number % 3;
    if (parent < 1 || isShared(parent)) {
      return;
    }
    if (fault == Fault.FOREIGN_KEY && !isPartitioned(parent)) {
      add(
          """
          alter table %2$s add constraint %2$s_by_id unique (id);
          alter table %1$s add foreign key (parent_id) references %2$s (id);
          """,
          name, name(parent));
    } else {
      add(
          "alter table %s add foreign key (organization_id, parent_id) references %s;\n",
          name, name(parent));
    }
    add("create index on %s (organization_id, parent_id);\n", name);
  }

  /** Views and functions. */
  private void beside(int number, String name, Fault fault) {
    if (number % 8 == 0 || fault == Fault.VIEW) {
      add(
          """
          create view open_%1$s%2$s as select organization_id, id, title from %1$s
            where state = 'open';
          grant select on open_%1$s to app_user;
          """,
          name, fault == Fault.VIEW ? "" : " with (security_invoker = true)");
    }
    if (number % 11 == 0 || fault == Fault.FUNCTION) {
      add(
          """
          create function titles_of_%1$s() returns setof text language sql stable %2$s
            as $$ select title from public.%1$s $$;
          """,
          name,
          fault == Fault.FUNCTION ? "security definer set search_path = pg_catalog, pg_temp" : "");
    }
  }

  private void add(String format, Object... values) {
    sql.append(String.format(Locale.ROOT, format, values));
  }

  /** What one table in ten has. */
  private enum Fault {
    NONE,
    RLS_OFF,
    ALWAYS_TRUE,
    UNIQUE,
    VIEW,
    WEAK_CHECK,
    FOREIGN_KEY,
    FUNCTION,
    FAILS_OPEN;

    static Fault of(int number) {
      if (number % 10 != 4 || isPartitioned(number)) {
        return NONE;
      }
      return values()[1 + number / 10 % (values().length - 1)];
    }
  }
}
