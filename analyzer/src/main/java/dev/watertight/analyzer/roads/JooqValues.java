package dev.watertight.analyzer.roads;

import dev.watertight.analyzer.link.Phrase;
import dev.watertight.analyzer.link.Phrase.Kind;
import dev.watertight.analyzer.link.Site;
import dev.watertight.analyzer.link.Texts;
import dev.watertight.analyzer.link.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says in SQL what jOOQ's {@code DSL} makes that is no query: conditions, columns, values. */
final class JooqValues {
  private JooqValues() {}

  /** What the call makes; empty where it is none of these. */
  static Optional<Phrase> of(Site site) {
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
      case "exists" -> Optional.of(JooqWords.condition(JooqWords.exists(site, "")));
      case "notExists" -> Optional.of(JooqWords.condition(JooqWords.exists(site, "not ")));
      case "row" -> Optional.of(new Phrase(Kind.ROW, JooqWords.row(site.arguments())));
      case "val", "value", "inline", "param" ->
          any
              ? Optional.of(new Phrase(Kind.EXPRESSION, JooqWords.value(site.argument(0))))
              : Optional.empty();
      case "field" -> any ? plainField(site) : Optional.empty();
      case "lower", "upper", "trim", "cast", "coerce" ->
          any
              ? Optional.of(
                  new Phrase(
                      Kind.EXPRESSION,
                      JooqWords.value(site.argument(0)).map(v -> "lower(" + v + ")")))
              : Optional.empty();
      case "asterisk" -> Optional.of(new Phrase(Kind.EXPRESSION, Texts.of("*")));
      case "any" ->
          any
              ? Optional.of(
                  new Phrase(
                      Kind.EXPRESSION,
                      JooqWords.value(site.argument(0))
                          .map(v -> v.startsWith("(") ? "any " + v : "any (" + v + ")")))
              : Optional.empty();
      case "table", "lateral" ->
          any ? Optional.of(new Phrase(Kind.TABLE, lateral(site))) : Optional.empty();
      default -> made(site);
    };
  }

  /** A function over columns, values and queries. */
  private static Optional<Phrase> made(Site site) {
    boolean said =
        site.receiver().type().is("org.jooq.impl.DSL")
            && site.arguments().stream().anyMatch(a -> a.phrase().isPresent())
            && !JooqClauses.SELECTS.contains(site.name())
            && !site.name().startsWith("with");
    boolean starts =
        site.name()
            .matches("(insertInto|update|delete|deleteFrom|selectFrom|mergeInto|truncate.*)");
    return said && !starts
        ? Optional.of(
            new Phrase(
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
              ? new Phrase(Kind.EXPRESSION, JooqWords.query(phrase.texts()))
              : new Phrase(Kind.EXPRESSION, phrase.texts()));
    }
    if (argument.texts().isEmpty()) {
      return Optional.of(new Phrase(Kind.EXPRESSION, Texts.UNKNOWN));
    }
    Texts text = JooqText.filled(site, argument).textOrHole().map(t -> t.replace("\"", ""));
    return Optional.of(new Phrase(Kind.FIELD, text));
  }
}
