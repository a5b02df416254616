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
 * @param fix a change that takes it away, where it is mechanical
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
    Optional<Suppressed> suppressed,
    Optional<Fix> fix) {

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

  /** A finding that has no fix. */
  public Finding(
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
    this(
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
        suppressed,
        Optional.empty());
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
    return with(location, fingerprint, related, flow, Optional.of(newFrame), suppressed, fix);
  }

  /** The same finding, accepted. */
  public Finding withSuppressed(Suppressed by) {
    return with(location, fingerprint, related, flow, frame, Optional.of(by), fix);
  }

  /** The same finding with the way that leads to it. */
  public Finding withFlow(List<FlowStep> steps) {
    return with(location, fingerprint, related, steps, frame, suppressed, fix);
  }

  /** The same finding with another fingerprint. */
  public Finding withFingerprint(String newFingerprint) {
    return with(location, newFingerprint, related, flow, frame, suppressed, fix);
  }

  /** The same finding with a change that takes it away. */
  public Finding withFix(Fix newFix) {
    return with(location, fingerprint, related, flow, frame, suppressed, Optional.of(newFix));
  }

  /** The same finding, which stands for those of other rules, too. */
  public Finding withRelated(List<String> rules) {
    return with(location, fingerprint, rules, flow, frame, suppressed, fix);
  }

  /** The same finding elsewhere: what it says of places must be moved along. */
  public Finding movedTo(Location place, List<FlowStep> steps, Optional<Fix> newFix) {
    return with(place, fingerprint, related, steps, frame, suppressed, newFix);
  }

  private Finding with(
      Location newLocation,
      String newFingerprint,
      List<String> newRelated,
      List<FlowStep> newFlow,
      Optional<CodeFrame> newFrame,
      Optional<Suppressed> newSuppressed,
      Optional<Fix> newFix) {
    return new Finding(
        rule,
        layer,
        severity,
        status,
        message,
        newLocation,
        table,
        newFingerprint,
        newRelated,
        newFlow,
        newFrame,
        proof,
        newSuppressed,
        newFix);
  }

  /** Whether it counts: neither suppressed nor in the baseline. */
  public boolean isOpen() {
    return suppressed.isEmpty();
  }
}
