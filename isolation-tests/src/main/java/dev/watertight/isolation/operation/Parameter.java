package dev.watertight.isolation.operation;

import java.lang.reflect.Type;

/**
 * A parameter of an operation.
 *
 * @param name as the code names it; {@code arg0} and so on where it was compiled without names
 * @param type with its type variables resolved
 * @param nullable whether null is worth a try: a reference that nothing says is never null
 */
public record Parameter(String name, Type type, boolean nullable) {
  /** A parameter that is never null. */
  public Parameter(String name, Type type) {
    this(name, type, false);
  }
}
