package dev.watertight.analyzer.roads;

import dev.watertight.analyzer.link.Access.Through;
import dev.watertight.analyzer.link.Access.Unknown;
import dev.watertight.analyzer.link.JType;
import dev.watertight.analyzer.link.Phrase;
import dev.watertight.analyzer.link.Site;
import dev.watertight.analyzer.link.Statement;
import dev.watertight.analyzer.link.TableUse;
import dev.watertight.analyzer.link.Texts;
import dev.watertight.analyzer.link.Value;
import dev.watertight.analyzer.sql.Dialect;
import dev.watertight.analyzer.sql.HoleEffect;
import dev.watertight.analyzer.sql.SettingChange;
import dev.watertight.analyzer.sql.SqlReader;
import dev.watertight.analyzer.sql.SqlStatement;
import dev.watertight.analyzer.sql.TableRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Plain SQL in jOOQ: queries, tables, conditions, fields and functions that are given as text. */
final class JooqText {
  private static final JType SQL = JType.of("org.jooq.SQL");
  static final JType FIELD = JType.of("org.jooq.Field");
  private static final String SET_CONFIG = "set_config";
  private static final Pattern PLACE = Pattern.compile("\\{(\\d{1,3})}");

  private JooqText() {}

  /** A query by its text; queries that are passed as objects were seen where they were built. */
  static Optional<Value> query(Site site) {
    boolean any = false;
    for (Value argument :
        site.name().equals("batch") ? site.arguments() : List.of(site.argument(0))) {
      Value value = argument.statement().isPresent() ? argument : argument.force();
      if (value.texts().isPresent()) {
        site.text("jOOQ plain SQL", filled(site, value), Dialect.SQL, Through.NATIVE);
        any = true;
      } else if (isText(value)) {
        site.text("jOOQ plain SQL", value, Dialect.SQL, Through.NATIVE);
        any = true;
      } else if (value.elements().isPresent()) {
        value.elements().get().stream()
            .filter(e -> e.texts().isPresent())
            .forEach(e -> site.text("jOOQ plain SQL", e, Dialect.SQL, Through.NATIVE));
        any = true;
      }
    }
    return any || site.argument(0).statement().isPresent()
        ? Optional.of(Value.of("org.jooq.Result"))
        : Optional.empty();
  }

  /** Whether a text is passed, whose parts are not known. */
  private static boolean isText(Value value) {
    return value.statement().isEmpty() && value.type().is("java.lang.String");
  }

  /** Whether the argument is plain SQL. */
  static boolean isPlain(Value argument) {
    return argument.type().is(SQL.name())
        || (argument.texts().isPresent() && argument.type().is("java.lang.String"));
  }

  static Value name(Site site) {
    Value value = site.argument(0).elements().isPresent() ? Value.UNKNOWN : site.argument(0);
    if (site.arguments().size() > 1) {
      StringBuilder text = new StringBuilder();
      for (Value part : site.arguments()) {
        List<String> variants = part.textOrHole().variants();
        text.append(text.length() == 0 ? "" : ".").append('"').append(variants.get(0)).append('"');
      }
      return Value.text(text.toString()).withType(JType.of("org.jooq.Name"));
    }
    return value.withType(JType.of("org.jooq.Name"));
  }

  static Value table(Site site) {
    Value argument = site.argument(0).force();
    if (argument.statement().isPresent() || !argument.tables().isEmpty()) {
      return argument.withType(JType.of("org.jooq.Table"));
    }
    List<TableUse> tables = new ArrayList<>();
    boolean known = argument.texts().isPresent();
    for (String variant : filled(site, argument).textOrHole().variants()) {
      known &= variant.indexOf(Texts.HOLE) < 0;
      for (SqlStatement each :
          SqlReader.read("select * from " + variant, Dialect.SQL).statements()) {
        for (TableRef ref : each.tables()) {
          tables.add(new TableUse(ref.schema(), ref.name(), false, site.at()));
        }
      }
    }
    Value value = Value.of("org.jooq.Table").withTables(known ? tables : List.of());
    return !known && argument.parameter().isPresent()
        ? value.standingFor(argument.parameter().get())
        : value;
  }

  /** A piece of plain SQL in a query: {@code condition("exists (select …)")}. */
  static Value fragment(Site site) {
    Value argument =
        site.argument(0).statement().isPresent() ? site.argument(0) : site.argument(0).force();
    if (argument.statement().isPresent()) {
      return argument;
    }
    if (argument.texts().isEmpty() || argument.type().is("org.jooq.Name")) {
      return JooqRoad.carry(site);
    }
    Value text = filled(site, argument);
    if (site.name().equals("sql")) {
      return text.withType(SQL);
    }
    return read(
        site,
        text.textOrHole().variants().stream()
            .map(v -> "select 1 where " + withoutParameters(v))
            .toList());
  }

  /** Whether a condition has a subquery on a table. */
  static boolean touches(Value condition) {
    return condition.textOrHole().variants().stream()
        .flatMap(v -> SqlReader.read("select 1 where " + v, Dialect.SQL).statements().stream())
        .anyMatch(s -> !s.tables().isEmpty());
  }

  /** A call of a function by its name; that of {@code set_config} changes a setting. */
  static Value function(Site site) {
    Value name = site.argument(0).force();
    List<String> names = name.textOrHole().variants();
    if (names.size() != 1 || !names.get(0).replaceAll("[\"\\s]", "").endsWith(SET_CONFIG)) {
      return JooqRoad.carry(site);
    }
    String arguments =
        site.arguments().stream()
            .skip(2)
            .map(a -> spelled(a.force()))
            .collect(Collectors.joining(", "));
    return read(site, List.of("select " + SET_CONFIG + "(" + arguments + ")"));
  }

  /** {@code set(name, value)} for the session, {@code setLocal} for the transaction. */
  static Value setting(Site site, boolean local) {
    String name = site.argument(0).force().textOrHole().variants().get(0).replace("\"", "");
    String value = spelled(site.argument(1).force());
    return read(site, List.of("set " + (local ? "local " : "") + name + " = " + value));
  }

  /** A statement of what the texts touch and set; plain arguments where they do neither. */
  private static Value read(Site site, List<String> texts) {
    boolean open = false;
    List<TableRef> tables = new ArrayList<>();
    List<SettingChange> settings = new ArrayList<>();
    for (String text : texts) {
      for (SqlStatement each : SqlReader.read(text, Dialect.SQL).statements()) {
        tables.addAll(each.tables());
        settings.addAll(each.settings());
        open |= !site.name().equals("field") && each.holes().compareTo(HoleEffect.FRAGMENT) >= 0;
      }
    }
    if (tables.isEmpty() && settings.isEmpty() && !open) {
      return JooqRoad.carry(site);
    }
    Statement statement = site.statement("jOOQ plain SQL", Through.NATIVE);
    tables.forEach(t -> statement.touches(new TableUse(t.schema(), t.name(), false, site.at())));
    settings.forEach(statement::sets);
    if (open) {
      statement.unknown(
          new Unknown(
              Unknown.What.FRAGMENT,
              "the condition that `" + site.name() + "` is given as text is not known"));
    }
    return JooqRoad.stepOf(statement);
  }

  private static String withoutParameters(String text) {
    StringBuilder result = new StringBuilder();
    text.chars().forEach(c -> result.append(Texts.isOpen(c) ? Texts.HOLE : (char) c));
    return result.toString();
  }

  /** The text with its places {@code {0}} filled from the arguments behind it. */
  static Value filled(Site site, Value text) {
    return text.mapText(
        t -> {
          Matcher places = PLACE.matcher(t);
          StringBuilder result = new StringBuilder();
          while (places.find()) {
            Value argument = site.argument(Integer.parseInt(places.group(1)) + 1).force();
            places.appendReplacement(result, Matcher.quoteReplacement(spelled(argument)));
          }
          return places.appendTail(result).toString();
        });
  }

  /** An argument as it would stand in the text. */
  private static String spelled(Value argument) {
    if (!argument.tables().isEmpty()) {
      TableUse table = argument.tables().get(0);
      return table.schema().map(s -> s + ".").orElse("") + table.name();
    }
    if (argument.type().is("org.jooq.Name")) {
      return argument.textOrHole().variants().get(0);
    }
    if (argument.texts().isPresent()) {
      String text = argument.textOrHole().variants().get(0);
      return text.indexOf(Texts.HOLE) >= 0 ? "?" : "'" + text.replace("'", "''") + "'";
    }
    if (argument.phrase().filter(p -> p.kind() == Phrase.Kind.FIELD).isPresent()) {
      return argument.phrase().get().texts().variants().get(0);
    }
    return argument.type().is(FIELD.name()) ? "?" : String.valueOf(Texts.HOLE);
  }
}
