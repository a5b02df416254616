package dev.watertight.core.report;

import static java.util.Comparator.comparing;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Fingerprint;
import dev.watertight.core.finding.Fix;
import dev.watertight.core.finding.FlowStep;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.isolation.IsolationMerge;
import dev.watertight.core.isolation.IsolationResult;
import dev.watertight.core.report.Report.Figure;
import dev.watertight.core.report.Report.Part;
import dev.watertight.core.report.Report.RuleOff;
import dev.watertight.core.tenant.TenantTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes one report of several: the modules of a reactor, or the parts of the tool that ran one
 * after another. Nothing is lost: what two reports say differently about one table or rule stands
 * there twice.
 */
public final class ReportMerge {
  /** The more serious report of one finding: open, then severe, then proven. */
  private static final Comparator<Finding> MOST_SERIOUS =
      comparing((Finding f) -> !f.isOpen())
          .thenComparing(Finding::severity)
          .thenComparing(Finding::status)
          .thenComparing(Finding.ORDER);

  private ReportMerge() {}

  /**
   * One report of all. Two findings with one fingerprint in one file, or at one database object,
   * are one finding, and the more serious of the two is kept; equal fingerprints in different files
   * are made distinct.
   *
   * @param project the name of the whole
   * @param reports with paths relative to one and the same root, see {@link #under}
   */
  public static Report of(String project, List<Report> reports) {
    return new Report(
        project,
        parts(reports),
        union(reports, Report::detections),
        tables(reports),
        findings(reports),
        union(reports, Report::notAnalysed),
        union(reports, Report::notes),
        union(reports, Report::attacks),
        union(reports, Report::protections),
        seedScript(reports),
        isolation(reports));
  }

  private static Optional<IsolationResult> isolation(List<Report> reports) {
    List<IsolationResult> results = reports.stream().flatMap(r -> r.isolation().stream()).toList();
    return results.isEmpty() ? Optional.empty() : Optional.of(IsolationMerge.of(results));
  }

  /** Each module has a database of its own, and a script for it. */
  private static Optional<String> seedScript(List<Report> reports) {
    List<Report> seeded = reports.stream().filter(r -> r.seedScript().isPresent()).toList();
    return seeded.size() < 2
        ? seeded.stream().findFirst().flatMap(Report::seedScript)
        : Optional.of(
            seeded.stream()
                .map(r -> "-- The database of " + r.project() + "\n" + r.seedScript().orElse(""))
                .collect(Collectors.joining("\n")));
  }

  /**
   * The same report with every path below a folder.
   *
   * @param folder relative to the common root, {@code /}-separated; empty for the root itself
   */
  public static Report under(String folder, Report report) {
    if (folder.isEmpty()) {
      return report;
    }
    String prefix = folder.endsWith("/") ? folder : folder + "/";
    return new Report(
        report.project(),
        report.parts(),
        report.detections(),
        report.tables(),
        report.findings().stream().map(f -> moved(prefix, f)).toList(),
        report.notAnalysed().stream()
            .map(n -> new NotAnalysed(moved(prefix, n.location()), n.kind(), n.reason()))
            .toList(),
        report.notes(),
        report.attacks(),
        report.protections(),
        report.seedScript(),
        report.isolation());
  }

  private static Finding moved(String prefix, Finding f) {
    return f.movedTo(
        moved(prefix, f.location()),
        f.flow().stream()
            .map(step -> new FlowStep(moved(prefix, step.location()), step.message()))
            .toList(),
        f.fix().map(fix -> moved(prefix, fix)));
  }

  private static Fix moved(String prefix, Fix fix) {
    return new Fix(
        fix.description(),
        fix.replacements().stream()
            .map(
                r ->
                    new Fix.Replacement(
                        prefix + r.file(),
                        r.line(),
                        r.column(),
                        r.endLine(),
                        r.endColumn(),
                        r.text(),
                        r.digest()))
            .toList());
  }

  private static Location moved(String prefix, Location location) {
    return location instanceof Location.InFile f
        ? new Location.InFile(prefix + f.file(), f.line(), f.column(), f.endLine(), f.endColumn())
        : location;
  }

  private static List<Finding> findings(List<Report> reports) {
    Map<List<String>, Finding> kept = new LinkedHashMap<>();
    reports.stream()
        .flatMap(r -> r.findings().stream())
        .forEach(f -> kept.merge(identity(f), f, ReportMerge::moreSerious));
    return Fingerprint.distinct(kept.values().stream().sorted(Finding.ORDER).toList());
  }

  private static List<String> identity(Finding finding) {
    return finding.location() instanceof Location.InFile file
        ? List.of(finding.fingerprint(), "file", file.file())
        : List.of(finding.fingerprint(), "object", finding.location().label());
  }

  private static Finding moreSerious(Finding a, Finding b) {
    return MOST_SERIOUS.compare(a, b) <= 0 ? a : b;
  }

  private static List<Part> parts(List<Report> reports) {
    Map<String, List<Named>> byName = new LinkedHashMap<>();
    for (Report report : reports) {
      for (Part part : report.parts()) {
        byName
            .computeIfAbsent(part.name(), name -> new ArrayList<>())
            .add(new Named(report.project(), part));
      }
    }
    return byName.entrySet().stream().map(e -> part(e.getKey(), e.getValue())).toList();
  }

  /** A part and the project it ran in. */
  private record Named(String project, Part part) {}

  private static Part part(String name, List<Named> parts) {
    List<String> rules =
        parts.stream().flatMap(p -> p.part().rules().stream()).distinct().sorted().toList();
    Map<String, Long> figures = new LinkedHashMap<>();
    for (Named part : parts) {
      part.part().figures().forEach(f -> figures.merge(f.name(), f.value(), Long::sum));
    }
    return new Part(
        name,
        rules,
        off(parts),
        figures.entrySet().stream().map(e -> new Figure(e.getKey(), e.getValue())).toList());
  }

  /** A rule that is off in some of the projects only says in which. */
  private static List<RuleOff> off(List<Named> parts) {
    Map<RuleOff, Set<String>> projects = new LinkedHashMap<>();
    Map<RuleOff, Integer> times = new LinkedHashMap<>();
    for (Named part : parts) {
      for (RuleOff off : new LinkedHashSet<>(part.part().off())) {
        projects.computeIfAbsent(off, o -> new LinkedHashSet<>()).add(part.project());
        times.merge(off, 1, Integer::sum);
      }
    }
    return projects.entrySet().stream()
        .map(
            e ->
                times.getOrDefault(e.getKey(), 0) == parts.size()
                    ? e.getKey()
                    : new RuleOff(
                        e.getKey().rule(),
                        e.getKey().reason() + " (in " + String.join(", ", e.getValue()) + ")"))
        .sorted(comparing(RuleOff::rule).thenComparing(RuleOff::reason))
        .toList();
  }

  private static List<TenantTable> tables(List<Report> reports) {
    Map<List<String>, Set<String>> schemas = new LinkedHashMap<>();
    for (Report report : reports) {
      for (TenantTable table : report.tables()) {
        table
            .schema()
            .ifPresent(
                s ->
                    schemas
                        .computeIfAbsent(nameAndKind(table), k -> new LinkedHashSet<>())
                        .add(s.toLowerCase(Locale.ROOT)));
      }
    }
    Map<List<String>, TenantTable> merged = new TreeMap<>(comparing(List::toString));
    for (Report report : reports) {
      for (TenantTable table : report.tables()) {
        Set<String> known = schemas.getOrDefault(nameAndKind(table), Set.of());
        List<String> key = new ArrayList<>(nameAndKind(table));
        // Who says no schema means the one that another names, if there is only one.
        key.add(
            table
                .schema()
                .map(s -> s.toLowerCase(Locale.ROOT))
                .or(() -> known.size() == 1 ? known.stream().findFirst() : Optional.empty())
                .orElse(""));
        merged.merge(key, table, ReportMerge::joined);
      }
    }
    return List.copyOf(merged.values());
  }

  private static List<String> nameAndKind(TenantTable table) {
    return List.of(table.name().toLowerCase(Locale.ROOT), table.kind().name());
  }

  private static TenantTable joined(TenantTable a, TenantTable b) {
    return new TenantTable(
        a.name(),
        a.schema().or(b::schema),
        a.kind(),
        joined(a.tenantColumns(), b.tenantColumns()),
        joined(a.evidence(), b.evidence()));
  }

  private static List<String> joined(List<String> a, List<String> b) {
    return Stream.concat(a.stream(), b.stream()).distinct().toList();
  }

  private static <T> List<T> union(List<Report> reports, Function<Report, List<T>> of) {
    return reports.stream()
        .map(of)
        .flatMap(Collection::stream)
        .distinct()
        .collect(Collectors.toUnmodifiableList());
  }
}
