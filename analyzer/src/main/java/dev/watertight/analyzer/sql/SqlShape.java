package dev.watertight.analyzer.sql;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a text.
 *
 * @param statements its statements in order; where {@code understood} is false, what was found
 *     nevertheless, which may not be all
 * @param understood whether the tables named here are all there are, save for what {@link
 *     SqlStatement#holes()} says
 * @param problem why it was not understood, for people
 */
public record SqlShape(
    List<SqlStatement> statements, boolean understood, Optional<String> problem) {
  public SqlShape {
    statements = List.copyOf(statements);
  }
}
