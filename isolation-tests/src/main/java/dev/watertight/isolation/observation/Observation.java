package dev.watertight.isolation.observation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a caller saw of an operation, as a tree without any of the caller's types. */
public sealed interface Observation {
  /**
   * A value.
   *
   * @param kind {@code text}, {@code number}, {@code boolean}, {@code uuid}, {@code time}, {@code
   *     enum}, {@code json}, {@code bytes}, {@code object}, {@code null}
   * @param text as a caller would print it
   */
  record Leaf(String kind, String text) implements Observation {}

  /**
   * Several of a kind.
   *
   * @param kind {@code list}, {@code set}, {@code stream}, {@code array}, {@code optional}
   * @param elements in the order seen; sorted where the order means nothing
   */
  record Items(String kind, List<Observation> elements) implements Observation {
    public Items {
      elements = List.copyOf(elements);
    }
  }

  /**
   * Named values.
   *
   * @param type the simple name of the record or class, or {@code row}, {@code map}
   * @param fields in the type's order
   */
  record Fields(String type, List<Field> fields) implements Observation {
    public Fields {
      fields = List.copyOf(fields);
    }
  }

  /** A named value. */
  record Field(String name, Observation value) {}

  /**
   * An exception.
   *
   * @param type its class
   * @param message its message
   * @param sqlState PostgreSQL's code, where it has one
   * @param cause what caused it
   */
  record Failure(
      String type, String message, Optional<String> sqlState, Optional<Observation> cause)
      implements Observation {}

  /** Something that was not looked at: nothing that holds one is equal to anything. */
  record Cut(String reason) implements Observation {}

  /**
   * A text somewhere in an observation.
   *
   * @param path {@code [2].name}
   * @param text what stands there
   * @param kind the leaf's kind; {@code failure} for a message
   */
  record Spot(String path, String text, String kind) {}

  /** The whole tree as one text: equal for equal observations. */
  default String canonical() {
    StringBuilder text = new StringBuilder();
    Canonical.write(this, text);
    return text.toString();
  }

  /** Whether the operation failed. */
  default boolean failed() {
    return this instanceof Failure;
  }

  /** Why a part was not looked at, where one was not. */
  default Optional<String> cut() {
    if (this instanceof Cut c) {
      return Optional.of(c.reason());
    }
    return children().stream().flatMap(c -> c.cut().stream()).findFirst();
  }

  /** Whether somewhere in it the text of a leaf is SQL's or Java's null, or nothing is in it. */
  default boolean nothing() {
    if (this instanceof Leaf leaf) {
      return leaf.kind().equals("null");
    }
    return this instanceof Items items && items.elements().isEmpty();
  }

  /** Every text in it, with its place: values, names that are data, messages. */
  default List<Spot> spots() {
    List<Spot> all = new ArrayList<>();
    Spots.collect(this, "", all);
    return all;
  }

  /** What stands directly below. */
  default List<Observation> children() {
    if (this instanceof Items items) {
      return items.elements();
    }
    if (this instanceof Fields fields) {
      return fields.fields().stream().map(Field::value).toList();
    }
    return this instanceof Failure f ? f.cause().stream().toList() : List.of();
  }

  /** The same tree with other texts in its leaves, its messages and the keys of its maps. */
  default Observation withTexts(UnaryOperator<Spot> change) {
    return new TextChange(change).of(this, "");
  }
}
