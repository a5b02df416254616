package dev.watertight.core.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A section's values by name; where none was given, the default that {@link Keys} declares. Asking
 * for a key that is not declared is a mistake of this code and fails at once.
 */
final class Tree {
  private final Value.Fields fields;
  private final Shape.Section section;

  Tree(Value.Fields fields, Shape.Section section) {
    this.fields = fields;
    this.section = section;
  }

  /** An item of a list: a plain text, or a map. */
  record Item(Optional<String> plain, Tree tree) {}

  Origin origin() {
    return fields.origin();
  }

  Tree section(String name) {
    Key key = key(name);
    Value.Fields inner =
        fields.byName().get(name) instanceof Value.Fields given
            ? given
            : new Value.Fields(Map.of(), origin());
    return new Tree(inner, (Shape.Section) key.shape());
  }

  Optional<String> text(String name) {
    return value(name).map(value -> ((Value.Text) value).text());
  }

  boolean flag(String name) {
    return text(name).map(Boolean::parseBoolean).orElse(false);
  }

  List<String> texts(String name) {
    return values(name).map(value -> ((Value.Text) value).text()).toList();
  }

  Map<String, String> entries(String name) {
    Map<String, String> entries = new LinkedHashMap<>();
    value(name)
        .ifPresent(
            value ->
                ((Value.Fields) value)
                    .byName()
                    .forEach((entry, text) -> entries.put(entry, ((Value.Text) text).text())));
    return Collections.unmodifiableMap(entries);
  }

  Map<String, List<String>> entryLists(String name) {
    Map<String, List<String>> entries = new LinkedHashMap<>();
    value(name)
        .ifPresent(
            value ->
                ((Value.Fields) value)
                    .byName()
                    .forEach(
                        (entry, list) ->
                            entries.put(
                                entry,
                                ((Value.Many) list)
                                    .values().stream()
                                        .map(v -> ((Value.Text) v).text())
                                        .toList())));
    return Collections.unmodifiableMap(entries);
  }

  Stream<Item> items(String name) {
    Shape.Section item = ((Shape.ListOf) key(name).shape()).item().orElseThrow();
    return values(name)
        .map(
            value ->
                value instanceof Value.Text text
                    ? new Item(
                        Optional.of(text.text()),
                        new Tree(new Value.Fields(Map.of(), text.origin()), item))
                    : new Item(Optional.empty(), new Tree((Value.Fields) value, item)));
  }

  private Stream<Value> values(String name) {
    return value(name).stream().flatMap(value -> ((Value.Many) value).values().stream());
  }

  private Optional<Value> value(String name) {
    Key key = key(name);
    Optional<Value> given = Optional.ofNullable(fields.byName().get(name));
    return given.isPresent() || !(key.otherwise() instanceof Key.Otherwise.Value otherwise)
        ? given
        : new OverrideReader(new Problems()).parse(otherwise.text(), key.shape(), name, "default");
  }

  private Key key(String name) {
    return section
        .key(name)
        .orElseThrow(() -> new IllegalArgumentException("no key " + name + " is declared"));
  }
}
