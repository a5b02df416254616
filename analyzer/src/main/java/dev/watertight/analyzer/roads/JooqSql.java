package dev.watertight.analyzer.roads;

import dev.watertight.analyzer.link.Access.Through;
import dev.watertight.analyzer.link.Phrase;
import dev.watertight.analyzer.link.Phrase.Kind;
import dev.watertight.analyzer.link.Site;
import dev.watertight.analyzer.link.Statement;
import dev.watertight.analyzer.link.Texts;
import dev.watertight.analyzer.link.Value;
import dev.watertight.analyzer.roads.JooqQuery.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Says in SQL what is put together by jOOQ's methods, call by call. */
final class JooqSql {
  private static final Set<String> SELECTS =
      Set.of("select", "selectDistinct", "selectOne", "selectZero", "selectCount", "selectQuery");
  private static final Map<String, String> JOINS =
      Map.ofEntries(
          Map.entry("join", "join"),
          Map.entry("innerJoin", "join"),
          Map.entry("leftJoin", "left join"),
          Map.entry("leftOuterJoin", "left join"),
          Map.entry("rightJoin", "right join"),
          Map.entry("rightOuterJoin", "right join"),
          Map.entry("fullJoin", "full join"),
          Map.entry("fullOuterJoin", "full join"),
          Map.entry("crossJoin", "cross join"),
          Map.entry("naturalJoin", "natural join"),
          Map.entry("straightJoin", "join"),
          Map.entry("crossApply", "cross join lateral"));
  private static final Set<String> UNIONS =
      Set.of("union", "unionAll", "except", "exceptAll", "intersect", "intersectAll");

  /** Steps that say nothing of the rows that are touched. */
  private static final Set<String> OTHERS =
      Set.of(
          "orderBy",
          "limit",
          "offset",
          "forUpdate",
          "forShare",
          "forNoKeyUpdate",
          "skipLocked",
          "noWait",
          "of",
          "wait",
          "seek",
          "seekAfter",
          "returning",
          "returningResult",
          "hint",
          "option",
          "window",
          "qualify",
          "getQuery",
          "keepStatement",
          "queryTimeout",
          "maxRows",
          "fetchSize",
          "bind",
          "poolable",
          "resultSetConcurrency",
          "coerce",
          "with_ties",
          "withTies",
          "addOrderBy",
          "addLimit",
          "addOffset",
          "setForUpdate",
          "setReturning",
          "setDistinct",
          "attach",
          "percent",
          "orderSiblingsBy",
          "addHint",
          "addSelect",
          "distinctOn",
          "distinct",
          "$limit",
          "stream",
          "iterator",
          "addConditions");

  private static final Set<String> RUNS =
      Set.of(
          "execute",
          "executeAsync",
          "iterator",
          "stream",
          "fetch",
          "forEach",
          "spliterator",
          "getResult");

  private JooqSql() {}

  /** The value that the road gives, with what it says. */
  static Value say(Site site, Value result) {
    Optional<Phrase> phrase = phrase(site);
    if (phrase.isEmpty()) {
      return result;
    }
    if (phrase.get().kind() != Kind.QUERY) {
      return result.withPhrase(phrase.get());
    }
    boolean runs = RUNS.contains(site.name()) || site.name().startsWith("fetch");
    Optional<Statement> statement =
        result.statement().or(site::made).or(() -> site.receiver().statement());
    if (statement.isEmpty() && runs && isChange(site) && begins(site.name())) {
      // Its beginning stands in a method that gave it.
      statement = Optional.of(site.statement("jOOQ", Through.NATIVE));
    }
    statement.ifPresent(s -> says(s, phrase.get(), runs));
    Value said = result.withPhrase(phrase.get());
    if (!runs && isChange(site)) {
      site.keep(said);
    }
    return runs ? result : said;
  }

  private static boolean begins(String name) {
    return name.startsWith("fetch") || name.equals("execute");
  }

  /** The query of a variable is changed by the call, whether its result is kept or not. */
  private static boolean isChange(Site site) {
    return site.receiver().phrase().filter(p -> p.kind() == Kind.QUERY).isPresent();
  }

  private static void says(Statement statement, Phrase phrase, boolean runs) {
    List<String> variants = phrase.texts().variants();
    boolean known =
        !phrase.texts().cut()
            && variants.stream().map(JooqQuery::decode).noneMatch(JooqQuery::isBroken);
    if (known) {
      statement.says(phrase.texts().map(v -> JooqQuery.decode(v).sql()), runs);
    } else {
      statement.saysNothing();
    }
  }

  private static Optional<Phrase> phrase(Site site) {
    Optional<Phrase> receiver =
        site.receiver().phrase().or(() -> site.receiver().force().phrase());
    if (receiver.isPresent()) {
      Optional<Phrase> next =
          switch (receiver.get().kind()) {
            case FIELD, ROW, EXPRESSION -> field(site, receiver.get());
            case CONDITION -> condition(site, receiver.get());
            case TABLE -> table(site, receiver.get());
            case QUERY -> query(site, receiver.get().texts());
          };
      return next;
    }
    if (site.receiver().statement().isPresent()) {
      // A step of a query whose beginning was not understood.
      return Optional.empty();
    }
    if (!site.receiver().tables().isEmpty() && !site.receiver().isType()) {
      return ofTable(site);
    }
    if (site.receiver().type().is("org.jooq.Name")) {
      return named(site);
    }
    return statics(site).or(() -> start(site));
  }

  private static Phrase of(Kind kind, Texts texts) {
    return new Phrase(kind, texts);
  }

  /* Columns and rows */

  private static Optional<Phrase> field(Site site, Phrase field) {
    Optional<Phrase> comparison = JooqWords.comparison(site);
    if (comparison.isPresent()) {
      return comparison;
    }
    return switch (site.name()) {
      case "as", "cast", "coerce", "convert", "asc", "desc", "nullsFirst", "nullsLast" ->
          site.name().equals("as") && site.argument(0).texts().isPresent()
              ? Optional.of(
                  of(
                      Kind.EXPRESSION,
                      field.texts().with(site.argument(0).textOrHole(), (f, a) -> f + " as " + a)))
              : Optional.of(field);
      case "lower", "upper", "trim" ->
          Optional.of(of(Kind.EXPRESSION, field.texts().map(f -> "lower(" + f + ")")));
      case "getName", "getType", "getDataType", "getTable" -> Optional.empty();
      default -> Optional.of(of(Kind.EXPRESSION, field.texts().map(f -> "made_of(" + f + ")")));
    };
  }

  /* Conditions */

  private static Optional<Phrase> condition(Site site, Phrase condition) {
    Texts mine = condition.texts();
    return switch (site.name()) {
      case "and" ->
          Optional.of(JooqWords.condition(mine.with(JooqWords.conditions(site), JooqWords::and)));
      case "andNot" ->
          Optional.of(
              JooqWords.condition(
                  mine.with(JooqWords.conditions(site).map(JooqWords::not), JooqWords::and)));
      case "or" ->
          Optional.of(JooqWords.condition(mine.with(JooqWords.conditions(site), JooqWords::or)));
      case "orNot" ->
          Optional.of(
              JooqWords.condition(
                  mine.with(JooqWords.conditions(site).map(JooqWords::not), JooqWords::or)));
      case "andExists" ->
          Optional.of(JooqWords.condition(mine.with(exists(site, ""), JooqWords::and)));
      case "andNotExists" ->
          Optional.of(JooqWords.condition(mine.with(exists(site, "not "), JooqWords::and)));
      case "orExists" ->
          Optional.of(JooqWords.condition(mine.with(exists(site, ""), JooqWords::or)));
      case "orNotExists" ->
          Optional.of(JooqWords.condition(mine.with(exists(site, "not "), JooqWords::or)));
      case "not" -> Optional.of(JooqWords.condition(mine.map(JooqWords::not)));
      case "isTrue", "toString" -> Optional.of(condition);
      default -> Optional.of(JooqWords.condition(Texts.UNKNOWN));
    };
  }

  private static Texts exists(Site site, String not) {
    Value query = JooqWords.known(site.argument(0));
    return query.phrase().isPresent()
        ? JooqWords.value(query).map(q -> not + "exists " + q)
        : Texts.UNKNOWN;
  }

  /* Tables */

  private static Optional<Phrase> ofTable(Site site) {
    return table(site, of(Kind.TABLE, JooqWords.table(site.receiver())));
  }

  private static Optional<Phrase> table(Site site, Phrase table) {
    String name = site.name();
    Texts mine = table.texts();
    if (JOINS.containsKey(name) && !site.arguments().isEmpty()) {
      return Optional.of(
          of(
              Kind.TABLE,
              mine.with(
                  JooqWords.table(site.argument(0)),
                  (a, b) -> a + " " + JOINS.get(name) + " " + b)));
    }
    return switch (name) {
      case "as" ->
          Optional.of(
              of(
                  Kind.TABLE,
                  mine.with(aliasOf(site.argument(0)), (t, a) -> withoutAlias(t) + " " + a)));
      case "on" ->
          Optional.of(
              of(
                  Kind.TABLE,
                  mine.with(
                      JooqWords.conditions(site),
                      (t, c) -> t + " on (" + JooqWords.shown(c) + ")")));
      case "and" ->
          Optional.of(
              of(
                  Kind.TABLE,
                  mine.with(
                      JooqWords.conditions(site),
                      (t, c) ->
                          t.endsWith(")")
                              ? t.substring(0, t.length() - 1)
                                  + " and ("
                                  + JooqWords.shown(c)
                                  + "))"
                              : t)));
      case "field" ->
          Optional.of(
              of(Kind.FIELD, mine.with(column(site), (t, c) -> JooqWords.alias(t) + "." + c)));
      case "asterisk" -> Optional.of(of(Kind.FIELD, mine.map(t -> JooqWords.alias(t) + ".*")));
      case "forUpdate", "useIndex", "with" -> Optional.of(table);
      default -> Optional.empty();
    };
  }

  private static Texts aliasOf(Value argument) {
    Value value = JooqWords.known(argument);
    if (value.phrase().filter(p -> p.kind() == Kind.TABLE).isPresent()
        || !value.tables().isEmpty()) {
      return JooqWords.table(value).map(JooqWords::alias);
    }
    return value.textOrHole().map(t -> t.replace("\"", ""));
  }

  private static String withoutAlias(String table) {
    int at = table.endsWith(")") ? -1 : table.lastIndexOf(' ');
    return at < 0 ? table : table.substring(0, at);
  }

  private static Texts column(Site site) {
    Value value = JooqWords.known(site.argument(0));
    return JooqWords.words(value, Kind.FIELD)
        .orElseGet(value::textOrHole)
        .map(c -> c.substring(c.lastIndexOf('.') + 1).replace("\"", ""));
  }

  /* Names: of expressions in WITH */

  private static Optional<Phrase> named(Site site) {
    Texts name = site.receiver().textOrHole().map(t -> t.replace("\"", ""));
    if (site.name().equals("as") && !site.arguments().isEmpty()) {
      return JooqWords.words(JooqWords.known(site.argument(0)), Kind.QUERY)
          .map(
              q ->
                  of(
                      Kind.TABLE,
                      name.with(
                          JooqWords.query(q), (n, s) -> "\u0004" + n + "\u0004" + s + " " + n)));
    }
    return Optional.empty();
  }

  /* What DSL makes */

  private static Optional<Phrase> statics(Site site) {
    String name = site.name();
    boolean any = !site.arguments().isEmpty();
    return switch (name) {
      case "noCondition" -> Optional.of(JooqWords.condition(Texts.of(JooqWords.NONE)));
      case "trueCondition" -> Optional.of(JooqWords.condition(Texts.of(JooqWords.FREE)));
      case "falseCondition" -> Optional.of(JooqWords.condition(Texts.of("false")));
      case "and" -> Optional.of(JooqWords.condition(JooqWords.conditions(site)));
      case "or" -> Optional.of(JooqWords.condition(either(site)));
      case "not" ->
          Optional.of(JooqWords.condition(JooqWords.conditions(site).map(JooqWords::not)));
      case "condition" -> Optional.of(JooqWords.condition(JooqWords.conditions(site)));
      case "exists" -> Optional.of(JooqWords.condition(exists(site, "")));
      case "notExists" -> Optional.of(JooqWords.condition(exists(site, "not ")));
      case "row" -> Optional.of(of(Kind.ROW, JooqWords.row(site.arguments())));
      case "val", "value", "inline", "param" ->
          any
              ? Optional.of(of(Kind.EXPRESSION, JooqWords.value(site.argument(0))))
              : Optional.empty();
      case "field" -> any ? plainField(site) : Optional.empty();
      case "lower", "upper", "trim", "cast", "coerce" ->
          any
              ? Optional.of(
                  of(
                      Kind.EXPRESSION,
                      JooqWords.value(site.argument(0)).map(v -> "lower(" + v + ")")))
              : Optional.empty();
      case "asterisk" -> Optional.of(of(Kind.EXPRESSION, Texts.of("*")));
      case "any" ->
          any
              ? Optional.of(
                  of(
                      Kind.EXPRESSION,
                      JooqWords.value(site.argument(0))
                          .map(v -> v.startsWith("(") ? "any " + v : "any (" + v + ")")))
              : Optional.empty();
      case "table", "lateral" ->
          any ? Optional.of(of(Kind.TABLE, lateral(site))) : Optional.empty();
      default -> made(site);
    };
  }

  /** A function over columns, values and queries. */
  private static Optional<Phrase> made(Site site) {
    boolean said =
        site.receiver().type().is("org.jooq.impl.DSL")
            && site.arguments().stream().anyMatch(a -> a.phrase().isPresent())
            && !SELECTS.contains(site.name())
            && !site.name().startsWith("with");
    boolean starts =
        site.name()
            .matches("(insertInto|update|delete|deleteFrom|selectFrom|mergeInto|truncate.*)");
    return said && !starts
        ? Optional.of(
            of(
                Kind.EXPRESSION,
                JooqWords.row(
                        site.arguments().stream().filter(a -> a.phrase().isPresent()).toList())
                    .map(r -> "made_of" + r)))
        : Optional.empty();
  }

  private static Texts lateral(Site site) {
    Texts table = JooqWords.table(site.argument(0));
    return site.name().equals("lateral") ? table.map(t -> "lateral " + t) : table;
  }

  private static Texts either(Site site) {
    Texts all = Texts.of(JooqWords.NONE);
    List<Value> members = new ArrayList<>();
    for (Value argument : site.arguments()) {
      Value known = JooqWords.known(argument);
      if (known.elements().isPresent()) {
        members.addAll(known.elements().get());
      } else {
        members.add(known);
      }
    }
    for (Value member : members) {
      all = all.with(JooqWords.condition(site, member), JooqWords::or);
    }
    return all;
  }

  private static Optional<Phrase> plainField(Site site) {
    Value argument = JooqWords.known(site.argument(0));
    if (argument.phrase().isPresent()) {
      Phrase phrase = argument.phrase().get();
      return Optional.of(
          phrase.kind() == Kind.QUERY
              ? of(Kind.EXPRESSION, JooqWords.query(phrase.texts()))
              : of(Kind.EXPRESSION, phrase.texts()));
    }
    if (argument.texts().isEmpty()) {
      return Optional.of(of(Kind.EXPRESSION, Texts.UNKNOWN));
    }
    Texts text = JooqText.filled(site, argument).textOrHole().map(t -> t.replace("\"", ""));
    return Optional.of(of(Kind.FIELD, text));
  }

  /* Queries */

  private static Optional<Phrase> start(Site site) {
    String name = site.name();
    Texts first = site.arguments().isEmpty() ? Texts.UNKNOWN : JooqWords.table(site.argument(0));
    boolean any = !site.arguments().isEmpty();
    if (name.equals("selectFrom") || (name.equals("selectQuery") && any)) {
      return Optional.of(query(first.map(t -> JooqQuery.of("select").from(t).encode())));
    }
    if (SELECTS.contains(name)) {
      return Optional.of(query(items(site).map(i -> selecting(name, i).encode())));
    }
    if (name.equals("with") || name.equals("withRecursive")) {
      return Optional.of(query(with(site, Texts.of(JooqQuery.of("select").encode()))));
    }
    if (!any) {
      return Optional.empty();
    }
    if (name.equals("insertInto") || name.equals("insertQuery")) {
      return Optional.of(
          query(
              first.with(
                  columns(site, 1),
                  (t, c) ->
                      JooqQuery.of("insert").with(Part.TARGET, t).with(Part.COLUMNS, c).encode())));
    }
    String kind =
        switch (name) {
          case "update", "updateQuery" -> "update";
          case "deleteFrom", "delete", "deleteQuery" -> "delete";
          case "truncate", "truncateTable" -> "truncate";
          default -> "";
        };
    if (!kind.isEmpty()) {
      return Optional.of(query(first.map(t -> JooqQuery.of(kind).with(Part.TARGET, t).encode())));
    }
    return fetch(site);
  }

  private static Phrase query(Texts encoded) {
    return of(Kind.QUERY, encoded);
  }

  private static JooqQuery selecting(String name, String items) {
    return JooqQuery.of("select").with(Part.ITEMS, name.equals("selectCount") ? "count(*)" : items);
  }

  /** {@code fetchOne(TABLE, condition)}. */
  private static Optional<Phrase> fetch(Site site) {
    if (!site.name().startsWith("fetch") || site.name().equals("fetchByExample")) {
      return Optional.empty();
    }
    Value first = JooqWords.known(site.argument(0));
    Optional<Texts> query = JooqWords.words(first, Kind.QUERY);
    if (query.isPresent()) {
      first.statement().ifPresent(s -> says(s, query(query.get()), true));
      return Optional.empty();
    }
    if (first.tables().isEmpty() || first.texts().isPresent()) {
      return Optional.empty();
    }
    Texts condition = Texts.of(JooqWords.NONE);
    for (int i = 1; i < site.arguments().size(); i++) {
      condition = condition.with(JooqWords.condition(site, site.argument(i)), JooqWords::and);
    }
    return Optional.of(
        query(
            JooqWords.table(first)
                .with(
                    condition,
                    (t, c) -> JooqQuery.of("select").from(t).with(Part.WHERE, c).encode())));
  }

  private static Texts items(Site site) {
    Texts all = Texts.of("");
    for (Value argument : site.arguments()) {
      Value value = JooqWords.known(argument);
      Texts item =
          value.phrase().isPresent()
              ? JooqWords.value(value)
              : value.elements().isPresent()
                  ? JooqWords.row(value.elements().get()).map(JooqSql::inner)
                  : Texts.of("*");
      all = all.with(item, (a, b) -> a.isEmpty() ? b : a + ", " + b);
    }
    return all;
  }

  private static String inner(String row) {
    return row.length() > 2 ? row.substring(1, row.length() - 1) : "*";
  }

  private static Texts columns(Site site, int from) {
    Texts all = Texts.of("");
    List<Value> values = new ArrayList<>();
    for (int i = from; i < site.arguments().size(); i++) {
      Value value = JooqWords.known(site.argument(i));
      value.elements().ifPresentOrElse(values::addAll, () -> values.add(value));
    }
    for (Value value : values) {
      all = all.with(column(value), (a, b) -> a.isEmpty() ? b : a + ", " + b);
    }
    return all;
  }

  private static Texts column(Value value) {
    return JooqWords.words(JooqWords.known(value), Kind.FIELD)
        .map(t -> t.map(c -> c.substring(c.lastIndexOf('.') + 1)))
        .orElse(Texts.UNKNOWN);
  }

  private static Texts each(
      Texts query, Texts words, BiFunction<JooqQuery, String, JooqQuery> change) {
    return query.with(words, (q, w) -> change.apply(JooqQuery.decode(q), w).encode());
  }

  private static Texts each(Texts query, java.util.function.UnaryOperator<JooqQuery> change) {
    return query.map(q -> change.apply(JooqQuery.decode(q)).encode());
  }

  private static Optional<Phrase> query(Site site, Texts query) {
    String name = site.name();
    if (RUNS.contains(name)
        || name.startsWith("fetch")
        || OTHERS.contains(name) && !name.equals("addConditions")) {
      return Optional.of(query(query));
    }
    if (name.equals("asTable") || name.equals("as")) {
      if (name.equals("as") && isNamedWith(query)) {
        return Optional.of(query(withNamed(site, query)));
      }
      Texts alias = site.arguments().isEmpty() ? Texts.of("derived") : aliasOf(site.argument(0));
      return Optional.of(of(Kind.TABLE, JooqWords.query(query).with(alias, (q, a) -> q + " " + a)));
    }
    if (name.equals("asField") || name.equals("asMultiset")) {
      return Optional.of(of(Kind.EXPRESSION, JooqWords.query(query)));
    }
    if (name.equals("field")) {
      return Optional.of(of(Kind.FIELD, column(site).map(c -> "derived." + c)));
    }
    Optional<Texts> changed = clause(site, query).or(() -> change(site, query));
    return Optional.of(query(changed.orElseGet(() -> each(query, JooqQuery::broken))));
  }

  private static boolean isNamedWith(Texts query) {
    return query.variants().stream()
        .anyMatch(q -> !JooqQuery.decode(q).get(Part.WITH_NAME).isEmpty());
  }

  private static boolean isInsert(Texts query) {
    return query.variants().stream()
        .anyMatch(q -> JooqQuery.decode(q).get(Part.KIND).equals("insert"));
  }

  private static Texts withNamed(Site site, Texts query) {
    return each(
        query,
        JooqWords.value(site.argument(0)),
        (q, s) ->
            q.appended(Part.WITH, q.get(Part.WITH_NAME) + " as " + s).with(Part.WITH_NAME, ""));
  }

  private static Texts with(Site site, Texts query) {
    String recursive = site.name().equals("withRecursive") ? "recursive " : "";
    Texts result = query;
    for (Value argument : site.arguments()) {
      Value value = JooqWords.known(argument);
      Optional<Texts> table = JooqWords.words(value, Kind.TABLE);
      if (table.isPresent()) {
        result =
            each(
                result,
                table.get(),
                (q, t) -> {
                  String[] parts = t.split("\u0004", -1);
                  return parts.length < 3
                      ? q.broken()
                      : q.appended(
                          Part.WITH, recursive + parts[1] + " as " + inParentheses(parts[2]));
                });
      } else {
        result =
            each(
                result,
                value.textOrHole().map(t -> t.replace("\"", "")),
                (q, n) -> q.with(Part.WITH_NAME, recursive + n));
      }
    }
    return result;
  }

  private static String inParentheses(String table) {
    return table.substring(0, table.lastIndexOf(')') + 1);
  }

  /** The clauses of a query. */
  private static Optional<Texts> clause(Site site, Texts query) {
    String name = site.name();
    if (name.equals("with") || name.equals("withRecursive")) {
      return Optional.of(with(site, query));
    }
    if (name.equals("select") && isInsert(query)) {
      return Optional.of(
          each(query, JooqWords.value(site.argument(0)), (q, v) -> q.with(Part.SOURCE, v)));
    }
    if (SELECTS.contains(name)) {
      return Optional.of(
          each(
              query,
              items(site),
              (q, i) ->
                  i.isEmpty() && !name.equals("selectCount")
                      ? q
                      : q.appended(Part.ITEMS, name.equals("selectCount") ? "count(*)" : i)));
    }
    if (Set.of("from", "addFrom", "using", "addUsing", "selectFrom").contains(name)) {
      return Optional.of(name.equals("using") ? using(site, query) : from(site, query));
    }
    if (JOINS.containsKey(name)) {
      return Optional.of(
          each(
              query,
              JooqWords.table(site.argument(0)),
              (q, t) -> q.join(JOINS.get(name), table(t))));
    }
    if (name.equals("addJoin")) {
      return Optional.of(addJoin(site, query));
    }
    if (UNIONS.contains(name)) {
      String word = name.replace("All", " all");
      return Optional.of(
          each(
              query,
              JooqWords.value(site.argument(0)),
              (q, s) -> q.with(Part.MORE, q.get(Part.MORE) + " " + word + " " + s)));
    }
    return switch (name) {
      case "on" -> Optional.of(joined(query, JooqWords.conditions(site), Part.ON, JooqWords::and));
      case "onKey" -> Optional.of(joined(query, Texts.of(JooqWords.FREE), Part.ON, JooqWords::and));
      case "where", "addConditions" -> Optional.of(where(query, JooqWords.conditions(site)));
      case "whereExists" -> Optional.of(where(query, exists(site, "")));
      case "whereNotExists" -> Optional.of(where(query, exists(site, "not ")));
      case "having" ->
          Optional.of(joined(query, JooqWords.conditions(site), Part.HAVING, JooqWords::and));
      case "groupBy" -> Optional.of(each(query, q -> q.with(Part.GROUP, "1")));
      case "and" -> Optional.of(more(query, JooqWords.conditions(site), JooqWords::and));
      case "andNot" ->
          Optional.of(more(query, JooqWords.conditions(site).map(JooqWords::not), JooqWords::and));
      case "or" -> Optional.of(more(query, JooqWords.conditions(site), JooqWords::or));
      case "orNot" ->
          Optional.of(more(query, JooqWords.conditions(site).map(JooqWords::not), JooqWords::or));
      case "andExists" -> Optional.of(more(query, exists(site, ""), JooqWords::and));
      case "andNotExists" -> Optional.of(more(query, exists(site, "not "), JooqWords::and));
      case "orExists" -> Optional.of(more(query, exists(site, ""), JooqWords::or));
      case "orNotExists" -> Optional.of(more(query, exists(site, "not "), JooqWords::or));
      default -> Optional.empty();
    };
  }

  /** A table in FROM, by its name alone if it is a query of WITH. */
  private static String table(String table) {
    return table.startsWith("\u0004") ? table.split("\u0004", -1)[1] : table;
  }

  private static Texts from(Site site, Texts query) {
    Texts result = query;
    List<Value> tables = new ArrayList<>();
    for (Value argument : site.arguments()) {
      argument.elements().ifPresentOrElse(tables::addAll, () -> tables.add(argument));
    }
    for (Value each : tables) {
      result = each(result, JooqWords.table(each), (q, t) -> q.from(table(t)));
    }
    return result;
  }

  /** {@code USING} of a join names columns, that of a delete tables. */
  private static Texts using(Site site, Texts query) {
    boolean join =
        query.variants().stream().anyMatch(q -> !JooqQuery.decode(q).get(Part.JOIN).isEmpty());
    return join
        ? each(query, columns(site, 0), (q, c) -> q.with(Part.ON, " using (" + c + ")"))
        : from(site, query);
  }

  private static Texts addJoin(Site site, Texts query) {
    Texts result =
        each(query, JooqWords.table(site.argument(0)), (q, t) -> q.join("join", table(t)));
    Texts on = Texts.of(JooqWords.NONE);
    for (int i = 1; i < site.arguments().size(); i++) {
      on = on.with(JooqWords.condition(site, site.argument(i)), JooqWords::and);
    }
    return each(result, on, (q, c) -> q.with(Part.ON, c).flushed().with(Part.LAST, ""));
  }

  private static Texts where(Texts query, Texts condition) {
    return each(
        query,
        condition,
        (q, c) -> {
          Part part = q.get(Part.UPDATE).isEmpty() ? Part.WHERE : Part.UPDATE_WHERE;
          JooqQuery done = q.flushed();
          return done.with(part, JooqWords.and(done.get(part), c)).with(Part.LAST, part.name());
        });
  }

  private static Texts joined(
      Texts query, Texts condition, Part part, java.util.function.BinaryOperator<String> how) {
    return each(
        query,
        condition,
        (q, c) -> q.with(part, how.apply(q.get(part), c)).with(Part.LAST, part.name()));
  }

  private static Texts more(
      Texts query, Texts condition, java.util.function.BinaryOperator<String> how) {
    return each(
        query,
        condition,
        (q, c) -> {
          Part part = q.condition();
          return q.with(part, how.apply(q.get(part), c));
        });
  }

  /** The clauses of what changes rows. */
  private static Optional<Texts> change(Site site, Texts query) {
    return switch (site.name()) {
      case "set", "addValue", "addValueForUpdate" -> Optional.of(set(site, query));
      case "columns" ->
          Optional.of(each(query, columns(site, 0), (q, c) -> q.with(Part.COLUMNS, c)));
      case "values" ->
          Optional.of(
              each(
                  query,
                  JooqWords.row(flat(site.arguments())),
                  (q, r) -> q.appended(Part.VALUES, r)));
      case "valuesOfRows", "valuesOfRecords" ->
          Optional.of(each(query, q -> q.appended(Part.VALUES, q.unknownRow())));
      case "select" -> Optional.empty();
      case "defaultValues" -> Optional.of(query);
      case "onConflict", "onConflictOnConstraint", "onDuplicateKeyUpdate", "onDuplicateKeyIgnore" ->
          Optional.of(conflict(site, query));
      case "doUpdate" -> Optional.of(each(query, q -> q.with(Part.UPDATE, "other_columns = ?")));
      case "doNothing" -> Optional.of(each(query, q -> q.with(Part.UPDATE, "")));
      default -> Optional.empty();
    };
  }

  private static List<Value> flat(List<Value> arguments) {
    return arguments.size() == 1 && arguments.get(0).elements().isPresent()
        ? arguments.get(0).elements().get()
        : arguments;
  }

  private static Texts set(Site site, Texts query) {
    if (site.arguments().size() != 2) {
      return each(query, JooqQuery::broken);
    }
    Texts pair =
        column(site.argument(0)).with(JooqWords.value(site.argument(1)), (c, v) -> c + " = " + v);
    return each(
        query,
        pair,
        (q, p) -> {
          if (!q.get(Part.UPDATE).isEmpty()) {
            return q.appended(Part.UPDATE, p);
          }
          String separator = q.get(Part.KIND).equals("insert") ? "\u0002" : "";
          return q.appended(Part.SETS, p + separator);
        });
  }

  private static Texts conflict(Site site, Texts query) {
    return switch (site.name()) {
      case "onConflict" ->
          each(
              query, columns(site, 0), (q, c) -> q.with(Part.CONFLICT, " on conflict (" + c + ")"));
      case "onDuplicateKeyIgnore" -> each(query, q -> q.with(Part.CONFLICT, " on conflict"));
      case "onDuplicateKeyUpdate" ->
          each(
              query,
              q ->
                  q.with(Part.CONFLICT, " on conflict on constraint its_key")
                      .with(Part.UPDATE, "other_columns = ?"));
      default -> each(query, q -> q.with(Part.CONFLICT, " on conflict on constraint its_key"));
    };
  }
}
