package dev.watertight.database.audit.rules;

import dev.watertight.database.catalog.Function;

/** A function's name for SQL text, with the types of its arguments. */
final class Signature {
  private Signature() {}

  static String of(Function function) {
    return function.sql() + "(" + String.join(", ", function.arguments()) + ")";
  }
}
