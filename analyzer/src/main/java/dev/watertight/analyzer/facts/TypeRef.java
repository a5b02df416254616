package dev.watertight.analyzer.facts;

import java.util.List;

/**
 * A type as the source writes it, not yet resolved.
 *
 * @param name {@code String}, {@code Map.Entry}, {@code java.util.Map}; {@code var} and lambda
 *     parameters without a type are {@link #UNKNOWN}; {@code ?} is its bound, or {@code Object}
 * @param arguments type arguments, may be empty
 * @param dimensions array dimensions, varargs included
 */
public record TypeRef(String name, List<TypeRef> arguments, int dimensions) {
  /** A type that the source does not write down. */
  public static final TypeRef UNKNOWN = new TypeRef("", List.of(), 0);

  public TypeRef {
    arguments = List.copyOf(arguments);
  }

  /** A type by name, without arguments. */
  public static TypeRef of(String name) {
    return new TypeRef(name, List.of(), 0);
  }

  /** Whether the source writes no type here. */
  public boolean isUnknown() {
    return name.isEmpty();
  }
}
