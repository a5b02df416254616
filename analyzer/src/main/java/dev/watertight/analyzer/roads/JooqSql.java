package dev.watertight.analyzer.roads;

import dev.watertight.analyzer.link.Access.Through;
import dev.watertight.analyzer.link.Phrase;
import dev.watertight.analyzer.link.Phrase.Kind;
import dev.watertight.analyzer.link.Site;
import dev.watertight.analyzer.link.Statement;
import dev.watertight.analyzer.link.Texts;
import dev.watertight.analyzer.link.Value;
import dev.watertight.analyzer.roads.JooqQuery.Part;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says in SQL what is put together by jOOQ's methods, call by call. */
final class JooqSql {
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
    Optional<Phrase> receiver = site.receiver().phrase().or(() -> site.receiver().force().phrase());
    if (receiver.isPresent()) {
      Optional<Phrase> next =
          switch (receiver.get().kind()) {
            case FIELD, ROW, EXPRESSION -> field(site, receiver.get());
            case CONDITION -> condition(site, receiver.get());
            case TABLE -> JooqTables.table(site, receiver.get());
            case QUERY -> query(site, receiver.get().texts());
          };
      return next;
    }
    if (site.receiver().statement().isPresent()) {
      // A step of a query whose beginning was not understood.
      return Optional.empty();
    }
    if (!site.receiver().tables().isEmpty() && !site.receiver().isType()) {
      return JooqTables.ofTable(site);
    }
    if (site.receiver().type().is("org.jooq.Name")) {
      return JooqTables.named(site);
    }
    return JooqValues.of(site).or(() -> start(site));
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
          Optional.of(JooqWords.condition(mine.with(JooqWords.exists(site, ""), JooqWords::and)));
      case "andNotExists" ->
          Optional.of(
              JooqWords.condition(mine.with(JooqWords.exists(site, "not "), JooqWords::and)));
      case "orExists" ->
          Optional.of(JooqWords.condition(mine.with(JooqWords.exists(site, ""), JooqWords::or)));
      case "orNotExists" ->
          Optional.of(
              JooqWords.condition(mine.with(JooqWords.exists(site, "not "), JooqWords::or)));
      case "not" -> Optional.of(JooqWords.condition(mine.map(JooqWords::not)));
      case "isTrue", "toString" -> Optional.of(condition);
      default -> Optional.of(JooqWords.condition(Texts.UNKNOWN));
    };
  }

  /* Queries */

  private static Optional<Phrase> start(Site site) {
    String name = site.name();
    Texts first = site.arguments().isEmpty() ? Texts.UNKNOWN : JooqWords.table(site.argument(0));
    boolean any = !site.arguments().isEmpty();
    if (name.equals("selectFrom") || (name.equals("selectQuery") && any)) {
      return Optional.of(query(first.map(t -> JooqQuery.of("select").from(t).encode())));
    }
    if (JooqClauses.SELECTS.contains(name)) {
      return Optional.of(query(JooqClauses.items(site).map(i -> selecting(name, i).encode())));
    }
    if (name.equals("with") || name.equals("withRecursive")) {
      return Optional.of(query(JooqClauses.with(site, Texts.of(JooqQuery.of("select").encode()))));
    }
    if (!any) {
      return Optional.empty();
    }
    if (name.equals("insertInto") || name.equals("insertQuery")) {
      return Optional.of(
          query(
              first.with(
                  JooqClauses.columns(site, 1),
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

  private static Optional<Phrase> query(Site site, Texts query) {
    String name = site.name();
    if (RUNS.contains(name)
        || name.startsWith("fetch")
        || (OTHERS.contains(name) && !name.equals("addConditions"))) {
      return Optional.of(query(query));
    }
    if (name.equals("asTable") || name.equals("as")) {
      if (name.equals("as") && JooqClauses.isNamedWith(query)) {
        return Optional.of(query(JooqClauses.withNamed(site, query)));
      }
      Texts alias =
          site.arguments().isEmpty() ? Texts.of("derived") : JooqTables.aliasOf(site.argument(0));
      return Optional.of(of(Kind.TABLE, JooqWords.query(query).with(alias, (q, a) -> q + " " + a)));
    }
    if (name.equals("asField") || name.equals("asMultiset")) {
      return Optional.of(of(Kind.EXPRESSION, JooqWords.query(query)));
    }
    if (name.equals("field")) {
      return Optional.of(of(Kind.FIELD, JooqTables.column(site).map(c -> "derived." + c)));
    }
    Optional<Texts> changed =
        JooqClauses.clause(site, query).or(() -> JooqClauses.change(site, query));
    return Optional.of(query(changed.orElseGet(() -> JooqClauses.each(query, JooqQuery::broken))));
  }
}
