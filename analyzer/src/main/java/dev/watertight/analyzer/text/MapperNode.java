package dev.watertight.analyzer.text;

import java.util.List;
import java.util.Map;

/** A part of the text of a mapped statement. */
sealed interface MapperNode {
  /** Text as it stands, with its placeholders. */
  record Text(String text, String path, int line) implements MapperNode {}

  /** All parts, one after the other. */
  record Sequence(List<MapperNode> parts) implements MapperNode {}

  /** A part that may be left out. */
  record Optional(MapperNode part) implements MapperNode {}

  /** One of several parts. */
  record Choice(List<MapperNode> branches) implements MapperNode {}

  /**
   * A part with text around it, if it is not blank.
   *
   * @param prefixes words that are taken away from its beginning
   * @param suffixes words that are taken away from its end
   */
  record Trimmed(
      MapperNode part, String prefix, String suffix, List<String> prefixes, List<String> suffixes)
      implements MapperNode {}

  /** A part for each element of a list. */
  record Repeated(MapperNode part, String open, String close) implements MapperNode {}

  /** A fragment from elsewhere, with values for its placeholders. */
  record Include(String refid, Map<String, String> properties, String path, int line)
      implements MapperNode {}

  /**
   * A name that has a value from here on.
   *
   * @param constant its value, where that is a constant text
   */
  record Bind(String name, java.util.Optional<String> constant) implements MapperNode {}
}
