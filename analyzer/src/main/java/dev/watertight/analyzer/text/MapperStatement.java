package dev.watertight.analyzer.text;

import java.util.Optional;

/**
 * A statement of a mapper file, before its includes are resolved.
 *
 * @param id its id, without the namespace; of the key query of an insert {@code id!selectKey}
 * @param databaseId the database that it is for, if it says one
 * @param line the line of its tag, from 1
 * @param body its text in parts
 */
public record MapperStatement(
    String id, Optional<String> databaseId, Kind kind, int line, Body body) {
  /** The tag of a statement. */
  public enum Kind {
    SELECT,
    INSERT,
    UPDATE,
    DELETE,
    /** iBATIS: any statement. */
    STATEMENT,
    PROCEDURE,
    SELECT_KEY,
    /** A fragment that statements include. */
    SQL
  }

  /** The parts of a text: only {@link MapperXml} knows what is in it. */
  public static final class Body {
    private final MapperNode node;

    Body(MapperNode node) {
      this.node = node;
    }

    MapperNode node() {
      return node;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Body body && body.node.equals(node);
    }

    @Override
    public int hashCode() {
      return node.hashCode();
    }

    @Override
    public String toString() {
      return node.toString();
    }
  }
}
