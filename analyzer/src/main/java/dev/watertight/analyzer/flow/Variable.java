package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.facts.TypeRef;
import java.util.Optional;

/**
 * A variable of a body.
 *
 * @param role what declares it
 * @param index which parameter it is, from 0
 * @param type as written; unknown for {@code var} and most parameters of lambdas
 * @param value what it starts with; for a loop's variable what is iterated, for a pattern's what is
 *     tested
 * @param at where it is declared
 * @param within what it can be seen in
 * @param declaredBy the lambda or inner method whose parameter it is
 */
record Variable(
    String name,
    Role role,
    int index,
    TypeRef type,
    Optional<Expr> value,
    Span at,
    Span within,
    Optional<Object> declaredBy) {
  /** What declares a variable. */
  enum Role {
    PARAMETER,
    LAMBDA_PARAMETER,
    INNER_PARAMETER,
    LOCAL,
    RESOURCE,
    EACH,
    PATTERN,
    CATCH
  }
}
