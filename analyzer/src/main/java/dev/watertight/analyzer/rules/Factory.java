package dev.watertight.analyzer.rules;

import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.ResourceName;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The tenant factory: the packages and classes that alone may touch tenant tables.
 *
 * @param patterns its patterns, configured or detected; empty for no factory
 * @param detected whether nothing was configured
 */
public record Factory(List<String> patterns, boolean detected) {
  public Factory {
    patterns = List.copyOf(patterns);
  }

  /** No factory is known. */
  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  /**
   * Whether the access stands in the factory. A statement in a file belongs to the type whose
   * method it is; one that code runs by its name belongs to its namespace or to its file's folder.
   */
  public boolean contains(Access access) {
    return containsType(access.owner())
        || (access.method().isEmpty()
            && !access.path().endsWith(".java")
            && (containsType(ResourceName.of(access.path()))
                || containsType(ResourceName.folder(access.path()))));
  }

  /** Whether the type of that qualified name is in the factory. */
  public boolean containsType(String typeName) {
    return patterns.stream().anyMatch(p -> TypePattern.of(p).matches(typeName));
  }

  /** Whether one pattern names the type. */
  public static boolean matches(String pattern, String typeName) {
    return TypePattern.of(pattern).matches(typeName);
  }

  /** The patterns for people, in code marks. */
  public String label() {
    return patterns.stream().collect(Collectors.joining("`, `", "`", "`"));
  }
}
