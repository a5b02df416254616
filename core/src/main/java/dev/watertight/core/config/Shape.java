package dev.watertight.core.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a key of the configuration takes. */
sealed interface Shape {

  /** What is expected, for people: {@code a list of folders}. */
  String expected();

  /** One text. */
  record Text(TextKind kind) implements Shape {
    @Override
    public String expected() {
      return kind.one();
    }
  }

  /** True or false. */
  record Flag() implements Shape {
    @Override
    public String expected() {
      return "true or false";
    }
  }

  /** A whole number within bounds, both inclusive. */
  record Whole(int least, int most) implements Shape {
    @Override
    public String expected() {
      return "a whole number from " + least + " to " + most;
    }
  }

  /** One of a few words. */
  record Choice(List<String> words) implements Shape {
    @Override
    public String expected() {
      return "one of " + String.join(", ", words);
    }
  }

  /** A day, as in {@code 2027-03-31}. */
  record Day() implements Shape {
    @Override
    public String expected() {
      return "a date, such as 2027-03-31";
    }
  }

  /**
   * A list, whose items are plain values, maps with fixed keys, or either.
   *
   * @param plain what a plain item is, if items may be plain
   * @param item the keys of an item that is a map, if items may be maps
   * @param alone whether a plain item may stand without the list around it
   */
  record ListOf(Optional<Shape> plain, Optional<Section> item, boolean alone) implements Shape {
    static ListOf texts(TextKind kind) {
      return new ListOf(Optional.of(new Text(kind)), Optional.empty(), false);
    }

    static ListOf textOrTexts(TextKind kind) {
      return new ListOf(Optional.of(new Text(kind)), Optional.empty(), true);
    }

    @Override
    public String expected() {
      String items =
          plain
              .map(p -> p instanceof Text text ? text.kind().many() : "words")
              .map(p -> item.isPresent() ? p + " or maps" : p)
              .orElse("maps");
      String list = "a list of " + items;
      return alone && plain.isPresent() ? plain.get().expected() + " or " + list : list;
    }
  }

  /**
   * A map from names that the project chooses to texts.
   *
   * @param lists whether each name may have a list of them
   */
  record Entries(TextKind name, TextKind value, boolean lists) implements Shape {
    Entries(TextKind name, TextKind value) {
      this(name, value, false);
    }

    /** What stands beside a name. */
    Shape inner() {
      return lists ? ListOf.textOrTexts(value) : new Text(value);
    }

    @Override
    public String expected() {
      return "a map from " + name.many() + " to " + (lists ? "lists of " : "") + value.many();
    }
  }

  /**
   * A map with fixed keys.
   *
   * @param keys in the order of the documentation
   * @param oneOf if not empty, exactly one of these keys must be given
   * @param needs key to the key that it is of no use without
   */
  record Section(List<Key> keys, List<String> oneOf, Map<String, String> needs) implements Shape {
    static Section of(Key... keys) {
      return new Section(List.of(keys), List.of(), Map.of());
    }

    Optional<Key> key(String name) {
      return keys.stream().filter(key -> key.name().equals(name)).findFirst();
    }

    List<String> names() {
      return keys.stream().map(Key::name).toList();
    }

    @Override
    public String expected() {
      return "a map with the keys " + String.join(", ", names());
    }
  }
}
