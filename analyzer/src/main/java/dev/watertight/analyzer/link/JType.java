package dev.watertight.analyzer.link;

import java.util.List;

/**
 * A resolved type.
 *
 * @param name qualified name, nested types with dots; empty for an unknown type; {@code []} for an
 *     array, whose element type is the argument; a name that could not be resolved keeps its
 *     written form behind a {@code ?}
 * @param arguments type arguments, may be empty
 */
public record JType(String name, List<JType> arguments) {
  /** Nothing is known. */
  public static final JType UNKNOWN = new JType("", List.of());

  /** {@code java.lang.String}. */
  public static final JType STRING = of("java.lang.String");

  public JType {
    arguments = List.copyOf(arguments);
  }

  /** A type without arguments. */
  public static JType of(String name) {
    return new JType(name, List.of());
  }

  /** Whether nothing is known but perhaps its written name. */
  public boolean isUnknown() {
    return name.isEmpty() || name.charAt(0) == '?';
  }

  /** Whether this is the type of that qualified name. */
  public boolean is(String qualifiedName) {
    return name.equals(qualifiedName);
  }

  /** The last part of the name, without the mark of an unresolved one. */
  public String simpleName() {
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('?')) + 1);
  }

  /** The argument at the index, unknown if there is none. */
  public JType argument(int index) {
    return index < arguments.size() ? arguments.get(index) : UNKNOWN;
  }
}
