package dev.watertight.core.report;

import dev.watertight.core.finding.Attack;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.report.Report.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One part of the tool with what it found: formats that know one tool per section (SARIF's runs,
 * JUnit's suites) are written from these. Every finding, every attack, everything not analysed and
 * every note is in exactly one section; notes are in the first.
 */
record Section(
    Part part,
    List<Finding> findings,
    List<NotAnalysed> notAnalysed,
    List<String> notes,
    List<Attack> attacks) {
  private static final String SCAN = "scan";
  private static final String AUDIT = "audit";
  private static final String ISOLATION = IsolationReport.PART;

  Section {
    findings = List.copyOf(findings);
    notAnalysed = List.copyOf(notAnalysed);
    notes = List.copyOf(notes);
    attacks = List.copyOf(attacks);
  }

  /** At least one section, in the order of the report's parts. */
  static List<Section> of(Report report) {
    List<Part> parts =
        report.parts().isEmpty()
            ? List.of(new Part(SCAN, List.of(), List.of(), List.of()))
            : report.parts();
    List<List<Finding>> findings = new ArrayList<>();
    List<List<NotAnalysed>> notAnalysed = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      findings.add(new ArrayList<>());
      notAnalysed.add(new ArrayList<>());
    }
    report.findings().forEach(f -> findings.get(indexFor(f, parts)).add(f));
    Set<NotAnalysed> untested = IsolationReport.untested(report);
    int tester = index(ISOLATION, parts);
    report
        .notAnalysed()
        .forEach(
            n ->
                notAnalysed
                    .get(untested.contains(n) ? tester : indexFor(n.location(), parts))
                    .add(n));
    int attacker = index(AUDIT, parts);
    return IntStream.range(0, parts.size())
        .mapToObj(
            i ->
                new Section(
                    parts.get(i),
                    findings.get(i),
                    notAnalysed.get(i),
                    i == 0 ? report.notes() : List.of(),
                    i == attacker ? report.attacks() : List.of()))
        .toList();
  }

  private static int index(String name, List<Part> parts) {
    return parts.stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .map(parts::indexOf)
        .orElse(0);
  }

  /**
   * The part that lists the rule; of two that do, the one that reads such places; else the first.
   */
  private static int indexFor(Finding finding, List<Part> parts) {
    List<Part> listing = parts.stream().filter(p -> p.rules().contains(finding.rule())).toList();
    return switch (listing.size()) {
      case 0 -> 0;
      case 1 -> parts.indexOf(listing.get(0));
      default -> parts.indexOf(reader(finding.location(), listing).orElse(listing.get(0)));
    };
  }

  private static int indexFor(Location location, List<Part> parts) {
    return reader(location, parts).map(parts::indexOf).orElse(0);
  }

  private static Optional<Part> reader(Location location, List<Part> parts) {
    String name = location instanceof Location.InFile ? SCAN : AUDIT;
    return parts.stream().filter(p -> p.name().equals(name)).findFirst();
  }
}
