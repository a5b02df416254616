package dev.watertight.analyzer.roads;

import dev.watertight.analyzer.link.Phrase.Kind;
import dev.watertight.analyzer.link.Site;
import dev.watertight.analyzer.link.Texts;
import dev.watertight.analyzer.link.Value;
import dev.watertight.analyzer.roads.JooqQuery.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The clauses that jOOQ's methods add to a query. */
final class JooqClauses {
  private static final Pattern QUALIFIER = Pattern.compile("[A-Za-z_0-9]+\\.");

  static final Set<String> SELECTS =
      Set.of("select", "selectDistinct", "selectOne", "selectZero", "selectCount", "selectQuery");
  static final Map<String, String> JOINS =
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

  private JooqClauses() {}

  static Texts items(Site site) {
    Texts all = Texts.of("");
    for (Value argument : site.arguments()) {
      Value value = JooqWords.known(argument);
      Texts item =
          value.phrase().isPresent()
              ? JooqWords.value(value)
              : value.elements().isPresent()
                  ? JooqWords.row(value.elements().get()).map(JooqClauses::inner)
                  : Texts.of("*");
      all = all.with(item, (a, b) -> a.isEmpty() ? b : a + ", " + b);
    }
    return all;
  }

  private static String inner(String row) {
    return row.length() > 2 ? row.substring(1, row.length() - 1) : "*";
  }

  static Texts columns(Site site, int from) {
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

  /** Several columns that are set at once. */
  private static Optional<Texts> row(Value value) {
    return JooqWords.words(JooqWords.known(value), Kind.ROW)
        .map(t -> t.map(columns -> QUALIFIER.matcher(columns).replaceAll("")));
  }

  static Texts each(Texts query, Texts words, BiFunction<JooqQuery, String, JooqQuery> change) {
    return query.with(words, (q, w) -> change.apply(JooqQuery.decode(q), w).encode());
  }

  static Texts each(Texts query, UnaryOperator<JooqQuery> change) {
    return query.map(q -> change.apply(JooqQuery.decode(q)).encode());
  }

  static boolean isNamedWith(Texts query) {
    return query.variants().stream()
        .anyMatch(q -> !JooqQuery.decode(q).get(Part.WITH_NAME).isEmpty());
  }

  private static boolean isInsert(Texts query) {
    return query.variants().stream()
        .anyMatch(q -> JooqQuery.decode(q).get(Part.KIND).equals("insert"));
  }

  static Texts withNamed(Site site, Texts query) {
    return each(
        query,
        JooqWords.value(site.argument(0)),
        (q, s) ->
            q.appended(Part.WITH, q.get(Part.WITH_NAME) + " as " + s).with(Part.WITH_NAME, ""));
  }

  static Texts with(Site site, Texts query) {
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
  static Optional<Texts> clause(Site site, Texts query) {
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
      case "whereExists" -> Optional.of(where(query, JooqWords.exists(site, "")));
      case "whereNotExists" -> Optional.of(where(query, JooqWords.exists(site, "not ")));
      case "having" ->
          Optional.of(joined(query, JooqWords.conditions(site), Part.HAVING, JooqWords::and));
      case "groupBy" -> Optional.of(each(query, q -> q.with(Part.GROUP, "1")));
      case "and" -> Optional.of(more(query, JooqWords.conditions(site), JooqWords::and));
      case "andNot" ->
          Optional.of(more(query, JooqWords.conditions(site).map(JooqWords::not), JooqWords::and));
      case "or" -> Optional.of(more(query, JooqWords.conditions(site), JooqWords::or));
      case "orNot" ->
          Optional.of(more(query, JooqWords.conditions(site).map(JooqWords::not), JooqWords::or));
      case "andExists" -> Optional.of(more(query, JooqWords.exists(site, ""), JooqWords::and));
      case "andNotExists" ->
          Optional.of(more(query, JooqWords.exists(site, "not "), JooqWords::and));
      case "orExists" -> Optional.of(more(query, JooqWords.exists(site, ""), JooqWords::or));
      case "orNotExists" -> Optional.of(more(query, JooqWords.exists(site, "not "), JooqWords::or));
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

  private static Texts joined(Texts query, Texts condition, Part part, BinaryOperator<String> how) {
    return each(
        query,
        condition,
        (q, c) -> q.with(part, how.apply(q.get(part), c)).with(Part.LAST, part.name()));
  }

  private static Texts more(Texts query, Texts condition, BinaryOperator<String> how) {
    return each(
        query,
        condition,
        (q, c) -> {
          Part part = q.condition();
          return q.with(part, how.apply(q.get(part), c));
        });
  }

  /** The clauses of what changes rows. */
  static Optional<Texts> change(Site site, Texts query) {
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
        row(site.argument(0))
            .orElseGet(() -> column(site.argument(0)))
            .with(JooqWords.value(site.argument(1)), (c, v) -> c + " = " + v);
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
