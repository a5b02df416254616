package dev.watertight.database.world;

import static dev.watertight.database.world.Seeded.ORGANIZATIONS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.database.Servers;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.scratch.ScratchDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorldSeederTest {
  private static final String SCOPED = "organization_id text not null references organizations";

  /** Every table has the rows that were asked for, of both tenants. */
  private static void assertFilled(String sql) {
    try (Seeded seeded = Seeded.schema(sql)) {
      assertFilled(seeded);
    }
  }

  private static void assertFilled(Seeded seeded) {
    assertThat(seeded.world.unseeded()).isEmpty();
    for (Relation table : seeded.catalog.relations()) {
      if (table.isTable() && !table.partition()) {
        for (Tenant tenant : seeded.world.tenants()) {
          assertThat(seeded.world.rows(table, tenant))
              .as(table.label() + " of " + tenant.label())
              .isNotEmpty();
        }
      }
    }
  }

  /** A scoped table with these columns beside its key has two rows of each tenant. */
  private static void assertTwoRowsWith(String types, String columns) {
    try (Seeded seeded =
        Seeded.schema(
            types
                + "create table things ("
                + SCOPED
                + ", id uuid not null, "
                + columns
                + ", primary key (organization_id, id));")) {
      assertThat(seeded.world.unseeded()).isEmpty();
      assertThat(seeded.query("select count(*) from things group by organization_id"))
          .containsExactly("2", "2");
    }
  }

  private static void assertTwoRowsWith(String columns) {
    assertTwoRowsWith("", columns);
  }

  @Test
  void everyTextCarriesItsTenantsMark() {
    try (Seeded seeded =
        Seeded.schema("create table notes (" + SCOPED + ", id uuid primary key, body text);")) {
      assertThat(seeded.attackers("notes", "body"))
          .allMatch(t -> Canary.isIn(t, seeded.world.attacker()))
          .noneMatch(t -> Canary.isIn(t, seeded.world.victim()))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void naturalKeysOfTenantsCollide() {
    try (Seeded seeded =
        Seeded.schema(
            "create table projects ("
                + SCOPED
                + ", slug text not null, unique (organization_id, slug));")) {
      assertThat(seeded.attackers("projects", "slug"))
          .isEqualTo(seeded.victims("projects", "slug"))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void numbersThatCountUpWithinATenantCollide() {
    try (Seeded seeded =
        Seeded.schema(
            "create table invoices ("
                + SCOPED
                + ", number bigint not null, primary key (organization_id, number));")) {
      assertThat(seeded.attackers("invoices", "number"))
          .isEqualTo(seeded.victims("invoices", "number"));
    }
  }

  @Test
  void keysOverAllTenantsDiffer() {
    assertFilled(
        "create table projects ("
            + SCOPED
            + ", id serial primary key, code varchar(3) not null unique, at date unique);");
  }

  @Test
  void foreignKeysAreFollowedInOrder() {
    assertFilled(
        "create table a_tasks ("
            + SCOPED
            + ", id uuid, project uuid not null, primary key (organization_id, id));"
            + "create table projects ("
            + SCOPED
            + ", id uuid, primary key (organization_id, id));"
            + "alter table a_tasks add foreign key (organization_id, project)"
            + " references projects (organization_id, id);");
  }

  @Test
  void aTableMayReferToItself() {
    try (Seeded seeded =
        Seeded.schema(
            "create table folders ("
                + SCOPED
                + ", id uuid primary key, parent uuid references folders, check (parent <> id));")) {
      assertFilled(seeded);
      assertThat(seeded.attackers("folders", "parent"))
          .contains("null")
          .isNotEqualTo(List.of("null", "null"));
    }
  }

  @Test
  void aTableMayHaveToReferToItself() {
    assertFilled(
        "create table folders ("
            + SCOPED
            + ", id int primary key, parent int not null references folders);");
  }

  @Test
  void tablesMayReferToEachOther() {
    assertFilled(
        "create table teams ("
            + SCOPED
            + ", id uuid primary key, lead uuid not null);"
            + "create table members ("
            + SCOPED
            + ", id uuid primary key, team uuid not null references teams);"
            + "alter table teams add foreign key (lead) references members;");
  }

  @Test
  void aTenantMayReferToItsOwner() {
    assertFilled(
        "create table users ("
            + SCOPED
            + ", id uuid primary key, email text not null unique);"
            + "alter table organizations add owner_id uuid not null references users"
            + " deferrable initially deferred;");
  }

  @Test
  void keysThatAreForeignKeysMayGoInACircle() {
    assertFilled(
        "create table lefts ("
            + SCOPED
            + ", id int primary key);"
            + "create table rights ("
            + SCOPED
            + ", id int primary key references lefts);"
            + "alter table lefts add foreign key (id) references rights;");
  }

  @Test
  void foreignKeysThatShareColumnsAgree() {
    assertFilled(
        "create table projects ("
            + SCOPED
            + ", id int, primary key (organization_id, id));"
            + "create table tasks ("
            + SCOPED
            + ", project int, id int, primary key (organization_id, project, id),"
            + " foreign key (organization_id, project) references projects);"
            + "create table comments ("
            + SCOPED
            + ", project int not null, task int not null, id uuid primary key,"
            + " foreign key (organization_id, project) references projects,"
            + " foreign key (organization_id, project, task) references tasks);");
  }

  @Test
  void aForeignKeyMayBeMatchFull() {
    assertFilled(
        "create table projects ("
            + SCOPED
            + ", id int, primary key (organization_id, id));"
            + "create table tasks (id uuid primary key, organization_id text, project int,"
            + " foreign key (organization_id, project) references projects match full);");
  }

  @Test
  void rowsOfAJunctionDiffer() {
    try (Seeded seeded =
        Seeded.schema(
            ORGANIZATIONS
                + "create table users ("
                + SCOPED
                + ", id int primary key);"
                + "create table roles ("
                + SCOPED
                + ", id int primary key);"
                + "create table grants ("
                + SCOPED
                + ", usr int references users, role int"
                + " references roles, kind text check (kind in ('read', 'write')),"
                + " primary key (usr, role, kind));",
            new WorldRequest(2, 10, Map.of(), List.of()),
            List.of("organization_id"))) {
      assertThat(seeded.world.rows(seeded.table("grants"), seeded.world.victim())).hasSize(10);
    }
  }

  @Test
  void aKeyWithFewValuesGetsFewRows() {
    try (Seeded seeded =
        Seeded.schema(
            "create table flags ("
                + SCOPED
                + ", name text check (name in ('a', 'b', 'c')), primary key (organization_id, name));"
                + "create table settings (organization_id text primary key references organizations);")) {
      assertFilled(seeded);
      assertThat(seeded.world.rows(seeded.table("settings"), seeded.world.victim())).hasSize(1);
    }
  }

  @Test
  void oneDefaultOfEachTenant() {
    assertFilled(
        "create table addresses ("
            + SCOPED
            + ", id uuid primary key, is_default boolean not null);"
            + "create unique index on addresses (organization_id) where is_default;");
  }

  @Test
  void uniqueExpressionsDiffer() {
    assertFilled(
        "create table users ("
            + SCOPED
            + ", id uuid primary key, email text not null);"
            + "create unique index on users (lower(email));");
  }

  @Test
  void nullsMayBeEqualInAKey() {
    assertFilled(
        "create table users ("
            + SCOPED
            + ", id uuid primary key, ref uuid references users, unique nulls not distinct"
            + " (organization_id, ref));");
  }

  @Test
  void exclusionConstraintsHold() {
    assertFilled(
        "create extension btree_gist; create table bookings ("
            + SCOPED
            + ", id uuid primary key, room int not null, starts_at timestamptz not null, ends_at"
            + " timestamptz not null, during tsrange, check (starts_at < ends_at),"
            + " exclude using gist (organization_id with =, room with =,"
            + " tstzrange(starts_at, ends_at) with &&),"
            + " exclude using gist (during with &&));");
  }

  @Test
  void listsOfWordsAreRead() {
    assertTwoRowsWith(
        "status text not null check (status in ('open', 'done')),"
            + " kind varchar(9) not null check (kind = any ('{a,b}'::text[])),"
            + " level int not null check (level in (10, 20))");
  }

  @Test
  void patternsAreRead() {
    assertTwoRowsWith(
        "a text not null check (a like 'prj\\_%'), b text not null check (b ~ '^[a-z]{2}-\\d{4}$'),"
            + " c text not null check (c ~* '^[a-z0-9._%+-]+@[a-z0-9.-]+\\.[a-z]{2,}$'),"
            + " d text not null check (d ~ '^(#[0-9a-f]{6}|none)$'), e text not null check (e ~ '/'),"
            + " f text not null check (f similar to '[A-Z]{3}'), g text not null check (g !~ '\\s')");
  }

  @Test
  void lengthsAndCasesAreRead() {
    assertTwoRowsWith(
        "a text not null check (length(a) = 6), b text not null check (char_length(b) between 30 and 40),"
            + " c text not null check (btrim(c) <> ''), d text not null check (upper(d) = d),"
            + " e text not null check (e = lower(e)), f char(2) not null check (f = upper(f)),"
            + " g bytea not null check (octet_length(g) = 16)");
  }

  @Test
  void numbersAreRead() {
    assertTwoRowsWith(
        "a int not null check (a between 1 and 5), b numeric(4,2) not null check (b < 0),"
            + " c int not null check (c % 5 = 0 and c > 20), d numeric(2,2) not null,"
            + " e smallint not null check (e > 30000), f real not null check (f >= 0 and f <= 1)");
  }

  @Test
  void columnsAreCompared() {
    assertTwoRowsWith(
        "low int not null, high int not null, check (low < high), a date not null, b date not null,"
            + " check (b < a), c text not null, d text not null, check (c = d), check (a <> b)");
  }

  @Test
  void exactlyOneOfSeveralIsSet() {
    assertTwoRowsWith(
        "a text, b int, c uuid, check (num_nonnulls(a, b, c) = 1), d text, e text,"
            + " check ((d is null) <> (e is null)), f text, g int, check ((f is null) = (g is null))");
  }

  @Test
  void oneColumnMayAskForAnother() {
    assertTwoRowsWith(
        "kind text not null check (kind in ('card', 'bank')), card text, iban text,"
            + " check (kind <> 'card' or card is not null), check ((kind = 'bank') = (iban is not null)),"
            + " check ((kind = 'card') = (card is not null))");
  }

  @Test
  void jsonIsShaped() {
    assertTwoRowsWith(
        "a jsonb not null check (jsonb_typeof(a) = 'array'), b jsonb not null check (b ? 'type'),"
            + " c jsonb not null check (c ->> 'type' in ('x', 'y')), d json not null,"
            + " e jsonb not null check (jsonb_typeof(e -> 'items') = 'array')");
  }

  @Test
  void arraysAreShaped() {
    assertTwoRowsWith(
        "a text[] not null check (cardinality(a) = 2), b text[] not null check (b <@ array['x', 'y']),"
            + " c int[] not null, d uuid[], e varchar(3)[] not null");
  }

  @Test
  void domainsAreRead() {
    assertTwoRowsWith(
        "create domain email as text check (value ~ '^[^@]+@[^@]+$') not null;"
            + "create domain short as varchar(4); create domain slug as short check (value = lower(value));"
            + "create type pair as (code slug, address email);",
        "a email, b slug not null, c email[] not null, d pair not null");
  }

  @Test
  void functionsInChecksAreAsked() {
    assertTwoRowsWith(
        "create function is_zone(t text) returns boolean language plpgsql immutable as"
            + " 'begin perform now() at time zone t; return true; end';",
        "zone text not null check (is_zone(zone)), n text not null check (n::int > 3)");
  }

  @Test
  void allTypesHaveValues() {
    assertTwoRowsWith(
        "create type mood as enum ('sad', 'ok'); create type address as (street text, no int);"
            + "create type span as range (subtype = float8);",
        "a mood not null, b address not null, c int4range not null, d tstzrange not null, e daterange"
            + " not null, f datemultirange not null, g inet not null, h cidr not null, i macaddr not"
            + " null, j macaddr8 not null, k bytea not null, l xml not null, m tsvector not null, n"
            + " interval not null, o bit(3) not null, p bit varying(5) not null, q money not null, r"
            + " numeric(5,2) not null, s char(3) not null, t time not null, u timetz not null, v"
            + " timestamp(3) not null, w date not null, x point not null, y polygon not null, z"
            + " jsonb not null, aa boolean not null, ab real not null, ac double precision not null,"
            + " ad oid not null, ae span not null, af tsquery not null, ag pg_lsn not null, ah name"
            + " not null, ai \"char\" not null, aj varchar(1) not null, ak numrange not null, al"
            + " mood[] not null, am address[] not null, an interval day to second not null, ao circle"
            + " not null, ap line not null, aq box not null, ar path not null, \"at\" lseg not null,"
            + " au smallint not null, av jsonpath not null, aw regclass not null");
  }

  @Test
  void generatedAndIdentityColumnsAreLeftToTheServer() {
    try (Seeded seeded =
        Seeded.schema(
            "create table lines ("
                + SCOPED
                + ", id bigint generated always as identity primary key, price int not null, tax int"
                + " generated always as (price * 2) stored, check (tax > 100));")) {
      assertFilled(seeded);
      assertThat(
              seeded.query(
                  "insert into lines (organization_id, price) values ('org_a', 60) returning id"))
          .doesNotContainAnyElementsOf(seeded.attackers("lines", "id"))
          .doesNotContainAnyElementsOf(seeded.victims("lines", "id"));
    }
  }

  @Test
  void everyPartitionHasRows() {
    try (Seeded seeded =
        Seeded.schema(
            "create table events ("
                + SCOPED
                + ", at timestamptz not null, id uuid, kind text not null, primary key (organization_id,"
                + " at, kind, id)) partition by range (at);"
                + "create table events_1 partition of events for values from ('2020-01-01') to ('2020-02-01');"
                + "create table events_2 partition of events for values from ('2020-02-01') to"
                + " ('2020-03-01') partition by list (kind);"
                + "create table events_2a partition of events_2 for values in ('a');"
                + "create table events_2b partition of events_2 for values in ('b', 'c');"
                + "create table events_rest partition of events default;")) {
      assertFilled(seeded);
      for (String leaf : List.of("events_1", "events_2a", "events_2b", "events_2", "events_rest")) {
        assertThat(seeded.world.rows(seeded.table(leaf), seeded.world.victim()))
            .as(leaf)
            .isNotEmpty();
        assertThat(seeded.world.belongsTo(seeded.table(leaf), seeded.world.victim()))
            .contains("organization_id = 'org_b'");
      }
    }
  }

  @Test
  void rowsFindTheirHashPartition() {
    assertFilled(
        "create table items ("
            + SCOPED
            + ", id uuid, primary key (organization_id, id))"
            + " partition by hash (organization_id);"
            + "create table items_0 partition of items for values with (modulus 2, remainder 0);"
            + "create table items_1 partition of items for values with (modulus 2, remainder 1);");
  }

  @Test
  void tenantsMayBeThePartitions() {
    try (Seeded seeded =
        Seeded.schema(
            ORGANIZATIONS
                + "create table items ("
                + SCOPED
                + ", id uuid, primary key (organization_id, id))"
                + " partition by list (organization_id);"
                + "create table items_acme partition of items for values in ('acme');"
                + "create table items_globex partition of items for values in ('globex');",
            WorldRequest.defaults(),
            List.of("organization_id"))) {
      assertFilled(seeded);
      assertThat(seeded.world.tenants().stream().map(Tenant::id)).containsExactly("acme", "globex");
    }
  }

  @Test
  void aTableWithoutPartitionsIsReported() {
    try (Seeded seeded =
        Seeded.schema(
            "create table events (" + SCOPED + ", at date not null) partition by range (at);")) {
      assertThat(seeded.world.unseeded())
          .singleElement()
          .satisfies(
              u -> assertThat(u.reason()).contains("no partition of relation \"events\" found"));
    }
  }

  @Test
  void heirsHaveRowsOfTheirOwn() {
    assertFilled(
        "create table documents ("
            + SCOPED
            + ", id uuid not null, title text not null);"
            + "create table contracts (signed date not null, check (signed > '2030-01-01'))"
            + " inherits (documents);");
  }

  @Test
  void partsBelongToTheirParentsTenant() {
    try (Seeded seeded =
        Seeded.schema(
            "create table orders ("
                + SCOPED
                + ", id int primary key);"
                + "create table part_lines (order_id int not null references orders, line int,"
                + " note text, primary key (order_id, line));")) {
      assertFilled(seeded);
      assertThat(
              seeded.query(
                  "select count(*) from part_lines where "
                      + seeded
                          .world
                          .belongsTo(seeded.table("part_lines"), seeded.world.victim())
                          .orElse("")))
          .containsExactly("2");
      assertThat(seeded.victims("part_lines", "order_id"))
          .isSubsetOf(seeded.victims("orders", "id"));
    }
  }

  @Test
  void severalColumnsMayNameTheTenant() {
    try (Seeded seeded =
        Seeded.schema(
            "create table organizations (site_id int, id int, name text, primary key (site_id, id));"
                + "create table rooms (site_id int not null, organization_id int not null, id int,"
                + " primary key (site_id, organization_id, id),"
                + " foreign key (site_id, organization_id) references organizations);",
            WorldRequest.defaults(),
            List.of("site_id", "organization_id"))) {
      assertFilled(seeded);
      assertThat(seeded.world.attacker().ids()).hasSize(2);
      assertThat(seeded.world.attacker().ids().get(0))
          .isEqualTo(seeded.world.victim().ids().get(0));
    }
  }

  @Test
  void idsFitEveryColumnThatNamesATenant() {
    try (Seeded seeded =
        Seeded.schema(
            "create domain org as varchar(12) check (value ~ '^o[a-z0-9]{11}$');"
                + "create table organizations (id org primary key, name text);"
                + "create table logs (organization_id text not null check (length(organization_id) = 12));",
            WorldRequest.defaults(),
            List.of("organization_id"))) {
      assertFilled(seeded);
    }
  }

  @Test
  void idsMayBeNumbersThatTheDatabaseGives() {
    try (Seeded seeded =
        Seeded.schema(
            "create table organizations (id bigint generated always as identity primary key, name text);"
                + "create table logs (organization_id bigint not null references organizations);",
            WorldRequest.defaults(),
            List.of("organization_id"))) {
      assertFilled(seeded);
      assertThat(seeded.world.attacker().id()).isEqualTo("1001");
      assertThat(seeded.query("insert into organizations (name) values ('x') returning id"))
          .containsExactly("1003");
    }
  }

  @Test
  void sharedRowsOfMigrationsAreReferredTo() {
    try (Seeded seeded =
        Seeded.schema(
            "create table shared_plans (id text primary key); insert into shared_plans values ('free');"
                + "alter table organizations add plan text not null default 'free' references shared_plans;")) {
      assertThat(seeded.attackers("organizations", "plan")).containsExactly("free");
      assertThat(seeded.query("select count(*) from shared_plans")).containsExactly("1");
    }
  }

  @Test
  void rowsOfMigrationsAreNotInTheWay() {
    assertFilled(
        "create table users (id serial primary key, email text unique);"
            + "insert into users (email) values ('root'), ('admin');"
            + "create table members ("
            + SCOPED
            + ", user_id int references users, primary key (organization_id, user_id));");
  }

  @Test
  void triggersAndRulesDoNotFire() {
    try (Seeded seeded =
        Seeded.schema(
            "create table notes ("
                + SCOPED
                + ", id uuid primary key, body text);"
                + "create function f() returns trigger language plpgsql as"
                + " 'begin raise exception ''fired''; end';"
                + "create trigger a before insert on notes for each row execute function f();"
                + "create trigger b after insert on notes for each row execute function f();"
                + "alter table notes enable always trigger b;"
                + "create rule r as on insert to notes do instead nothing;")) {
      assertFilled(seeded);
      assertThat(
              seeded.query(
                  "select tgenabled from pg_trigger where not tgisinternal order by tgname"))
          .containsExactly("O", "A");
    }
  }

  @Test
  void whatTheServerRefusesIsReportedWithItsWords() {
    try (Seeded seeded =
        Seeded.schema(
            "create table odd ("
                + SCOPED
                + ", code text not null constraint odd_code check (md5(code) = 'x'));"
                + "create table part_odder (id uuid primary key);"
                + "create table part_of_odd (odd uuid not null references part_odder);")) {
      assertThat(seeded.world.unseeded())
          .singleElement()
          .satisfies(
              u -> {
                assertThat(u.table().name()).isEqualTo("odd");
                assertThat(u.reason()).contains("odd_code").contains("wtA7oddcode1");
              });
    }
  }

  @Test
  void theUsersValuesAreTaken() {
    try (Seeded seeded =
        Seeded.schema(
            ORGANIZATIONS
                + "create table odd ("
                + SCOPED
                + ", code text not null check (md5(code) = md5('it''s')), note text);",
            WorldRequest.defaults()
                .withValues(
                    Map.of(
                        "odd.code", List.of("'it''s'"),
                        "public.odd.note", List.of("null"),
                        "organizations.id", List.of("acme", "globex"))),
            List.of("organization_id"))) {
      assertFilled(seeded);
      assertThat(seeded.victims("odd", "code")).containsOnly("it's");
      assertThat(seeded.victims("odd", "note")).containsOnly("null");
      assertThat(seeded.world.victim().id()).isEqualTo("globex");
    }
  }

  @Test
  void thereMayBeMoreTenantsAndRows() {
    try (Seeded seeded =
        Seeded.schema(
            ORGANIZATIONS
                + "create table notes ("
                + SCOPED
                + ", id serial primary key, body text);",
            new WorldRequest(30, 5, Map.of(), List.of()),
            List.of("organization_id"))) {
      assertFilled(seeded);
      assertThat(seeded.query("select count(*) from notes")).containsExactly("150");
    }
  }

  @Test
  void theScriptSeedsAFreshDatabaseTheSame() throws Exception {
    String schema =
        ORGANIZATIONS
            + "create table users ("
            + SCOPED
            + ", id serial primary key, email text unique);"
            + "create table events ("
            + SCOPED
            + ", id bigint generated always as identity, at date,"
            + " body jsonb) partition by range (at);"
            + "create table events_1 partition of events for values from ('2020-01-01') to ('2021-01-01');"
            + "alter table organizations add owner_id int not null references users;";
    String digest =
        "select string_agg(x, '|' order by x) from (select u::text as x from users u union all"
            + " select e::text from events e union all select o::text from organizations o"
            + " union all select nextval('users_id_seq')::text) all_rows";
    try (Seeded seeded =
        Seeded.schema(schema, WorldRequest.defaults(), List.of("organization_id"))) {
      ScratchDatabase fresh = Servers.shared().create();
      try (Connection connection = Servers.shared().connect(fresh);
          Statement statement = connection.createStatement()) {
        statement.execute(schema);
        statement.execute(seeded.world.script());
        var rows = statement.executeQuery(digest);
        rows.next();
        assertThat(rows.getString(1)).isEqualTo(seeded.query(digest).get(0));
      } finally {
        Servers.shared().drop(fresh);
      }
    }
  }

  @Test
  void aHundredRowsInFiftyTablesTakeSeconds() {
    StringBuilder sql = new StringBuilder(ORGANIZATIONS);
    for (int i = 0; i < 50; i++) {
      sql.append("create table t").append(i).append(" (").append(SCOPED);
      sql.append(", id uuid not null, name text not null, status text not null check (status in");
      sql.append(
          " ('a', 'b')), n int, at timestamptz, data jsonb, primary key (organization_id, id),");
      sql.append(" unique (organization_id, name)");
      if (i > 0) {
        sql.append(", parent uuid, foreign key (organization_id, parent) references t")
            .append(i - 1);
      }
      sql.append(");");
    }
    long before = System.nanoTime();
    try (Seeded seeded =
        Seeded.schema(
            sql.toString(),
            new WorldRequest(2, 100, Map.of(), List.of()),
            List.of("organization_id"))) {
      assertFilled(seeded);
      assertThat(seeded.query("select count(*) from t49")).containsExactly("200");
    }
    // Far above what it takes, for machines that are busy.
    assertThat((System.nanoTime() - before) / 1_000_000).isLessThan(30_000);
  }
}
