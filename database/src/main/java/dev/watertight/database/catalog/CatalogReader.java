package dev.watertight.database.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a {@link Catalog} in one transaction that can change nothing. */
public final class CatalogReader {
  /** Schemas that are PostgreSQL's own. */
  private static final String FOREIGN =
      " n.nspname <> 'information_schema' and n.nspname !~ '^pg_' ";

  private final Connection connection;

  private CatalogReader(Connection connection) {
    this.connection = connection;
  }

  /**
   * The catalog of the database that the connection is to.
   *
   * @param connection in autocommit; it is given back so
   * @throws SQLException if a catalog cannot be read
   */
  public static Catalog read(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      // With an empty path every name is written with its schema, whatever the session's was.
      statement.execute("set transaction isolation level repeatable read, read only");
      statement.execute("set local search_path = ''");
      return new CatalogReader(connection).all();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private Catalog all() throws SQLException {
    Map<Long, Set<Long>> policyUses = new HashMap<>();
    List<Dependency> dependencies = dependencies();
    for (Dependency dependency : dependencies) {
      policyUses
          .computeIfAbsent(dependency.from(), k -> new LinkedHashSet<>())
          .add(dependency.to());
    }
    List<Relation> relations = relations();
    List<Function> functions = functions();
    Set<Long> relationIds = new LinkedHashSet<>();
    relations.forEach(r -> relationIds.add(r.oid()));
    Set<Long> functionIds = new LinkedHashSet<>();
    functions.forEach(f -> functionIds.add(f.oid()));
    String[] database = database();
    return new Catalog(
        version(),
        database[0],
        database[1],
        databaseGrants(),
        schemas(),
        relations,
        constraints(),
        indexes(),
        policies(policyUses, relationIds, functionIds),
        functions,
        triggers(),
        rewriteRules(policyUses, relationIds),
        roles(),
        memberships(),
        defaultPrivileges(),
        settings(),
        dependencies,
        types(),
        largeObjects());
  }

  private int version() throws SQLException {
    return Rows.read(
            connection,
            "select current_setting('server_version_num')::int as v",
            r -> (int) r.number("v"))
        .get(0);
  }

  private String[] database() throws SQLException {
    return Rows.read(
            connection,
            "select datname, pg_get_userbyid(datdba) as owner from pg_database"
                + " where datname = current_database()",
            r -> new String[] {r.text("datname"), r.text("owner")})
        .get(0);
  }

  private static String acl(String column) {
    return "(select array_agg(a.privilege_type || E'\\t' || a.is_grantable || E'\\t' ||"
        + " case a.grantee when 0 then 'public' else pg_get_userbyid(a.grantee) end"
        + " order by a.grantee, a.privilege_type) from aclexplode("
        + column
        + ") a)";
  }

  private List<Grant> databaseGrants() throws SQLException {
    return Rows.read(
            connection,
            "select "
                + acl("coalesce(datacl, acldefault('d', datdba))")
                + " as acl from pg_database where datname = current_database()",
            r -> r.grants("acl"))
        .get(0);
  }

  private List<SchemaGrants> schemas() throws SQLException {
    return Rows.read(
        connection,
        "select n.nspname, pg_get_userbyid(n.nspowner) as owner, "
            + acl("coalesce(n.nspacl, acldefault('n', n.nspowner))")
            + " as acl from pg_namespace n where"
            + FOREIGN
            + "order by 1",
        r -> new SchemaGrants(r.text("nspname"), r.text("owner"), r.grants("acl")));
  }

  private List<Relation> relations() throws SQLException {
    Map<Long, List<Column>> columns = columns();
    return Rows.read(
        connection,
        "select c.oid, n.nspname, c.relname, c.relkind, pg_get_userbyid(c.relowner) as owner,"
            + " c.relrowsecurity, c.relforcerowsecurity, c.relispartition, c.reloptions,"
            + " (select array_agg(i.inhparent::bigint order by i.inhseqno) from pg_inherits i"
            + "   where i.inhrelid = c.oid) as parents,"
            + " case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end as definition,"
            + " case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end as partkey,"
            + " case when c.relispartition then pg_get_expr(c.relpartbound, c.oid) end as bound,"
            + " exists (select from pg_depend d where d.classid = 'pg_class'::regclass"
            + "   and d.objid = c.oid and d.deptype = 'e') as extension, "
            + acl(
                "coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's' else 'r' end::\"char\","
                    + " c.relowner))")
            + " as acl from pg_class c join pg_namespace n on n.oid = c.relnamespace"
            + " where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and"
            + FOREIGN
            + "order by n.nspname, c.relname",
        r ->
            new Relation(
                r.number("oid"),
                r.text("nspname"),
                r.text("relname"),
                Relation.Kind.of(r.text("relkind")),
                r.text("owner"),
                r.flag("relrowsecurity"),
                r.flag("relforcerowsecurity"),
                r.flag("relispartition"),
                r.numbers("parents"),
                columns.getOrDefault(r.number("oid"), List.of()),
                r.grants("acl"),
                r.entries("reloptions"),
                r.optional("definition"),
                r.optional("partkey"),
                r.optional("bound"),
                r.flag("extension")));
  }

  private Map<Long, List<Column>> columns() throws SQLException {
    record Of(long table, Column column) {}
    List<Of> all =
        Rows.read(
            connection,
            "select a.attrelid, a.attname, a.attnum, format_type(a.atttypid, a.atttypmod) as type,"
                + " a.atttypid, a.attnotnull, pg_get_expr(d.adbin, d.adrelid) as def,"
                + " case a.attidentity when 'a' then 'always' when 'd' then 'by default' end as"
                + " identity, a.attgenerated <> '' as generated, "
                + acl("a.attacl")
                + " as acl from pg_attribute a join pg_class c on c.oid = a.attrelid"
                + " join pg_namespace n on n.oid = c.relnamespace"
                + " left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum"
                + " where a.attnum > 0 and not a.attisdropped"
                + " and c.relkind in ('r', 'p', 'v', 'm', 'f') and"
                + FOREIGN
                + "order by a.attrelid, a.attnum",
            r ->
                new Of(
                    r.number("attrelid"),
                    new Column(
                        r.text("attname"),
                        (int) r.number("attnum"),
                        r.text("type"),
                        r.number("atttypid"),
                        r.flag("attnotnull"),
                        r.optional("def"),
                        r.optional("identity"),
                        r.flag("generated"),
                        r.grants("acl"))));
    Map<Long, List<Column>> byTable = new HashMap<>();
    all.forEach(c -> byTable.computeIfAbsent(c.table(), k -> new ArrayList<>()).add(c.column()));
    return byTable;
  }

  private static String names(String numbers, String table) {
    return "(select array_agg(a.attname order by k.ord) from unnest("
        + numbers
        + ") with ordinality k(num, ord) join pg_attribute a on a.attrelid = "
        + table
        + " and a.attnum = k.num)";
  }

  private static Optional<String> action(String code) {
    return switch (code) {
      case "a" -> Optional.of("NO ACTION");
      case "r" -> Optional.of("RESTRICT");
      case "c" -> Optional.of("CASCADE");
      case "n" -> Optional.of("SET NULL");
      case "d" -> Optional.of("SET DEFAULT");
      default -> Optional.empty();
    };
  }

  private static Constraint.Kind kind(String code) {
    return switch (code) {
      case "c" -> Constraint.Kind.CHECK;
      case "f" -> Constraint.Kind.FOREIGN_KEY;
      case "p" -> Constraint.Kind.PRIMARY_KEY;
      case "u" -> Constraint.Kind.UNIQUE;
      default -> Constraint.Kind.EXCLUSION;
    };
  }

  private List<Constraint> constraints() throws SQLException {
    // The columns of ON DELETE SET NULL (…) are there from PostgreSQL 15 on.
    String setColumns =
        version() >= 150000 ? names("c.confdelsetcols", "c.conrelid") : "null::text[]";
    return Rows.read(
        connection,
        "select c.oid, c.conname, c.contype, c.conrelid, c.confrelid, c.confmatchtype,"
            + " c.confdeltype, c.confupdtype, c.condeferrable, c.conparentid, c.convalidated,"
            + " pg_get_constraintdef(c.oid) as def, "
            + names("c.conkey", "c.conrelid")
            + " as cols, "
            + names("c.confkey", "c.confrelid")
            + " as target_cols, "
            + setColumns
            + " as set_cols"
            + " from pg_constraint c join pg_class t on t.oid = c.conrelid"
            + " join pg_namespace n on n.oid = t.relnamespace"
            + " where c.contype in ('c', 'f', 'p', 'u', 'x') and"
            + FOREIGN
            + "order by n.nspname, t.relname, c.conname",
        r -> {
          Constraint.Kind kind = kind(r.text("contype"));
          boolean foreign = kind == Constraint.Kind.FOREIGN_KEY;
          return new Constraint(
              r.number("oid"),
              r.text("conname"),
              kind,
              r.number("conrelid"),
              r.texts("cols"),
              foreign ? Optional.of(r.number("confrelid")) : Optional.empty(),
              r.texts("target_cols"),
              r.text("confmatchtype").equals("f"),
              foreign ? action(r.text("confdeltype")) : Optional.empty(),
              foreign ? action(r.text("confupdtype")) : Optional.empty(),
              r.texts("set_cols"),
              r.flag("condeferrable"),
              r.text("def"),
              r.number("conparentid") != 0,
              r.flag("convalidated"));
        });
  }

  private List<Index> indexes() throws SQLException {
    return Rows.read(
        connection,
        "select i.indexrelid, n.nspname, x.relname, i.indrelid, i.indisunique, i.indisprimary,"
            + " i.indisexclusion, i.indisvalid, x.relispartition, m.amname,"
            + " pg_get_indexdef(i.indexrelid) as def, pg_get_expr(i.indpred, i.indrelid) as pred,"
            + " (select array_agg(coalesce(a.attname::text, pg_get_indexdef(i.indexrelid, k.ord::int,"
            + " true)) order by k.ord) from unnest(i.indkey) with ordinality k(num, ord)"
            + " left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.num and k.num > 0"
            + " where k.ord <= i.indnkeyatts) as keys"
            + " from pg_index i join pg_class x on x.oid = i.indexrelid"
            + " join pg_am m on m.oid = x.relam"
            + " join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace"
            + " where"
            + FOREIGN
            + "order by n.nspname, x.relname",
        r ->
            new Index(
                r.number("indexrelid"),
                r.text("nspname"),
                r.text("relname"),
                r.number("indrelid"),
                r.flag("indisunique"),
                r.flag("indisprimary"),
                r.flag("indisexclusion"),
                r.texts("keys"),
                r.optional("pred"),
                r.text("amname"),
                r.flag("indisvalid"),
                r.flag("relispartition"),
                r.text("def")));
  }

  private List<Policy> policies(Map<Long, Set<Long>> uses, Set<Long> relations, Set<Long> functions)
      throws SQLException {
    return Rows.read(
        connection,
        "select p.oid, p.polname, p.polrelid, p.polcmd, p.polpermissive,"
            + " (select array_agg(case r when 0 then 'public' else pg_get_userbyid(r) end)"
            + "   from unnest(p.polroles) r) as roles,"
            + " pg_get_expr(p.polqual, p.polrelid) as using,"
            + " pg_get_expr(p.polwithcheck, p.polrelid) as check,"
            + " (select array_agg(distinct a.attname) from pg_depend d join pg_attribute a"
            + "   on a.attrelid = d.refobjid and a.attnum = d.refobjsubid"
            + "   where d.classid = 'pg_policy'::regclass and d.objid = p.oid"
            + "   and d.refclassid = 'pg_class'::regclass and d.refobjid = p.polrelid"
            + "   and d.refobjsubid > 0) as cols"
            + " from pg_policy p join pg_class c on c.oid = p.polrelid"
            + " join pg_namespace n on n.oid = c.relnamespace where"
            + FOREIGN
            + "order by n.nspname, c.relname, p.polname",
        r -> {
          Set<Long> used = new LinkedHashSet<>(uses.getOrDefault(r.number("oid"), Set.of()));
          Set<Long> usedRelations = new LinkedHashSet<>(used);
          usedRelations.retainAll(relations);
          usedRelations.remove(r.number("polrelid"));
          used.retainAll(functions);
          return new Policy(
              r.number("oid"),
              r.text("polname"),
              r.number("polrelid"),
              command(r.text("polcmd")),
              r.flag("polpermissive"),
              r.texts("roles"),
              r.optional("using"),
              r.optional("check"),
              Set.copyOf(r.texts("cols")),
              used,
              usedRelations);
        });
  }

  private static String command(String code) {
    return switch (code) {
      case "r" -> "SELECT";
      case "a" -> "INSERT";
      case "w" -> "UPDATE";
      case "d" -> "DELETE";
      default -> "ALL";
    };
  }

  private List<Function> functions() throws SQLException {
    return Rows.read(
        connection,
        "select p.oid, n.nspname, p.proname, pg_get_userbyid(p.proowner) as owner, p.prokind,"
            + " pg_get_function_result(p.oid) as returns, l.lanname, p.prosecdef, p.proleakproof,"
            + " p.proisstrict, p.provolatile, p.proconfig, p.prosrc,"
            + " case when p.prokind in ('f', 'p') then pg_get_functiondef(p.oid) end as def,"
            + " (select array_agg(format_type(t, null) order by ord)"
            + "   from unnest(p.proargtypes) with ordinality a(t, ord)) as args,"
            + " exists (select from pg_depend d where d.classid = 'pg_proc'::regclass"
            + "   and d.objid = p.oid and d.deptype = 'e') as extension, "
            + acl("coalesce(p.proacl, acldefault('f', p.proowner))")
            + " as acl from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
            + " join pg_language l on l.oid = p.prolang where"
            + FOREIGN
            + "order by n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)",
        r ->
            new Function(
                r.number("oid"),
                r.text("nspname"),
                r.text("proname"),
                r.texts("args"),
                r.text("owner"),
                switch (r.text("prokind")) {
                  case "p" -> "procedure";
                  case "a" -> "aggregate";
                  case "w" -> "window";
                  default -> "function";
                },
                r.text("returns"),
                r.text("lanname"),
                r.flag("prosecdef"),
                r.flag("proleakproof"),
                r.flag("proisstrict"),
                switch (r.text("provolatile")) {
                  case "i" -> "immutable";
                  case "s" -> "stable";
                  default -> "volatile";
                },
                r.texts("proconfig"),
                r.text("prosrc"),
                r.optional("def"),
                r.grants("acl"),
                r.flag("extension")));
  }

  private List<Trigger> triggers() throws SQLException {
    return Rows.read(
        connection,
        "select t.oid, t.tgname, t.tgrelid, t.tgfoid, t.tgenabled <> 'D' as enabled,"
            + " pg_get_triggerdef(t.oid) as def from pg_trigger t"
            + " join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace"
            + " where not t.tgisinternal and"
            + FOREIGN
            + "order by n.nspname, c.relname, t.tgname",
        r ->
            new Trigger(
                r.number("oid"),
                r.text("tgname"),
                r.number("tgrelid"),
                r.number("tgfoid"),
                r.flag("enabled"),
                r.text("def")));
  }

  private List<RewriteRule> rewriteRules(Map<Long, Set<Long>> uses, Set<Long> relations)
      throws SQLException {
    return Rows.read(
        connection,
        "select w.oid, w.rulename, w.ev_class, w.ev_type, w.is_instead,"
            + " pg_get_ruledef(w.oid) as def from pg_rewrite w"
            + " join pg_class c on c.oid = w.ev_class join pg_namespace n on n.oid = c.relnamespace"
            + " where w.ev_type <> '1' and"
            + FOREIGN
            + "order by n.nspname, c.relname, w.rulename",
        r -> {
          Set<Long> used = new LinkedHashSet<>(uses.getOrDefault(r.number("oid"), Set.of()));
          used.retainAll(relations);
          used.remove(r.number("ev_class"));
          return new RewriteRule(
              r.number("oid"),
              r.text("rulename"),
              r.number("ev_class"),
              switch (r.text("ev_type")) {
                case "2" -> "UPDATE";
                case "3" -> "INSERT";
                default -> "DELETE";
              },
              r.flag("is_instead"),
              r.text("def"),
              used);
        });
  }

  private List<Role> roles() throws SQLException {
    return Rows.read(
        connection,
        "select oid, rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin,"
            + " rolreplication, rolbypassrls, rolname ~ '^pg_' as system from pg_roles order by"
            + " rolname",
        r ->
            new Role(
                r.number("oid"),
                r.text("rolname"),
                r.flag("rolsuper"),
                r.flag("rolinherit"),
                r.flag("rolcreaterole"),
                r.flag("rolcreatedb"),
                r.flag("rolcanlogin"),
                r.flag("rolreplication"),
                r.flag("rolbypassrls"),
                r.flag("system")));
  }

  private List<Membership> memberships() throws SQLException {
    // Until PostgreSQL 15 the member's own attribute says whether it inherits, and all may SET
    // ROLE.
    String options =
        version() >= 160000
            ? "m.inherit_option as inherits, m.set_option as sets"
            : "u.rolinherit as inherits, true as sets";
    return Rows.read(
        connection,
        "select g.rolname as role, u.rolname as member, m.admin_option, "
            + options
            + " from pg_auth_members m join pg_roles g on g.oid = m.roleid"
            + " join pg_roles u on u.oid = m.member order by 1, 2",
        r ->
            new Membership(
                r.text("role"),
                r.text("member"),
                r.flag("admin_option"),
                r.flag("inherits"),
                r.flag("sets")));
  }

  private List<DefaultPrivilege> defaultPrivileges() throws SQLException {
    record Row(String role, Optional<String> schema, String objects, List<Grant> grants) {}
    List<Row> rows =
        Rows.read(
            connection,
            "select pg_get_userbyid(d.defaclrole) as role, n.nspname, d.defaclobjtype, "
                + acl("d.defaclacl")
                + " as acl from pg_default_acl d"
                + " left join pg_namespace n on n.oid = d.defaclnamespace order by 1, 2, 3",
            r ->
                new Row(
                    r.text("role"),
                    r.optional("nspname"),
                    r.text("defaclobjtype"),
                    r.grants("acl")));
    return rows.stream()
        .flatMap(
            r ->
                r.grants().stream()
                    .map(g -> new DefaultPrivilege(r.role(), r.schema(), r.objects(), g)))
        .toList();
  }

  private List<RoleSetting> settings() throws SQLException {
    return Rows.read(
        connection,
        "select case s.setrole when 0 then null else pg_get_userbyid(s.setrole) end as role,"
            + " d.datname, split_part(c, '=', 1) as name, substr(c, strpos(c, '=') + 1) as value"
            + " from pg_db_role_setting s left join pg_database d on d.oid = s.setdatabase,"
            + " unnest(s.setconfig) c where s.setdatabase = 0 or d.datname = current_database()"
            + " order by 1, 2, 3",
        r ->
            new RoleSetting(
                r.optional("role"), r.optional("datname"), r.text("name"), r.text("value")));
  }

  /** Views' and rules' uses are tracked on their rewrite rule, which stands for the view here. */
  private List<Dependency> dependencies() throws SQLException {
    return Rows.read(
        connection,
        "select distinct coalesce(case when w.ev_type = '1' then w.ev_class end, d.objid) as used_by,"
            + " d.refobjid, d.refobjsubid from pg_depend d"
            + " left join pg_rewrite w on d.classid = 'pg_rewrite'::regclass and w.oid = d.objid"
            + " where d.classid in ('pg_rewrite'::regclass, 'pg_policy'::regclass,"
            + " 'pg_proc'::regclass, 'pg_trigger'::regclass, 'pg_attrdef'::regclass)"
            + " and d.refclassid in ('pg_class'::regclass, 'pg_proc'::regclass)"
            + " and d.deptype in ('n', 'a') and d.objid >= 16384 and d.refobjid >= 16384"
            + " and coalesce(w.ev_class <> d.refobjid or w.ev_type <> '1', true)"
            + " order by 1, 2, 3",
        r ->
            new Dependency(
                r.number("used_by"), r.number("refobjid"), (int) r.number("refobjsubid")));
  }

  private List<TypeInfo> types() throws SQLException {
    return Rows.read(
        connection,
        "with recursive used(oid) as (select distinct a.atttypid from pg_attribute a"
            + " join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace"
            + " where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'f')"
            + " and"
            + FOREIGN
            + " union select b.base from used u, lateral (select case t.typtype"
            + " when 'd' then t.typbasetype"
            + " when 'r' then (select rngsubtype from pg_range g where g.rngtypid = t.oid)"
            + " else nullif(t.typelem, 0) end as base from pg_type t where t.oid = u.oid) b"
            + " where b.base is not null)"
            + " select t.oid, format_type(t.oid, null) as name, t.typtype, t.typcategory,"
            + " t.typnotnull, (select array_agg(e.enumlabel order by e.enumsortorder) from pg_enum e"
            + " where e.enumtypid = t.oid) as labels,"
            + " case t.typtype when 'd' then t.typbasetype"
            + " when 'r' then (select rngsubtype from pg_range g where g.rngtypid = t.oid)"
            + " else nullif(t.typelem, 0) end as base,"
            + " (select array_agg(pg_get_constraintdef(c.oid) order by c.conname) from pg_constraint"
            + " c where c.contypid = t.oid and c.contype = 'c') as checks"
            + " from pg_type t where t.oid in (select oid from used) order by 2",
        r ->
            new TypeInfo(
                r.number("oid"),
                r.text("name"),
                r.text("typtype"),
                r.text("typcategory"),
                r.texts("labels"),
                r.number("base") == 0 ? Optional.empty() : Optional.of(r.number("base")),
                r.texts("checks"),
                r.flag("typnotnull")));
  }

  private List<LargeObject> largeObjects() throws SQLException {
    return Rows.read(
        connection,
        "select m.oid, pg_get_userbyid(m.lomowner) as owner, "
            + acl("coalesce(m.lomacl, acldefault('L', m.lomowner))")
            + " as acl from pg_largeobject_metadata m order by 1",
        r -> new LargeObject(r.number("oid"), r.text("owner"), r.grants("acl")));
  }
}
