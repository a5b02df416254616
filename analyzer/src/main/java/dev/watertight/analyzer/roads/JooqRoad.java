package dev.watertight.analyzer.roads;

import com.google.auto.service.AutoService;
import dev.watertight.analyzer.link.Access.Through;
import dev.watertight.analyzer.link.Access.Unknown;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.KnownTable;
import dev.watertight.analyzer.link.Library;
import dev.watertight.analyzer.link.Road;
import dev.watertight.analyzer.link.Site;
import dev.watertight.analyzer.link.Statement;
import dev.watertight.analyzer.link.TableUse;
import dev.watertight.analyzer.link.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * jOOQ: queries built from generated tables, tables by name, plain SQL. A query is followed from
 * its first step through variables and subqueries, so that it is one statement however it is put
 * together.
 */
@AutoService(Road.class)
public final class JooqRoad implements Road {
  private static final String STEP = "org.jooq.#step";
  private static final String ROW = "org.jooq.#row";
  private static final JType STEP_TYPE = JType.of(STEP);

  /** Methods whose arguments are tables that are read. */
  private static final Set<String> READS =
      Set.of(
          "from",
          "addFrom",
          "join",
          "innerJoin",
          "leftJoin",
          "leftOuterJoin",
          "rightJoin",
          "rightOuterJoin",
          "fullJoin",
          "fullOuterJoin",
          "crossJoin",
          "naturalJoin",
          "naturalLeftOuterJoin",
          "straightJoin",
          "leftSemiJoin",
          "leftAntiJoin",
          "crossApply",
          "outerApply",
          "addJoin",
          "addJoinOnKey",
          "using",
          "addUsing",
          "selectFrom",
          "selectQuery");

  /** Methods whose first argument is a table that is written. */
  private static final Set<String> WRITES =
      Set.of(
          "insertInto",
          "insertQuery",
          "mergeInto",
          "update",
          "updateQuery",
          "deleteFrom",
          "delete",
          "deleteQuery",
          "truncate",
          "truncateTable",
          "loadInto");

  private static final Set<String> STARTS =
      Set.of(
          "select",
          "selectDistinct",
          "selectOne",
          "selectZero",
          "selectCount",
          "selectQuery",
          "with",
          "withRecursive",
          "values");
  private static final Set<String> RECORDS =
      Set.of(
          "executeInsert",
          "executeUpdate",
          "executeDelete",
          "batchStore",
          "batchInsert",
          "batchUpdate",
          "batchDelete",
          "batchMerge");
  private static final Set<String> TEXTS =
      Set.of(
          "query",
          "resultQuery",
          "execute",
          "fetch",
          "fetchOne",
          "fetchSingle",
          "fetchOptional",
          "fetchValue",
          "fetchOptionalValue",
          "fetchValues",
          "fetchMany",
          "fetchLazy",
          "fetchStream",
          "fetchAsync",
          "fetchAny",
          "batch");
  private static final Set<String> PARSES =
      Set.of("parse", "parseQuery", "parseResultQuery", "parseSelect", "parseStatement");
  private static final Set<String> OTHERS = Set.of("set", "setLocal", "newRecord");
  private static final Pattern DAO_METHODS =
      Pattern.compile("(?:insert|update|merge|delete|store|exists|count|find|fetch)\\w*");

  private static final Set<String> DAO_LOADS =
      Set.of(
          "findById",
          "findOptionalById",
          "fetchOneById",
          "fetchOptionalById",
          "fetchById",
          "existsById",
          "deleteById");

  /** Pieces of plain SQL, which may hold subqueries or set something. */
  private static final Set<String> PIECES =
      Set.of("condition", "field", "sql", "function", "aggregate");

  /** Methods that take a condition, also as plain SQL. */
  private static final Set<String> CONDITIONS =
      Set.of("where", "and", "or", "andNot", "orNot", "having", "on", "qualify", "addConditions");

  private static final Set<String> NAMES =
      Set.of("getName", "getQualifiedName", "getUnqualifiedName", "toString");

  private static final Set<String> VALUES = Set.of("val", "value", "inline", "param");
  private static final Set<String> ROW_METHODS =
      Set.of("store", "insert", "update", "delete", "refresh", "merge");

  @Override
  public boolean begins(String method, int arguments) {
    return (isOfContext(method) && !(method.equals("set") && arguments != 2))
        || PIECES.contains(method)
        || PARSES.contains(method)
        || (arguments > 0 && CONDITIONS.contains(method))
        || ROW_METHODS.contains(method)
        || DAO_METHODS.matcher(method).matches();
  }

  @Override
  public Set<String> libraries() {
    return Set.of("jooq");
  }

  @Override
  public Optional<Value> call(Site site) {
    return known(site).map(v -> JooqSql.say(site, v));
  }

  private Optional<Value> known(Site site) {
    JType type = site.receiver().type();
    if (type.is("org.jooq.impl.DSL")) {
      return statics(site);
    }
    // Names first: what a receiver extends may stand in a file that is not read yet.
    if ((type.name().startsWith("org.jooq.") && type.name().endsWith("DSLContext"))
        || (isOfContext(site.name()) && site.on("org.jooq.DSLContext"))) {
      return context(site);
    }
    if (type.isUnknown()
        && (READS.contains(site.name()) || WRITES.contains(site.name()))
        && isGeneratedTable(site)) {
      // Whatever it is called on: nothing but jOOQ takes a generated table there.
      return Optional.of(step(site, site.receiver().statement()));
    }
    if (type.isUnknown()
        && CONDITIONS.contains(site.name())
        && JooqText.isPlain(site.argument(0))
        && JooqText.touches(site.argument(0))) {
      // A condition on a column of a class that is generated elsewhere.
      return Optional.of(JooqText.fragment(site));
    }
    if (type.is(STEP)) {
      return Optional.of(step(site, site.receiver().statement()));
    }
    if (PARSES.contains(site.name()) && type.is("org.jooq.Parser")) {
      return JooqText.query(site);
    }
    Optional<KnownTable> row = rowTable(site, type);
    if (row.isPresent()) {
      return rowMethod(site, row.get());
    }
    if (!site.receiver().tables().isEmpty() || type.is("org.jooq.Table")) {
      return tableMethod(site);
    }
    if (DAO_METHODS.matcher(site.name()).matches() && site.on("org.jooq.DAO")) {
      return dao(site);
    }
    if (type.name().startsWith("org.jooq.") && !Library.knows(type.name())) {
      return Optional.of(step(site, site.receiver().statement()));
    }
    return Optional.empty();
  }

  private static boolean isOfContext(String name) {
    return READS.contains(name)
        || WRITES.contains(name)
        || STARTS.contains(name)
        || RECORDS.contains(name)
        || TEXTS.contains(name)
        || OTHERS.contains(name)
        || name.startsWith("fetch");
  }

  private static boolean isGeneratedTable(Site site) {
    Value table = site.argument(0);
    return !table.isType()
        && !table.tables().isEmpty()
        && table.texts().isEmpty()
        && site.program().is(table.type(), "org.jooq.Table");
  }

  static Value stepOf(Statement statement) {
    return Value.of(STEP_TYPE).withStatement(statement);
  }

  private Optional<Value> context(Site site) {
    String name = site.name();
    if (READS.contains(name) || WRITES.contains(name) || STARTS.contains(name)) {
      return Optional.of(step(site, Optional.empty()));
    }
    if (name.startsWith("fetch") && !name.equals("fetchByExample") && isTable(site.argument(0))) {
      Statement statement = site.statement("jOOQ", Through.NATIVE);
      site.touches(statement, site.argument(0), false);
      absorbArguments(site, statement, 1);
      return Optional.of(row(statement));
    }
    if (name.startsWith("fetch") && site.argument(0).statement().isPresent()) {
      return Optional.of(row(site.argument(0).statement().get()));
    }
    if (RECORDS.contains(name) || name.equals("fetchByExample")) {
      return Optional.of(records(site, RECORDS.contains(name)));
    }
    if ((name.equals("set") || name.equals("setLocal")) && site.arguments().size() == 2) {
      return Optional.of(JooqText.setting(site, name.equals("setLocal")));
    }
    if (name.equals("newRecord")) {
      return Optional.of(Value.of(ROW).withTables(site.argument(0).tables()));
    }
    if (TEXTS.contains(name) && !site.arguments().isEmpty()) {
      return JooqText.query(site);
    }
    return Optional.empty();
  }

  /** {@code batchStore(records)}, {@code executeInsert(record)}: the table is the record's. */
  private static Value records(Site site, boolean write) {
    for (Value argument : site.arguments()) {
      Value value = argument.force();
      JType type = value.type().arguments().isEmpty() ? value.type() : value.type().argument(0);
      Optional<KnownTable> table = site.tables().byRecord(type);
      if (table.isPresent()) {
        site.touches("jOOQ", Through.NATIVE, table.get(), write);
        return Value.UNKNOWN;
      }
      List<TableUse> tables = new ArrayList<>(value.tables());
      value.elements().ifPresent(es -> es.forEach(e -> tables.addAll(e.tables())));
      if (!tables.isEmpty()) {
        Statement statement = site.statement("jOOQ", Through.NATIVE);
        tables.forEach(
            t -> statement.touches(new TableUse(t.schema(), t.name(), write, site.at())));
        return Value.UNKNOWN;
      }
    }
    if (!site.arguments().isEmpty()
        && site.arguments().stream().noneMatch(a -> a.statement().isPresent())) {
      site.statement("jOOQ", Through.NATIVE)
          .unknown(
              new Unknown(
                  Unknown.What.TABLE,
                  "the table of the records that `" + site.name() + "` is given is not known"));
    }
    return Value.UNKNOWN;
  }

  private Optional<Value> statics(Site site) {
    String name = site.name();
    if (name.equals("using")) {
      return Optional.of(Value.of("org.jooq.DSLContext"));
    }
    if (name.equals("name") || name.equals("quotedName") || name.equals("unquotedName")) {
      return Optional.of(JooqText.name(site));
    }
    if (name.equals("table") || name.equals("lateral") || name.equals("only")) {
      return Optional.of(JooqText.table(site));
    }
    if (PIECES.contains(name) && !name.equals("function") && !name.equals("aggregate")) {
      return Optional.of(JooqText.fragment(site));
    }
    if (VALUES.contains(name) && !site.arguments().isEmpty()) {
      return Optional.of(site.argument(0).withType(JooqText.FIELD));
    }
    if (name.equals("function") || name.equals("aggregate")) {
      return Optional.of(JooqText.function(site));
    }
    if ((name.equals("query") || name.equals("resultQuery")) && !site.arguments().isEmpty()) {
      return JooqText.query(site);
    }
    if (READS.contains(name) || WRITES.contains(name) || STARTS.contains(name)) {
      return Optional.of(step(site, Optional.empty()));
    }
    return Optional.of(carry(site));
  }

  /** A function over arguments: {@code exists(select…)}, {@code and(…)}; subqueries go along. */
  static Value carry(Site site) {
    Optional<Statement> first = Optional.empty();
    for (Value argument : site.arguments()) {
      if (argument.statement().isPresent()) {
        if (first.isEmpty()) {
          first = argument.statement();
        } else {
          first.get().absorb(argument.statement().get());
        }
      }
    }
    return first.map(JooqRoad::stepOf).orElse(Value.of(JooqText.FIELD));
  }

  private static boolean isTable(Value value) {
    Value known = value.statement().isPresent() ? value : value.force();
    return !known.tables().isEmpty() || known.type().simpleName().equals("Table");
  }

  /** The next step of a query, or its first. */
  private static Value step(Site site, Optional<Statement> before) {
    String name = site.name();
    boolean reads = READS.contains(name);
    boolean writes = WRITES.contains(name) && !site.arguments().isEmpty();
    if (before.isEmpty() && !reads && !writes && !STARTS.contains(name)) {
      return CONDITIONS.contains(name) && JooqText.isPlain(site.argument(0))
          ? JooqText.fragment(site)
          : carry(site);
    }
    Statement statement = before.orElseGet(() -> site.statement("jOOQ", Through.NATIVE));
    if (writes && (!name.equals("update") || before.isEmpty())) {
      site.touches(statement, site.argument(0), true);
      absorbArguments(site, statement, 1);
    } else if (reads && !site.arguments().isEmpty()) {
      int tables = name.startsWith("addJoin") ? 1 : site.arguments().size();
      for (int i = 0; i < tables; i++) {
        tableArgument(site, statement, site.argument(i));
      }
      absorbArguments(site, statement, tables);
    } else if (CONDITIONS.contains(name) && JooqText.isPlain(site.argument(0))) {
      JooqText.fragment(site).statement().ifPresent(statement::absorb);
    } else {
      if (name.startsWith("with")) {
        site.arguments().forEach(a -> Entities.known(a).ifPresent(statement::names));
      }
      absorbArguments(site, statement, 0);
    }
    if (name.startsWith("fetch") || name.startsWith("execute") || name.equals("stream")) {
      return row(statement);
    }
    return stepOf(statement);
  }

  private static void tableArgument(Site site, Statement statement, Value argument) {
    if (argument.type().is("org.jooq.Table")
        && argument.tables().size() == 1
        && argument.tables().get(0).schema().isEmpty()
        && statement.hasExpression(argument.tables().get(0).name())) {
      return;
    }
    if (argument.type().is("org.jooq.Name")
        || argument.type().simpleName().equals("CommonTableExpression")) {
      // A CTE by its name: its query was absorbed by with().
      argument.statement().ifPresent(statement::absorb);
      return;
    }
    if (argument.type().is(JooqText.FIELD.name())
        && argument.tables().isEmpty()
        && argument.statement().isEmpty()) {
      // A table that a function makes: unnest(array), generate_series(1, 3).
      return;
    }
    if (JooqText.isPlain(argument)) {
      TableTexts.touches(site, statement, argument, false);
      return;
    }
    if (argument.elements().isPresent()) {
      argument.elements().get().forEach(e -> tableArgument(site, statement, e));
      return;
    }
    site.touches(statement, argument, false);
  }

  private static void absorbArguments(Site site, Statement statement, int from) {
    for (int i = from; i < site.arguments().size(); i++) {
      site.argument(i).statement().ifPresent(statement::absorb);
    }
  }

  private static Value row(Statement statement) {
    List<TableUse> tables = statement.firstTables();
    return Value.of(ROW).withTables(tables);
  }

  private static Optional<KnownTable> rowTable(Site site, JType type) {
    if (type.is(ROW)) {
      return site.receiver().tables().stream()
          .findFirst()
          .map(t -> new KnownTable(t.schema(), t.name()));
    }
    return site.tables().byRecord(type);
  }

  private static Optional<Value> rowMethod(Site site, KnownTable table) {
    if (ROW_METHODS.contains(site.name()) && !site.name().equals("<init>")) {
      site.touches("jOOQ record", Through.NATIVE, table, !site.name().equals("refresh"));
      return Optional.of(Value.UNKNOWN);
    }
    return Optional.of(Value.UNKNOWN);
  }

  /** What a table's own methods give: the same table under an alias, a join, a column. */
  private static Optional<Value> tableMethod(Site site) {
    String name = site.name();
    if (NAMES.contains(name)
        && site.arguments().isEmpty()
        && site.receiver().tables().size() == 1) {
      TableUse table = site.receiver().tables().get(0);
      return Optional.of(
          Value.oneOf(List.of(table.schema().map(s -> s + ".").orElse("") + table.name())));
    }
    if (READS.contains(name) && !name.equals("from") && !site.arguments().isEmpty()) {
      Value other = site.argument(0).force();
      List<TableUse> both = new ArrayList<>(site.receiver().tables());
      both.addAll(other.tables());
      Value joined = site.receiver().withType(JType.of("org.jooq.Table")).withTables(both);
      if (other.statement().isPresent()) {
        joined = joined.withStatement(other.statement().get());
      } else if (other.tables().isEmpty()) {
        Statement statement = site.statement("jOOQ", Through.NATIVE);
        statement.unknown(
            new Unknown(Unknown.What.TABLE, "the table that `" + name + "` is given is not known"));
        joined = joined.withStatement(statement);
      }
      return Optional.of(joined);
    }
    if (Set.of(
            "as",
            "on",
            "onKey",
            "and",
            "or",
            "rename",
            "where",
            "whereExists",
            "forUpdate",
            "useIndex",
            "with",
            "pivot",
            "eq",
            "get")
        .contains(name)) {
      Value same = site.receiver();
      if (CONDITIONS.contains(name) && JooqText.isPlain(site.argument(0))) {
        Optional<Statement> condition = JooqText.fragment(site).statement();
        same = condition.isPresent() ? same.withStatement(condition.get()) : same;
      }
      for (Value argument : site.arguments()) {
        if (argument.statement().isPresent()) {
          if (same.statement().isPresent()) {
            same.statement().get().absorb(argument.statement().get());
          } else {
            same = same.withStatement(argument.statement().get());
          }
        }
      }
      return Optional.of(same);
    }
    return site.receiver().type().is("org.jooq.Table")
        ? Optional.of(carry(site))
        : Optional.empty();
  }

  /** Generated DAOs: what they inherit from jOOQ's DAO touches their table. */
  private static Optional<Value> dao(Site site) {
    if (site.type().name().contains(".tables.daos.")) {
      // The generated class itself: its methods are statements where they are called.
      return Optional.of(Value.UNKNOWN);
    }
    boolean inherited = !site.isDeclared() || site.isDeclaredIn(".tables.daos.");
    if (!inherited || site.receiver().isType()) {
      return Optional.empty();
    }
    JType record =
        site.program()
            .as(site.receiver().type(), "org.jooq.impl.DAOImpl")
            .or(() -> site.program().as(site.receiver().type(), "org.jooq.DAO"))
            .map(t -> t.argument(0))
            .orElse(JType.UNKNOWN);
    Optional<KnownTable> table = site.tables().byRecord(record);
    if (table.isPresent()) {
      boolean write = site.name().matches("(insert|update|delete|merge|store).*");
      site.touches("jOOQ DAO", Through.NATIVE, table.get(), write);
      if (DAO_LOADS.contains(site.name())) {
        Entities.saysById(site, write);
      }
    } else {
      site.statement("jOOQ DAO", Through.NATIVE)
          .unknown(new Unknown(Unknown.What.TABLE, "the DAO's table is not known"));
    }
    return Optional.of(Value.UNKNOWN);
  }
}
