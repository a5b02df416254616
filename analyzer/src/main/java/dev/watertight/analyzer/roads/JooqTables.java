package dev.watertight.analyzer.roads;

import dev.watertight.analyzer.link.Phrase;
import dev.watertight.analyzer.link.Phrase.Kind;
import dev.watertight.analyzer.link.Site;
import dev.watertight.analyzer.link.Texts;
import dev.watertight.analyzer.link.Value;
import java.util.Optional;

/** Says in SQL what jOOQ's tables become by the methods that are called on them. */
final class JooqTables {
  private JooqTables() {}

  /** A step behind a table. */
  static Optional<Phrase> ofTable(Site site) {
    return table(site, new Phrase(Kind.TABLE, JooqWords.table(site.receiver())));
  }

  static Optional<Phrase> table(Site site, Phrase table) {
    String name = site.name();
    Texts mine = table.texts();
    if (JooqClauses.JOINS.containsKey(name) && !site.arguments().isEmpty()) {
      return Optional.of(
          new Phrase(
              Kind.TABLE,
              mine.with(
                  JooqWords.table(site.argument(0)),
                  (a, b) -> a + " " + JooqClauses.JOINS.get(name) + " " + b)));
    }
    return switch (name) {
      case "as" ->
          Optional.of(
              new Phrase(
                  Kind.TABLE,
                  mine.with(aliasOf(site.argument(0)), (t, a) -> withoutAlias(t) + " " + a)));
      case "on" ->
          Optional.of(
              new Phrase(
                  Kind.TABLE,
                  mine.with(
                      JooqWords.conditions(site),
                      (t, c) -> t + " on (" + JooqWords.shown(c) + ")")));
      case "and" ->
          Optional.of(
              new Phrase(
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
              new Phrase(
                  Kind.FIELD, mine.with(column(site), (t, c) -> JooqWords.alias(t) + "." + c)));
      case "asterisk" ->
          Optional.of(new Phrase(Kind.FIELD, mine.map(t -> JooqWords.alias(t) + ".*")));
      case "forUpdate", "useIndex", "with" -> Optional.of(table);
      default -> Optional.empty();
    };
  }

  /** What {@code as} calls a table. */
  static Texts aliasOf(Value argument) {
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

  /** The column that {@code field} is asked for, without its table. */
  static Texts column(Site site) {
    Value value = JooqWords.known(site.argument(0));
    return JooqWords.words(value, Kind.FIELD)
        .orElseGet(value::textOrHole)
        .map(c -> c.substring(c.lastIndexOf('.') + 1).replace("\"", ""));
  }

  /** A step behind a name: a query of WITH. */
  static Optional<Phrase> named(Site site) {
    Texts name = site.receiver().textOrHole().map(t -> t.replace("\"", ""));
    if (site.name().equals("as") && !site.arguments().isEmpty()) {
      return JooqWords.words(JooqWords.known(site.argument(0)), Kind.QUERY)
          .map(
              q ->
                  new Phrase(
                      Kind.TABLE,
                      name.with(
                          JooqWords.query(q), (n, s) -> "\u0004" + n + "\u0004" + s + " " + n)));
    }
    return Optional.empty();
  }
}
