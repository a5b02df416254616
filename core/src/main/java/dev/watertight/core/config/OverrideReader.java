package dev.watertight.core.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Puts overrides in the place of a file's values. */
final class OverrideReader {
  private final Problems problems;

  OverrideReader(Problems problems) {
    this.problems = problems;
  }

  /** The values with the overrides in them. A section's own override comes before its keys'. */
  Value.Fields apply(Value.Fields values, Overrides overrides) {
    List<Overrides.Change> ordered = new ArrayList<>(overrides.all());
    ordered.sort(Comparator.comparingLong(o -> o.key().chars().filter(c -> c == '.').count()));
    Value.Fields changed = values;
    for (Overrides.Change override : ordered) {
      changed = put(changed, Keys.ROOT, override.key(), override);
    }
    return changed;
  }

  /** The value of an override's text, if it fits the shape. */
  Optional<Value> parse(String text, Shape shape, String path, String source) {
    Origin origin = new Origin(source, 0);
    String trimmed = text.strip();
    if (shape instanceof Shape.ListOf list && !trimmed.startsWith("[")) {
      return list(trimmed, list, path, origin);
    }
    boolean map = shape instanceof Shape.Section || shape instanceof Shape.Entries;
    if (map && trimmed.isEmpty()) {
      return Optional.of(new Value.Fields(Map.of(), origin));
    }
    if (map && !trimmed.startsWith("{")) {
      problems.add(
          origin,
          "`"
              + path
              + "` must be "
              + shape.expected()
              + ", written as {name: value, …}, or each name given for itself: "
              + path
              + ".NAME=VALUE.");
      return Optional.empty();
    }
    if (map || shape instanceof Shape.ListOf) {
      return flow(trimmed, shape, path, origin);
    }
    return new NodeReader(problems, source, false).plain(trimmed, shape, path, origin);
  }

  private Value.Fields put(
      Value.Fields fields, Shape.Section section, String rest, Overrides.Change override) {
    for (Key key : section.keys()) {
      Optional<Value> old = Optional.ofNullable(fields.byName().get(key.name()));
      if (rest.equals(key.name())) {
        return parse(override.value(), key.shape(), override.key(), override.source())
            .map(value -> fields.with(key.name(), value))
            .orElse(fields);
      }
      if (!rest.startsWith(key.name() + ".")) {
        continue;
      }
      String inner = rest.substring(key.name().length() + 1);
      Value.Fields inside =
          old.isPresent() && old.get() instanceof Value.Fields given
              ? given
              : new Value.Fields(Map.of(), new Origin(override.source(), 0));
      if (key.shape() instanceof Shape.Section innerSection) {
        return fields.with(key.name(), put(inside, innerSection, inner, override));
      }
      if (key.shape() instanceof Shape.Entries entries && !inner.isBlank()) {
        return parse(override.value(), entries.inner(), override.key(), override.source())
            .map(value -> fields.with(key.name(), inside.with(inner, value)))
            .orElse(fields);
      }
    }
    problems.add(new Origin(override.source(), 0), Unknown.asOverride(override.key()));
    return fields;
  }

  private Optional<Value> list(String text, Shape.ListOf list, String path, Origin origin) {
    if (list.plain().isEmpty()) {
      if (text.isEmpty()) {
        return Optional.of(new Value.Many(List.of(), origin));
      }
      problems.add(
          origin,
          "`" + path + "` must be " + list.expected() + ", written as [{key: value, …}, …].");
      return Optional.empty();
    }
    NodeReader reader = new NodeReader(problems, origin.source(), false);
    List<Value> values = new ArrayList<>();
    List<String> items = split(text);
    for (int i = 0; i < items.size(); i++) {
      reader
          .plain(items.get(i), list.plain().get(), path + "[" + i + "]", origin)
          .ifPresent(values::add);
    }
    return Optional.of(new Value.Many(values, origin));
  }

  private Optional<Value> flow(String text, Shape shape, String path, Origin origin) {
    try {
      Optional<Node> node = YamlText.compose(text);
      return node.flatMap(
          found -> new NodeReader(problems, origin.source(), false).read(found, shape, path));
    } catch (YamlText.Unreadable e) {
      problems.add(origin, "`" + path + "` " + e.reason());
      return Optional.empty();
    }
  }

  /** At commas that are not within parentheses or braces, as in a signature or a glob. */
  private static List<String> split(String text) {
    List<String> items = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += "({".indexOf(c) >= 0 ? 1 : ")}".indexOf(c) >= 0 ? -1 : 0;
      if (c == ',' && depth <= 0) {
        items.add(text.substring(start, i));
        start = i + 1;
      }
    }
    if (!text.isEmpty()) {
      items.add(text.substring(start));
    }
    return items;
  }
}
