package dev.watertight.analyzer.roads;

import dev.watertight.analyzer.link.Phrase;
import dev.watertight.analyzer.link.Phrase.Kind;
import dev.watertight.analyzer.link.Site;
import dev.watertight.analyzer.link.TableIndex;
import dev.watertight.analyzer.link.Texts;
import dev.watertight.analyzer.link.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The words of jOOQ's values, columns, conditions and tables in SQL. */
final class JooqWords {
  /** What leaves out a condition: neither {@code and} nor {@code or} says more with it. */
  static final String NONE = "\u0003";

  /** A condition that tells nothing of tenants. */
  static final String FREE = "1 = ?";

  private static final Set<String> EQUAL = Set.of("eq", "equal", "isNotDistinctFrom");
  private static final Set<String> RANGES =
      Set.of(
          "ne",
          "notEqual",
          "isDistinctFrom",
          "gt",
          "greaterThan",
          "ge",
          "greaterOrEqual",
          "lt",
          "lessThan",
          "le",
          "lessOrEqual",
          "like",
          "likeIgnoreCase",
          "notLike",
          "contains",
          "containsIgnoreCase",
          "startsWith",
          "startsWithIgnoreCase",
          "endsWith",
          "between",
          "betweenSymmetric",
          "notBetween",
          "similarTo",
          "likeRegex",
          "notLikeRegex",
          "notContains",
          "notEqualIgnoreCase",
          "isTrue",
          "isFalse",
          "isJson",
          "notIn");
  private static final Set<String> TENANT_KEYS =
      Set.of("id", "uuid", "key", "slug", "code", "subdomain", "external_id");

  private JooqWords() {}

  /** A condition as it stands in a clause. */
  static String shown(String condition) {
    return condition.replace(NONE, FREE);
  }

  static String and(String one, String other) {
    if (one.isEmpty() || one.equals(NONE) || one.equals(FREE)) {
      return other.equals(NONE) && !one.isEmpty() ? one : other;
    }
    return other.isEmpty() || other.equals(NONE) || other.equals(FREE) || other.equals(one)
        ? one
        : "(" + one + ") and (" + other + ")";
  }

  static String or(String one, String other) {
    if (one.isEmpty() || one.equals(NONE)) {
      return other;
    }
    if (other.isEmpty() || other.equals(NONE)) {
      return one;
    }
    return one.equals(FREE) || other.equals(FREE) ? FREE : "(" + one + ") or (" + other + ")";
  }

  static String not(String condition) {
    return condition.equals(FREE) || condition.equals(NONE) ? condition : "not (" + condition + ")";
  }

  static Optional<Texts> words(Value value, Kind kind) {
    return value.phrase().filter(p -> p.kind() == kind).map(Phrase::texts);
  }

  /** What an argument says, where it is known on demand only: then on demand. */
  static Value known(Value value) {
    return value.phrase().isPresent() || value.deferred().isEmpty() ? value : value.force();
  }

  /** A condition that is passed; several, in a list, hold together. */
  static Texts condition(Site site, Value argument) {
    Value value = known(argument);
    Optional<Texts> condition = words(value, Kind.CONDITION);
    if (condition.isPresent()) {
      return condition.get();
    }
    if (JooqText.isPlain(value)) {
      return JooqText.filled(site, value).textOrHole().map(t -> "(" + sound(t) + ")");
    }
    if (value.elements().isPresent()) {
      Texts all = Texts.of(NONE);
      for (Value element : value.elements().get()) {
        all = all.with(condition(site, element), JooqWords::and);
      }
      return all;
    }
    return value.phrase().isPresent() ? Texts.of(FREE) : Texts.UNKNOWN;
  }

  /** Several conditions, all of which hold. */
  static Texts conditions(Site site) {
    if (!site.arguments().isEmpty() && JooqText.isPlain(known(site.argument(0)))) {
      return condition(site, site.argument(0));
    }
    Texts all = Texts.of(NONE);
    for (Value argument : site.arguments()) {
      all = all.with(condition(site, argument), JooqWords::and);
    }
    return all;
  }

  private static String sound(String text) {
    StringBuilder sound = new StringBuilder();
    text.chars().forEach(c -> sound.append(Texts.isOpen(c) ? Texts.HOLE : (char) c));
    return sound.toString();
  }

  /** A value that a column is compared with, or set to. */
  static Texts value(Value argument) {
    Value value = known(argument);
    if (value.phrase().isPresent()) {
      Phrase phrase = value.phrase().get();
      return switch (phrase.kind()) {
        case FIELD, ROW, EXPRESSION -> phrase.texts();
        case CONDITION -> Texts.of("?");
        case TABLE -> phrase.texts().map(t -> "(select * from " + t + ")");
        case QUERY -> query(phrase.texts());
      };
    }
    if (value.type().name().equals("null")) {
      return Texts.of("null");
    }
    boolean constant =
        value.texts().isPresent()
            && !value.texts().get().cut()
            && value.texts().get().variants().stream()
                .noneMatch(t -> t.chars().anyMatch(Texts::isOpen));
    return Texts.of(constant ? "'constant'" : "?");
  }

  /** A query in parentheses. */
  static Texts query(Texts encoded) {
    return encoded.map(
        e -> {
          JooqQuery query = JooqQuery.decode(e);
          return query.isBroken() ? "(" + Texts.HOLE + ")" : "(" + query.sql() + ")";
        });
  }

  /** Whether a query has a row. */
  static Texts exists(Site site, String not) {
    Value query = known(site.argument(0));
    return query.phrase().isPresent() ? value(query).map(q -> not + "exists " + q) : Texts.UNKNOWN;
  }

  /** A table as it stands in FROM. */
  static Texts table(Value argument) {
    Value value =
        argument.phrase().isPresent() || !argument.tables().isEmpty() ? argument : argument.force();
    Optional<Texts> query = words(value, Kind.QUERY);
    if (query.isPresent()) {
      return query(query.get()).map(q -> q + " derived");
    }
    if (JooqText.isPlain(value) || value.type().is("org.jooq.Name")) {
      return value.textOrHole().map(JooqWords::sound);
    }
    return TableIndex.words(value);
  }

  /** What a table or query is called: the last word. */
  static String alias(String table) {
    String last = table.substring(table.lastIndexOf(' ') + 1);
    return last.substring(last.lastIndexOf('.') + 1);
  }

  /** A comparison of a column or row. */
  static Optional<Phrase> comparison(Site site) {
    Phrase left = site.receiver().phrase().orElseThrow();
    String name = site.name();
    List<Value> arguments = site.arguments();
    if (EQUAL.contains(name) && !arguments.isEmpty()) {
      Texts right =
          left.kind() == Kind.ROW && arguments.size() > 1
              ? row(arguments)
              : value(arguments.get(0));
      return Optional.of(
          compared(
              site,
              left,
              right,
              name.equals("isNotDistinctFrom") ? " is not distinct from " : " = "));
    }
    if (name.equals("equalIgnoreCase") && arguments.size() == 1) {
      return Optional.of(compared(site, lower(left), value(arguments.get(0)), " = "));
    }
    if (name.equals("in") && !arguments.isEmpty()) {
      return Optional.of(compared(site, left, among(arguments), " in "));
    }
    if (name.equals("isNull") || name.equals("isNotNull")) {
      String test = name.equals("isNull") ? " is null" : " is not null";
      return Optional.of(condition(left.texts().map(t -> reduced(site, t, t + test))));
    }
    if (RANGES.contains(name)) {
      String sign =
          name.equals("notIn") ? " not in (?)" : name.startsWith("like") ? " like ?" : " <> ?";
      return Optional.of(condition(left.texts().map(t -> reduced(site, t, t + sign))));
    }
    return Optional.empty();
  }

  private static Phrase lower(Phrase field) {
    return new Phrase(field.kind(), field.texts().map(t -> "lower(" + t + ")"));
  }

  private static Texts among(List<Value> arguments) {
    List<Value> values = new ArrayList<>();
    for (Value argument : arguments) {
      Value known = known(argument);
      if (known.elements().isPresent() && !known.elements().get().isEmpty()) {
        values.addAll(known.elements().get());
      } else {
        values.add(known);
      }
    }
    if (values.size() == 1 && words(values.get(0), Kind.QUERY).isPresent()) {
      return value(values.get(0));
    }
    return row(values);
  }

  /** Values in parentheses. */
  static Texts row(List<Value> values) {
    Texts all = Texts.of("(");
    for (int i = 0; i < values.size(); i++) {
      String comma = i == 0 ? "" : ", ";
      all = all.with(value(values.get(i)), (a, b) -> a + comma + b);
    }
    return all.map(a -> a + ")");
  }

  private static Phrase compared(Site site, Phrase left, Texts right, String sign) {
    return condition(
        left.texts()
            .with(
                right,
                (l, r) ->
                    isColumn(l) && (r.equals("?") || r.equals("'constant'") || r.equals("(?)"))
                        ? reduced(site, l, l + sign + r)
                        : l + sign + r));
  }

  private static boolean isColumn(String text) {
    return text.matches("[A-Za-z_0-9.]+");
  }

  /** The condition, if the column can name a tenant; else one that says nothing of tenants. */
  private static String reduced(Site site, String column, String condition) {
    String bare = column.substring(column.lastIndexOf('.') + 1);
    boolean may =
        !isColumn(column) || site.tables().mayNameTenant(bare) || TENANT_KEYS.contains(bare);
    return may ? condition : FREE;
  }

  static Phrase condition(Texts texts) {
    return new Phrase(Kind.CONDITION, texts);
  }
}
