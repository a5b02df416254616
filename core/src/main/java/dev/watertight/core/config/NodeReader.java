package dev.watertight.core.config;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Holds YAML nodes against the shapes of their keys. What does not fit is a problem and left out.
 */
final class NodeReader {
  private static final Set<Tag> PLAIN_TAGS =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.ENV_TAG);
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private final Problems problems;
  private final String source;
  private final boolean lines;

  /**
   * Reads the nodes of one source.
   *
   * @param lines whether the nodes' lines are lines of a file
   */
  NodeReader(Problems problems, String source, boolean lines) {
    this.problems = problems;
    this.source = source;
    this.lines = lines;
  }

  /** The value of a node, if it fits. */
  Optional<Value> read(Node node, Shape shape, String path) {
    if (isNull(node)) {
      return nothing(shape, path, origin(node));
    }
    if (!tagFits(node)) {
      problems.add(origin(node), "`" + path + "` has a tag (`!…`); tags mean nothing here.");
      return Optional.empty();
    }
    if (shape instanceof Shape.Section section && node instanceof MappingNode map) {
      return Optional.of(section(map, section, path));
    }
    if (shape instanceof Shape.Entries entries && node instanceof MappingNode map) {
      return entries(map, entries, path);
    }
    if (shape instanceof Shape.ListOf list) {
      return list(node, list, path);
    }
    if (node instanceof ScalarNode scalar
        && !(shape instanceof Shape.Section)
        && !(shape instanceof Shape.Entries)) {
      return plain(scalar, shape, path);
    }
    return misfit(node, shape, path);
  }

  /** The value of the plain text of an override, if it fits. */
  Optional<Value> plain(String text, Shape shape, String path, Origin origin) {
    Optional<String> fault = fault(text.strip(), shape);
    if (fault.isPresent()) {
      problems.add(origin, "`" + path + "` " + fault.get());
      return Optional.empty();
    }
    return Optional.of(new Value.Text(text.strip(), origin));
  }

  private Value.Fields section(MappingNode map, Shape.Section section, String path) {
    Map<String, Value> values = new LinkedHashMap<>();
    Map<String, Integer> seen = new LinkedHashMap<>();
    for (NodeTuple tuple : map.getValue()) {
      Optional<String> name = name(tuple.getKeyNode(), path, seen);
      if (name.isEmpty()) {
        continue;
      }
      Optional<Key> key = section.key(name.get());
      if (key.isEmpty()) {
        problems.add(
            origin(tuple.getKeyNode()),
            name.get().equals("<<")
                ? "`<<` is not read: merge keys are no part of YAML 1.2."
                : Unknown.inFile(path, section, name.get()));
        continue;
      }
      read(tuple.getValueNode(), key.get().shape(), join(path, name.get()))
          .ifPresent(value -> values.put(name.get(), value));
    }
    checkWhole(section, seen.keySet(), path, origin(map));
    return new Value.Fields(values, origin(map));
  }

  private void checkWhole(Shape.Section section, Set<String> given, String path, Origin at) {
    for (Key key : section.keys()) {
      if (key.required() && !given.contains(key.name())) {
        problems.add(
            at, "`" + path + "` needs `" + key.name() + "`, such as `" + key.example() + "`.");
      }
    }
    List<String> chosen = section.oneOf().stream().filter(given::contains).toList();
    if (!section.oneOf().isEmpty() && chosen.size() != 1) {
      String names = "`" + String.join("`, `", section.oneOf()) + "`";
      problems.add(
          at,
          chosen.isEmpty()
              ? "`" + path + "` needs one of " + names + "."
              : "`"
                  + path
                  + "` has `"
                  + String.join("` and `", chosen)
                  + "`, but must have only one of "
                  + names
                  + "; write one entry for each.");
    }
    section
        .needs()
        .forEach(
            (name, other) -> {
              if (given.contains(name) && !given.contains(other)) {
                problems.add(
                    at, "`" + path + "." + name + "` has a meaning only beside `" + other + "`.");
              }
            });
  }

  private Optional<Value> entries(MappingNode map, Shape.Entries entries, String path) {
    Map<String, Value> values = new LinkedHashMap<>();
    Map<String, Integer> seen = new LinkedHashMap<>();
    for (NodeTuple tuple : map.getValue()) {
      Optional<String> name = name(tuple.getKeyNode(), path, seen);
      if (name.isPresent() && name.get().isBlank()) {
        problems.add(origin(tuple.getKeyNode()), "`" + path + "` has an empty name in it.");
      } else if (name.isPresent()) {
        read(tuple.getValueNode(), entries.inner(), join(path, name.get()))
            .ifPresent(value -> values.put(name.get(), value));
      }
    }
    return Optional.of(new Value.Fields(values, origin(map)));
  }

  private Optional<String> name(Node node, String path, Map<String, Integer> seen) {
    if (!(node instanceof ScalarNode scalar)) {
      String in = path.isEmpty() ? "a key of the file" : "a key of `" + path + "`";
      problems.add(origin(node), in + " is " + found(node) + ", but must be a plain name.");
      return Optional.empty();
    }
    String name = scalar.getValue();
    Origin origin = origin(node);
    Integer first = seen.putIfAbsent(name, origin.line());
    if (first != null) {
      problems.add(
          origin,
          Problems.quote(join(path, name))
              + " is given twice"
              + (lines ? "; the first is in line " + first + "." : "."));
      return Optional.empty();
    }
    return Optional.of(name);
  }

  private Optional<Value> list(Node node, Shape.ListOf list, String path) {
    if (node instanceof SequenceNode sequence) {
      List<Value> values = new ArrayList<>();
      for (int i = 0; i < sequence.getValue().size(); i++) {
        item(sequence.getValue().get(i), list, path + "[" + i + "]").ifPresent(values::add);
      }
      return Optional.of(new Value.Many(values, origin(node)));
    }
    if (list.alone() && node instanceof ScalarNode && list.plain().isPresent()) {
      return read(node, list.plain().get(), path)
          .map(value -> new Value.Many(List.of(value), origin(node)));
    }
    return misfit(node, list, path);
  }

  private Optional<Value> item(Node node, Shape.ListOf list, String path) {
    boolean map = node instanceof MappingNode;
    if (list.item().isPresent() && (map || list.plain().isEmpty())) {
      return read(node, list.item().get(), path);
    }
    return read(node, list.plain().orElseThrow(), path);
  }

  private Optional<Value> plain(ScalarNode scalar, Shape shape, String path) {
    boolean text = scalar.getTag().equals(Tag.STR) || scalar.getScalarStyle() != ScalarStyle.PLAIN;
    if (scalar.getTag().equals(Tag.ENV_TAG)) {
      problems.add(
          origin(scalar),
          "`" + path + "` is a `${…}`, which is not replaced here; override the key instead.");
      return Optional.empty();
    }
    boolean anyText =
        shape instanceof Shape.Text t
            && (t.kind() == TextKind.SCALAR || t.kind() == TextKind.REASON);
    if (shape instanceof Shape.Text && !text && !anyText) {
      problems.add(
          origin(scalar),
          "`"
              + path
              + "` is "
              + found(scalar)
              + ", but must be "
              + shape.expected()
              + "; put it in quotes if it is one.");
      return Optional.empty();
    }
    boolean number = shape instanceof Shape.Whole || shape instanceof Shape.Flag;
    if (number && text) {
      return misfit(scalar, shape, path);
    }
    return plain(scalar.getValue(), shape, path, origin(scalar));
  }

  private static Optional<String> fault(String text, Shape shape) {
    if (shape instanceof Shape.Text t) {
      if (text.isEmpty() && t.kind() != TextKind.REASON && t.kind() != TextKind.SCALAR) {
        return Optional.of("is empty, but must be " + shape.expected() + ".");
      }
      return t.kind()
          .fault(text)
          .map(
              fault ->
                  (t.kind().quotable() ? "is " + Problems.quote(text) + ", which " : "") + fault)
          .map(fault -> fault.endsWith("?") ? fault : fault + ".");
    }
    boolean fits = true;
    if (shape instanceof Shape.Flag) {
      fits = text.equals("true") || text.equals("false");
    } else if (shape instanceof Shape.Whole whole) {
      fits = text.matches("\\d{1,9}") && between(whole, Integer.parseInt(text));
    } else if (shape instanceof Shape.Choice choice) {
      fits = choice.words().contains(text);
    } else if (shape instanceof Shape.Day) {
      fits = isDay(text);
    }
    if (fits) {
      return Optional.empty();
    }
    Optional<String> near =
        shape instanceof Shape.Choice choice ? Nearest.of(text, choice.words()) : Optional.empty();
    return Optional.of(
        "is "
            + (text.isEmpty() ? "empty" : Problems.quote(text))
            + ", but must be "
            + shape.expected()
            + near.map(word -> "; did you mean `" + word + "`?").orElse("."));
  }

  private static boolean between(Shape.Whole whole, int number) {
    return number >= whole.least() && number <= whole.most();
  }

  private static boolean isDay(String text) {
    try {
      LocalDate.parse(text, DAY);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private Optional<Value> nothing(Shape shape, String path, Origin origin) {
    if (shape instanceof Shape.Section && path.indexOf('[') < 0) {
      return Optional.of(new Value.Fields(Map.of(), origin));
    }
    if (shape instanceof Shape.Text text && text.kind() == TextKind.REASON) {
      return Optional.of(new Value.Text("", origin));
    }
    problems.add(
        origin,
        "`" + path + "` has no value; give it " + shape.expected() + ", or remove the key.");
    return Optional.empty();
  }

  private Optional<Value> misfit(Node node, Shape shape, String path) {
    String key = path.isEmpty() ? "the file" : "`" + path + "`";
    problems.add(
        origin(node), key + " is " + found(node) + ", but must be " + shape.expected() + ".");
    return Optional.empty();
  }

  private static String found(Node node) {
    if (node instanceof ScalarNode scalar) {
      Tag tag = scalar.getTag();
      return tag.equals(Tag.BOOL)
          ? "a truth value"
          : tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) ? "a number" : "a text";
    }
    return node instanceof SequenceNode ? "a list" : "a map";
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar
        && scalar.getScalarStyle() == ScalarStyle.PLAIN
        && (scalar.getTag().equals(Tag.NULL) || NULLS.contains(scalar.getValue()))
        && PLAIN_TAGS.contains(scalar.getTag());
  }

  private static boolean tagFits(Node node) {
    return node instanceof ScalarNode
        ? PLAIN_TAGS.contains(node.getTag())
        : node.getTag().equals(node instanceof SequenceNode ? Tag.SEQ : Tag.MAP);
  }

  Origin origin(Node node) {
    return new Origin(source, lines ? node.getStartMark().map(YamlText::line).orElse(0) : 0);
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
