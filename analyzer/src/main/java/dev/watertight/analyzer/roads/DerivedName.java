package dev.watertight.analyzer.roads;

import dev.watertight.analyzer.link.KnownTable;
import dev.watertight.analyzer.link.Mapping;
import dev.watertight.analyzer.link.TableIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a query method that Spring Data reads: {@code findByProjectNameOrderByTitle}. */
final class DerivedName {
  private static final Pattern PARTS =
      Pattern.compile("(?<=\\p{Lower}|\\d)(?:And|Or)(?=\\p{Upper})");

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
