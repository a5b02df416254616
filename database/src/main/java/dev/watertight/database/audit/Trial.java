package dev.watertight.database.audit;

import dev.watertight.core.finding.Attack;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Fingerprint;
import dev.watertight.core.finding.Layer;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.Proof;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.finding.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Tries the candidates of one rule, and keeps what came of it. */
public final class Trial {
  private final String rule;
  private final Subject subject;
  private final Optional<Lab> lab;
  private final Map<List<Object>, Object> worked;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Attack> attacks = new ArrayList<>();

  /**
   * A trial.
   *
   * @param lab where attacks are carried out; empty where the database may only be read, and then
   *     every candidate is suspected
   * @param worked what the audit's rules worked out so far, see {@link #once}
   */
  Trial(String rule, Subject subject, Optional<Lab> lab, Map<List<Object>, Object> worked) {
    this.rule = rule;
    this.subject = subject;
    this.lab = lab;
    this.worked = worked;
  }

  /** The findings so far. */
  List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** The attacks so far, whatever their outcome. */
  List<Attack> attacks() {
    return List.copyOf(attacks);
  }

  /**
   * Carries the attacks out one after another, until one leaks. If one leaks, the candidate is a
   * proven finding; if all were stopped, it is none, and the attacks are listed; if one could not
   * be carried out and none leaks, it is unproven.
   *
   * @param scripts at least one
   * @return whether it became a finding
   */
  public boolean prove(Candidate candidate, List<AttackScript> scripts) {
    if (scripts.isEmpty()) {
      throw new IllegalArgumentException(rule + " has no attack on " + candidate.object());
    }
    if (lab.isEmpty()) {
      suspect(candidate);
      return true;
    }
    Optional<Proof> failed = Optional.empty();
    for (AttackScript script : scripts) {
      Outcome outcome = lab.get().run(script);
      Proof proof = keep(candidate, script, outcome);
      if (outcome.leaks()) {
        add(candidate, Status.PROVEN, candidate.severity(), Optional.of(proof));
        return true;
      }
      if (outcome.kind() == Outcome.Kind.FAILED && failed.isEmpty()) {
        failed = Optional.of(proof);
      }
    }
    if (failed.isPresent()) {
      add(candidate, Status.UNPROVEN, milder(candidate.severity()), failed);
      return true;
    }
    return false;
  }

  /**
   * Judges the candidate by an attack that was {@linkplain #probe carried out} on an object that is
   * the same in all that matters.
   *
   * @return whether it became a finding
   */
  public boolean judge(Candidate candidate, AttackScript script, Outcome outcome) {
    Proof proof = keep(candidate, script, outcome);
    switch (outcome.kind()) {
      case LEAKED -> add(candidate, Status.PROVEN, candidate.severity(), Optional.of(proof));
      case FAILED ->
          add(candidate, Status.UNPROVEN, milder(candidate.severity()), Optional.of(proof));
      case STOPPED -> {
        return false;
      }
    }
    return true;
  }

  private Proof keep(Candidate candidate, AttackScript script, Outcome outcome) {
    Proof proof = proof(candidate, script, outcome);
    attacks.add(
        new Attack(
            rule,
            new Location.InDatabase(candidate.object()),
            candidate.table(),
            script.description(),
            status(outcome),
            proof));
    return proof;
  }

  /** Reports what the catalog shows and no attack can. */
  public void suspect(Candidate candidate) {
    add(candidate, Status.SUSPECTED, candidate.severity(), Optional.empty());
  }

  /** Reports what could not be tried, with the reason; where nothing is tried, it is suspected. */
  public void unproven(Candidate candidate, String reason) {
    if (lab.isEmpty()) {
      suspect(candidate);
      return;
    }
    Map<String, String> fields = new TreeMap<>();
    fields.put("reason", reason);
    candidate.condition().ifPresent(c -> fields.put("condition", c));
    add(candidate, Status.UNPROVEN, milder(candidate.severity()), Optional.of(Proof.of(fields)));
  }

  /** Runs an attack without reporting it, to learn something that a candidate depends on. */
  public Optional<Outcome> probe(AttackScript script) {
    return lab.map(l -> l.run(script));
  }

  /**
   * What several rules need, worked out by the first that asks.
   *
   * @param oid of the object that it is about; 0 for the whole schema
   */
  public <T> T once(Class<T> kind, long oid, Supplier<T> work) {
    List<Object> key = List.of(kind, oid);
    Object known = worked.get(key);
    if (known != null) {
      return kind.cast(known);
    }
    T result = work.get();
    worked.put(key, result);
    return result;
  }

  private static Severity milder(Severity severity) {
    return severity == Severity.ERROR ? Severity.WARNING : severity;
  }

  private static Status status(Outcome outcome) {
    return switch (outcome.kind()) {
      case LEAKED -> Status.PROVEN;
      case STOPPED -> Status.REFUTED;
      case FAILED -> Status.UNPROVEN;
    };
  }

  private Proof proof(Candidate candidate, AttackScript script, Outcome outcome) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("role", script.role());
    fields.put("setting", setting(script.context()));
    fields.put("sql", script.text());
    fields.put(
        "tenants",
        "A = "
            + String.join(", ", subject.attacker().ids())
            + "; B = "
            + String.join(", ", subject.victim().ids()));
    fields.put(outcome.leaks() ? "seen" : "reason", outcome.text());
    candidate.condition().ifPresent(c -> fields.put("condition", c));
    return Proof.of(fields);
  }

  private static String setting(Context context) {
    if (context.settings().isEmpty()) {
      return context.description();
    }
    List<String> parts = new ArrayList<>();
    context.settings().forEach((name, value) -> parts.add(name + " = '" + value + "'"));
    return String.join(", ", parts) + " (" + context.description() + ")";
  }

  private void add(Candidate candidate, Status status, Severity severity, Optional<Proof> proof) {
    findings.add(
        new Finding(
            rule,
            Layer.DATABASE,
            severity,
            status,
            candidate.message(),
            new Location.InDatabase(candidate.object()),
            candidate.table(),
            Fingerprint.of(rule, candidate.object()),
            candidate.related(),
            List.of(),
            Optional.empty(),
            proof,
            Optional.empty()));
  }
}
