package dev.watertight.core.finding;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One thing that is wrong, at one place.
 *
 * @param rule the rule's name, which is its id everywhere
 * @param layer the layer of isolation that fails
 * @param severity how bad it is
 * @param status what stands behind it; never {@link Status#REFUTED}
 * @param message what was found and what to do, in one or two lines
 * @param location where
 * @param table the tenant table concerned, as the schema spells it
 * @param fingerprint stable over line moves and reformatting, see {@link Fingerprint}
 * @param related names of rules that the same root cause would also break
 * @param flow the way from a request to the statement, may be empty
 * @param frame the source around the place
 * @param proof what shows it
 * @param suppressed why it does not count, if it does not
 */
public record Finding(
    String rule,
    Layer layer,
    Severity severity,
    Status status,
    String message,
    Location location,
    Optional<String> table,
    String fingerprint,
    List<String> related,
    List<FlowStep> flow,
    Optional<CodeFrame> frame,
    Optional<Proof> proof,
    Optional<Suppressed> suppressed) {

  /** By place, then rule, then message: the order of every report. */
  public static final Comparator<Finding> ORDER =
      Comparator.comparing((Finding f) -> f.location() instanceof Location.InFile ? 0 : 1)
          .thenComparing(
              f ->
                  f.location() instanceof Location.InFile i
                      ? i.file()
                      : ((Location.InDatabase) f.location()).object())
          .thenComparing(f -> f.location() instanceof Location.InFile i ? i.line() : 0)
          .thenComparing(f -> f.location() instanceof Location.InFile i ? i.column() : 0)
          .thenComparing(Finding::rule)
          .thenComparing(Finding::message)
          .thenComparing(Finding::fingerprint);

  public Finding {
    related = List.copyOf(related);
    flow = List.copyOf(flow);
  }

  /** A finding from code or catalog, with status {@link Status#SUSPECTED} and nothing optional. */
  public static Finding suspected(
      String rule,
      Layer layer,
      Severity severity,
      String message,
      Location location,
      Optional<String> table,
      String fingerprint) {
    return new Finding(
        rule,
        layer,
        severity,
        Status.SUSPECTED,
        message,
        location,
        table,
        fingerprint,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same finding with the source around it. */
  public Finding withFrame(CodeFrame newFrame) {
    return new Finding(
        rule,
        layer,
        severity,
        status,
        message,
        location,
        table,
        fingerprint,
        related,
        flow,
        Optional.of(newFrame),
        proof,
        suppressed);
  }

  /** The same finding, accepted. */
  public Finding withSuppressed(Suppressed by) {
    return new Finding(
        rule,
        layer,
        severity,
        status,
        message,
        location,
        table,
        fingerprint,
        related,
        flow,
        frame,
        proof,
        Optional.of(by));
  }

  /** The same finding with the way that leads to it. */
  public Finding withFlow(List<FlowStep> steps) {
    return new Finding(
        rule,
        layer,
        severity,
        status,
        message,
        location,
        table,
        fingerprint,
        related,
        steps,
        frame,
        proof,
        suppressed);
  }

  /** The same finding with another fingerprint. */
  public Finding withFingerprint(String newFingerprint) {
    return new Finding(
        rule,
        layer,
        severity,
        status,
        message,
        location,
        table,
        newFingerprint,
        related,
        flow,
        frame,
        proof,
        suppressed);
  }

  /** Whether it counts: neither suppressed nor in the baseline. */
  public boolean isOpen() {
    return suppressed.isEmpty();
  }
}
