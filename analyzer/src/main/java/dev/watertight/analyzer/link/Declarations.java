package dev.watertight.analyzer.link;

/**
 * Knows a library in which a declaration is the statement: {@code @Query} on a method, a derived
 * name, a mapper's annotation. It keeps no state.
 */
public interface Declarations {
  /** Looks at a declared type; says what it found to the site. */
  void type(DeclarationSite site);
}
