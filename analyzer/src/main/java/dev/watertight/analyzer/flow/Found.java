package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Span;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.analyzer.link.TypeDecl;
import dev.watertight.core.finding.FlowStep;
import java.util.List;
import java.util.Optional;

/**
 * A place at which something is wrong.
 *
 * @param member the method or field around it, as a signature
 * @param method the declared method around it
 * @param table the tenants' table concerned
 * @param text what stands there, for fingerprints
 * @param steps the way to it, may be empty
 */
public record Found(
    TypeDecl type,
    String member,
    Optional<MethodDecl> method,
    Span at,
    String message,
    Optional<String> table,
    String text,
    List<FlowStep> steps) {
  public Found {
    steps = List.copyOf(steps);
  }

  static Found in(Unit unit, Span at, String message, Optional<String> table, String text) {
    return new Found(
        unit.type(), unit.member(), unit.method(), at, message, table, text, List.of());
  }

  Found with(List<FlowStep> way) {
    return new Found(type, member, method, at, message, table, text, way);
  }

  /** The place, as marks of reviewed accesses are held against it. */
  public Access asAccess() {
    return new Access(
        "code",
        type.file().path(),
        Optional.of(type),
        member,
        method,
        at,
        List.of(),
        List.of(),
        Access.Through.NATIVE,
        List.of(),
        text,
        Optional.empty());
  }
}
