package dev.watertight.isolation.argument;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * A type whose values have no parts.
 *
 * @param type the boxed type
 * @param reader reads what PostgreSQL or Java prints; throws where it is another type's
 * @param printer the value as a Java expression
 * @param edges texts of values with which code goes wrong
 * @param fresh the text of a value that nobody has, by a number
 */
record Scalar(
    Class<?> type,
    Function<String, Object> reader,
    Function<Object, String> printer,
    List<String> edges,
    LongFunction<String> fresh) {

  Optional<Object> read(String text) {
    try {
      return Optional.of(reader.apply(text));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  String java(Object value) {
    return printer.apply(value);
  }
}
