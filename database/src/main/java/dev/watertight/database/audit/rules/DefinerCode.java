package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Function;

/** Functions and procedures that run with their owner's rights. */
final class DefinerCode {
  private DefinerCode() {}

  /** Whether the function lends the application the rights of a role that is not its own. */
  static boolean isLending(Subject subject, Function function) {
    return function.definer()
        && !function.extension()
        && !subject.app().inherited().contains(function.owner());
  }

  /** Whether the application may call it, and so use those rights. */
  static boolean isCallable(Subject subject, Function function) {
    return isLending(subject, function)
        && (function.kind().equals("function") || function.kind().equals("procedure"))
        && !isTriggers(function)
        && subject.app().executes(function);
  }

  /** Whether only triggers can call it. */
  static boolean isTriggers(Function function) {
    return function.returns().equals("trigger") || function.returns().equals("event_trigger");
  }

  /** The name and the types, for SQL text. */
  static String signature(Function function) {
    return function.sql() + "(" + String.join(", ", function.arguments()) + ")";
  }
}
