package dev.watertight.database.world;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type as seeding needs to know it.
 *
 * @param name as SQL writes it, with its modifier: {@code character varying(50)}
 * @param kind {@code b} base, {@code c} composite, {@code d} domain, {@code e} enum, {@code r}
 *     range, {@code m} multirange
 * @param labels of an enum
 * @param inner a domain's base, an array's element, a range's bound, a multirange's range
 * @param checks of a domain
 * @param attributes of a composite, in order
 */
record TypeShape(
    String name,
    String kind,
    boolean array,
    List<String> labels,
    Optional<TypeShape> inner,
    List<String> checks,
    boolean notNull,
    Map<String, TypeShape> attributes) {
  private static final Pattern MODIFIER = Pattern.compile("\\((\\d+)(?:,(-?\\d+))?\\)");

  /** The type below all domains. */
  TypeShape base() {
    return kind.equals("d") && inner.isPresent() ? inner.get().base() : this;
  }

  /** The name without modifier and schema: {@code character varying}, {@code citext}. */
  String plain() {
    String bare = name.indexOf('(') < 0 ? name : MODIFIER.matcher(name).replaceAll("");
    bare = bare.replace("\"", "");
    return bare.substring(bare.lastIndexOf('.') + 1);
  }

  /** The first number of the modifier: a length or a precision. */
  Optional<Integer> modifier() {
    Matcher matcher = MODIFIER.matcher(name);
    return matcher.find() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
  }

  /** The second number of the modifier: a scale. */
  int scale() {
    Matcher matcher = MODIFIER.matcher(name);
    return matcher.find() && matcher.group(2) != null ? Integer.parseInt(matcher.group(2)) : 0;
  }

  /** How many characters a text of this type may have. */
  int limit() {
    return switch (plain()) {
      case "character varying", "bit varying" -> modifier().orElse(Integer.MAX_VALUE);
      case "character", "bit" -> modifier().orElse(1);
      case "char" -> 1;
      case "name" -> 63;
      default -> Integer.MAX_VALUE;
    };
  }

  /** Whether its values are texts. */
  boolean isText() {
    return switch (plain()) {
      case "text", "character varying", "character", "char", "name", "citext", "ltree" -> true;
      default -> false;
    };
  }

  /** Whether its values are numbers. */
  boolean isNumber() {
    return switch (plain()) {
      case "smallint", "integer", "bigint", "numeric", "real", "double precision", "money", "oid" ->
          true;
      default -> false;
    };
  }

  /** Whether its values are days or moments. */
  boolean isTime() {
    return plain().equals("date") || plain().startsWith("timestamp");
  }

  /** All checks of it and of the domains below. */
  List<String> allChecks() {
    if (!kind.equals("d") || inner.isEmpty()) {
      return List.of();
    }
    List<String> all = new java.util.ArrayList<>(checks);
    all.addAll(inner.get().allChecks());
    return all;
  }

  /** Whether it or a domain below refuses null. */
  boolean refusesNull() {
    return kind.equals("d") && (notNull || inner.map(TypeShape::refusesNull).orElse(false));
  }
}
