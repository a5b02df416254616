package dev.watertight.core.report;

import dev.watertight.core.finding.Attack;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.isolation.IsolationResult;
import dev.watertight.core.tenant.Detection;
import dev.watertight.core.tenant.TableProtection;
import dev.watertight.core.tenant.TenantTable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that the report files say. It holds no clock, no absolute path and no machine name.
 *
 * @param project the project's name: its artifactId, else its folder's name
 * @param parts the parts of the tool that ran
 * @param detections what was configured or detected, and from what
 * @param tables the tables, tenant-scoped and others
 * @param findings open and suppressed ones, in {@link Finding#ORDER}
 * @param notAnalysed what was passed over, in {@link NotAnalysed#ORDER}
 * @param notes remarks on configuration and detection, for people
 * @param attacks every attack that was carried out or tried, in {@link Attack#ORDER}; empty where
 *     no database was attacked
 * @param protections what the database itself protects each tenant table with, by table
 * @param seedScript the statements that fill a scratch database with the tenants that the attacks
 *     speak of, so that each can be replayed; empty where no database was attacked
 * @param isolation what isolation tests recorded; empty where there were none
 */
public record Report(
    String project,
    List<Part> parts,
    List<Detection> detections,
    List<TenantTable> tables,
    List<Finding> findings,
    List<NotAnalysed> notAnalysed,
    List<String> notes,
    List<Attack> attacks,
    List<TableProtection> protections,
    Optional<String> seedScript,
    Optional<IsolationResult> isolation) {

  /**
   * One part of the tool: the scan of the code, the audit of the schema, the isolation tests.
   *
   * @param name {@code scan}, {@code audit} or {@code isolation}
   * @param rules names of the rules that ran
   * @param off rules that did not run, each with its reason
   * @param figures what was read, for people: {@code "Java files" → "132"}; in order
   */
  public record Part(String name, List<String> rules, List<RuleOff> off, List<Figure> figures) {
    public Part {
      rules = List.copyOf(rules);
      off = List.copyOf(off);
      figures = List.copyOf(figures);
    }
  }

  /** A rule that did not run, and why. */
  public record RuleOff(String rule, String reason) {}

  /** A number about the run, named for people. */
  public record Figure(String name, long value) {}

  public Report {
    parts = List.copyOf(parts);
    detections = List.copyOf(detections);
    tables = List.copyOf(tables);
    findings = findings.stream().sorted(Finding.ORDER).toList();
    notAnalysed = notAnalysed.stream().distinct().sorted(NotAnalysed.ORDER).toList();
    notes = List.copyOf(notes);
    attacks = attacks.stream().distinct().sorted(Attack.ORDER).toList();
    protections = List.copyOf(protections);
  }

  /** A report without isolation tests. */
  public Report(
      String project,
      List<Part> parts,
      List<Detection> detections,
      List<TenantTable> tables,
      List<Finding> findings,
      List<NotAnalysed> notAnalysed,
      List<String> notes,
      List<Attack> attacks,
      List<TableProtection> protections,
      Optional<String> seedScript) {
    this(
        project,
        parts,
        detections,
        tables,
        findings,
        notAnalysed,
        notes,
        attacks,
        protections,
        seedScript,
        Optional.empty());
  }

  /** A report whose attacks cannot be replayed. */
  public Report(
      String project,
      List<Part> parts,
      List<Detection> detections,
      List<TenantTable> tables,
      List<Finding> findings,
      List<NotAnalysed> notAnalysed,
      List<String> notes,
      List<Attack> attacks,
      List<TableProtection> protections) {
    this(
        project,
        parts,
        detections,
        tables,
        findings,
        notAnalysed,
        notes,
        attacks,
        protections,
        Optional.empty());
  }

  /** A report of code alone: without attacks on a database. */
  public Report(
      String project,
      List<Part> parts,
      List<Detection> detections,
      List<TenantTable> tables,
      List<Finding> findings,
      List<NotAnalysed> notAnalysed,
      List<String> notes) {
    this(project, parts, detections, tables, findings, notAnalysed, notes, List.of(), List.of());
  }

  /** The same with further notes. */
  public Report withNotes(List<String> more) {
    List<String> all = Stream.concat(notes.stream(), more.stream()).toList();
    return new Report(
        project,
        parts,
        detections,
        tables,
        findings,
        notAnalysed,
        all,
        attacks,
        protections,
        seedScript,
        isolation);
  }

  /** The findings that count. */
  public List<Finding> open() {
    return findings.stream().filter(Finding::isOpen).toList();
  }

  /** How many findings count at the given severity exactly. */
  public long count(Severity severity) {
    return findings.stream().filter(f -> f.isOpen() && f.severity() == severity).count();
  }

  /** Whether a whole file was passed over: no threshold silences that. */
  public boolean isIncomplete() {
    return notAnalysed.stream().anyMatch(n -> n.kind() == NotAnalysed.Kind.FILE);
  }
}
