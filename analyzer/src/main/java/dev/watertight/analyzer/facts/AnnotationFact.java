package dev.watertight.analyzer.facts;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An annotation as written.
 *
 * @param name as in the source, qualified or not
 * @param attributes attribute to value; the single unnamed one is {@code value}; lists are {@link
 *     Expr.ArrayValue}, nested annotations {@link Expr.AnnotationValue}
 */
public record AnnotationFact(String name, SortedMap<String, Expr> attributes, Span span) {
  public AnnotationFact {
    attributes = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  /** An annotation with the given attributes. */
  public static AnnotationFact of(String name, Map<String, Expr> attributes, Span span) {
    return new AnnotationFact(name, new TreeMap<>(attributes), span);
  }
}
