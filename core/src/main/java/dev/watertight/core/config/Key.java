package dev.watertight.core.config;

import java.util.Optional;

/**
 * One key of the configuration, as {@link Keys} declares it.
 *
 * @param name the last part of its path
 * @param shape what it takes
 * @param otherwise what holds where it is not given
 * @param description for people, a sentence or two
 * @param example a value in YAML's flow style; empty for a section
 * @param matches what its values must match in the project, such as {@code table}; empty where a
 *     value cannot fail to match
 * @param required whether an item without it is an error
 */
record Key(
    String name,
    Shape shape,
    Otherwise otherwise,
    String description,
    String example,
    Optional<String> matches,
    boolean required) {

  /** What holds where a key is not given. */
  sealed interface Otherwise {
    /** This value, written as an override would be. */
    record Value(String text) implements Otherwise {}

    /** What these words say. */
    record Said(String words) implements Otherwise {}
  }

  static Key of(String name, Shape shape, String example, String description) {
    return new Key(
        name, shape, new Otherwise.Said("none"), description, example, Optional.empty(), false);
  }

  static Key section(String name, String description, Key... keys) {
    return new Key(
        name,
        Shape.Section.of(keys),
        new Otherwise.Said(""),
        description,
        "",
        Optional.empty(),
        false);
  }

  Key defaults(String value) {
    return new Key(
        name, shape, new Otherwise.Value(value), description, example, matches, required);
  }

  Key otherwise(String words) {
    return new Key(name, shape, new Otherwise.Said(words), description, example, matches, required);
  }

  /** A value that matches nothing of this kind in a whole project is an error. */
  Key matching(String kind) {
    return new Key(name, shape, otherwise, description, example, Optional.of(kind), required);
  }

  Key needed() {
    return new Key(
        name, shape, new Otherwise.Said("required"), description, example, matches, true);
  }
}
