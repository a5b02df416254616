package dev.watertight.analyzer.roads;

import dev.watertight.analyzer.link.KnownTable;
import dev.watertight.analyzer.link.Mapping;
import dev.watertight.analyzer.link.TableIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a query method that Spring Data reads: {@code findByProjectNameOrderByTitle}. */
final class DerivedName {
  private static final Pattern PARTS =
      Pattern.compile("(?<=\\p{Lower}|\\d)(?:And|Or)(?=\\p{Upper})");

  private static final Pattern AND = Pattern.compile("(?<=\\p{Lower}|\\d)And(?=\\p{Upper})");
  private static final Pattern OR = Pattern.compile("(?<=\\p{Lower}|\\d)Or(?=\\p{Upper})");
  private static final Pattern KEYWORD =
      Pattern.compile(
          "(?:Is)?(?:NotNull|NotIn|NotLike|NotContaining|NotContains|Not|Null|In|Like|StartingWith"
              + "|StartsWith|EndingWith|EndsWith|Containing|Contains|Between|LessThanEqual|LessThan"
              + "|GreaterThanEqual|GreaterThan|After|Before|True|False|Empty|NotEmpty|Regex|Matches"
              + "|Near|Within|Exists)$|Is$|Equals$");

  private DerivedName() {}

  /** The tables that properties in the name reach through associations, beyond the entity's own. */
  static List<KnownTable> associated(String method, Mapping entity, TableIndex tables) {
    List<KnownTable> found = new ArrayList<>();
    int by = method.indexOf("By");
    if (by < 0) {
      return found;
    }
    String condition = method.substring(by + 2);
    int order = condition.indexOf("OrderBy");
    List<String> properties = new ArrayList<>();
    if (order >= 0) {
      properties.add(condition.substring(order + 7));
      condition = condition.substring(0, order);
    }
    properties.addAll(List.of(PARTS.split(condition)));
    properties.forEach(p -> follow(p, entity, tables, found));
    return found;
  }

  /** What the name says, as SQL over the entity's table. */
  static String sql(String method, Mapping entity, KnownTable table) {
    int by = method.indexOf("By");
    String start = method.matches("(?:delete|remove).*") ? "delete from " : "select * from ";
    String from = table.schema().map(s -> s + ".").orElse("") + table.name() + " e";
    String condition = by < 0 ? "" : method.substring(by + 2);
    int order = condition.indexOf("OrderBy");
    condition = order < 0 ? condition : condition.substring(0, order);
    condition = condition.replaceFirst("AllIgnoreCase$|AllIgnoringCase$", "");
    if (condition.isEmpty()) {
      return start + from;
    }
    List<String> either = new ArrayList<>();
    for (String all : OR.split(condition, -1)) {
      List<String> members = new ArrayList<>();
      for (String part : AND.split(all, -1)) {
        members.add(comparison(part, entity));
      }
      either.add("(" + String.join(" and ", members) + ")");
    }
    return start + from + " where " + String.join(" or ", either);
  }

  private static String comparison(String part, Mapping entity) {
    String bare = part.replaceFirst("Ignor(?:e|ing)Case$", "");
    Matcher keyword = KEYWORD.matcher(bare);
    String property = bare;
    String sign = "=";
    if (column(bare, entity).isEmpty() && keyword.find()) {
      property = bare.substring(0, keyword.start());
      sign =
          switch (keyword.group()) {
            case "Is", "Equals" -> "=";
            case "In", "IsIn" -> "in";
            default -> "<>";
          };
    }
    Optional<String> column = column(property, entity);
    if (column.isEmpty()) {
      return "1 = ?";
    }
    return "e." + column.get() + " " + sign + (sign.equals("in") ? " (?)" : " ?");
  }

  /** The column of a property, which may be the id of what the entity refers to. */
  private static Optional<String> column(String property, Mapping entity) {
    if (property.isEmpty()) {
      return Optional.empty();
    }
    String plain = property.replace("_", "");
    String attribute = Character.toLowerCase(plain.charAt(0)) + plain.substring(1);
    for (String name : List.of(attribute, attribute.replaceFirst("Id$", ""))) {
      String column = entity.columns().get(name);
      if (column != null && column.matches("\\w+")) {
        return Optional.of(column);
      }
    }
    return entity.columns().entrySet().stream()
        .filter(e -> e.getKey().replace(".", "").equalsIgnoreCase(plain))
        .map(Map.Entry::getValue)
        .filter(c -> c.matches("\\w+"))
        .findFirst();
  }

  private static void follow(
      String property, Mapping entity, TableIndex tables, List<KnownTable> found) {
    String rest = property;
    Mapping at = entity;
    while (!rest.isEmpty()) {
      Optional<String> attribute = longest(rest, at);
      if (attribute.isEmpty()) {
        return;
      }
      rest = rest.substring(attribute.get().length()).replaceFirst("^_", "");
      String type = at.attributes().get(attribute.get());
      Optional<Mapping> next = type == null ? Optional.empty() : tables.entity(type);
      // The id of an association is a column of the table that refers to it.
      if (next.isEmpty() || longest(rest, next.get()).filter(a -> !a.equals("id")).isEmpty()) {
        return;
      }
      found.add(tables.table(next.get()));
      at = next.get();
    }
  }

  /** The longest attribute of the entity that the text begins with. */
  private static Optional<String> longest(String text, Mapping entity) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String lower = Character.toLowerCase(text.charAt(0)) + text.substring(1);
    for (int end = lower.length(); end > 0; end--) {
      boolean boundary = end == lower.length() || !Character.isLowerCase(lower.charAt(end));
      if (boundary && entity.attributes().containsKey(lower.substring(0, end))) {
        return Optional.of(lower.substring(0, end));
      }
    }
    return Optional.empty();
  }
}
