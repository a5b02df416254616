package dev.watertight.core.suppression;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.Configuration.Suppression;
import dev.watertight.core.config.ConfigurationReader;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Fingerprint;
import dev.watertight.core.finding.Layer;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.finding.Suppressed;
import dev.watertight.core.report.Report;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Applies the suppressions of a configuration to findings.
 *
 * <p>An entry that has no reason or has expired suppresses nothing and is a finding of {@value
 * #RULE} itself, and so is one that matches no finding. These findings can be suppressed by entries
 * for {@value #RULE}, but a finding about such an entry cannot: there is an end to it.
 */
public final class Suppressions {
  /** The rule of the findings about entries. */
  public static final String RULE = "unused-suppression";

  private static final Pattern NOT_RELATIVE = Pattern.compile("^/|^\\.\\.(/|$)|^[A-Za-z]:|\\\\");

  private final List<Entry> entries;
  private final LocalDate today;
  private final Set<String> rulesThatRan;
  private final boolean wholeProject;
  private final Set<Entry> matched = new HashSet<>();

  private Suppressions(
      Configuration configuration,
      LocalDate today,
      Set<String> rulesThatRan,
      boolean wholeProject) {
    this.entries = configuration.suppressions().stream().map(Entry::new).toList();
    this.today = today;
    this.rulesThatRan = rulesThatRan;
    this.wholeProject = wholeProject;
  }

  /**
   * The report with the suppressions applied, and with the findings about them. The rule counts as
   * one that the first part ran.
   *
   * @param today the day on which entries expire or do not
   * @param wholeProject false where only some paths, or one module of several, were analysed: an
   *     entry that matches nothing is then no finding
   */
  public static Report apply(
      Report report, Configuration configuration, LocalDate today, boolean wholeProject) {
    Set<String> ran =
        report.parts().stream().flatMap(part -> part.rules().stream()).collect(Collectors.toSet());
    List<Report.Part> parts = new ArrayList<>(report.parts());
    if (!parts.isEmpty() && !ran.contains(RULE)) {
      Report.Part first = parts.get(0);
      List<String> rules = new ArrayList<>(first.rules());
      rules.add(RULE);
      parts.set(0, new Report.Part(first.name(), rules, first.off(), first.figures()));
    }
    return new Report(
        report.project(),
        parts,
        report.detections(),
        report.tables(),
        apply(report.findings(), configuration, today, ran, wholeProject),
        report.notAnalysed(),
        report.notes(),
        report.attacks(),
        report.protections(),
        report.seedScript(),
        report.isolation());
  }

  /**
   * The findings, those that an entry matches suppressed, and the findings about entries.
   *
   * @param rulesThatRan an entry for another rule may match nothing without being a finding
   */
  public static List<Finding> apply(
      List<Finding> findings,
      Configuration configuration,
      LocalDate today,
      Set<String> rulesThatRan,
      boolean wholeProject) {
    return new Suppressions(configuration, today, rulesThatRan, wholeProject).apply(findings);
  }

  private List<Finding> apply(List<Finding> findings) {
    List<Finding> applied = new ArrayList<>(findings.stream().map(this::suppress).toList());
    List<Finding> aboutOthers = about(findings, false);
    List<Finding> suppressed = aboutOthers.stream().map(this::suppress).toList();
    List<Finding> all = Stream.concat(findings.stream(), aboutOthers.stream()).toList();
    applied.addAll(
        Fingerprint.distinct(
            Stream.concat(suppressed.stream(), about(all, true).stream()).toList()));
    return List.copyOf(applied);
  }

  private Finding suppress(Finding finding) {
    Optional<Entry> first = Optional.empty();
    for (Entry entry : entries) {
      if (entry.matches(finding)) {
        matched.add(entry);
        if (first.isEmpty() && entry.holds(today)) {
          first = Optional.of(entry);
        }
      }
    }
    return first.isPresent() && finding.isOpen()
        ? finding.withSuppressed(
            new Suppressed(
                Suppressed.Kind.CONFIGURATION, first.get().suppression().reason().strip()))
        : finding;
  }

  private List<Finding> about(List<Finding> findings, boolean ownEntries) {
    return entries.stream()
        .filter(entry -> entry.suppression().rule().equals(RULE) == ownEntries)
        .flatMap(entry -> fault(entry, findings).map(fault -> finding(entry, fault)).stream())
        .toList();
  }

  private Optional<String> fault(Entry entry, List<Finding> findings) {
    String rule = entry.suppression().rule();
    boolean known = wholeProject && (rulesThatRan.contains(rule) || rule.equals(RULE));
    if (known && !matched.contains(entry)) {
      return Optional.of(
          "matches no finding"
              + others(entry, findings)
              + ". Left behind, it would hide the next one: remove it, or correct its rule or its "
              + (entry.suppression().path().isPresent() ? "path." : "object."));
    }
    String expired = entry.suppression().expires().map(day -> "expired on " + day).orElse("");
    if (entry.isUnexplained()) {
      return Optional.of(
          "has no reason"
              + (entry.isExpired(today) ? " and " + expired : "")
              + ", so it suppresses nothing. Say in `reason` why these findings are accepted, or"
              + " remove it.");
    }
    return entry.isExpired(today)
        ? Optional.of(
            expired
                + ", so its findings count again. Fix them and remove it, or review them and move"
                + " `expires`.")
        : Optional.empty();
  }

  /** A hint where the place is right and the rule is not. */
  private static String others(Entry entry, List<Finding> findings) {
    Set<String> rules =
        findings.stream()
            .filter(entry::isAt)
            .map(Finding::rule)
            .collect(Collectors.toCollection(TreeSet::new));
    return rules.isEmpty() ? "" : ", though there are some of `" + String.join("`, `", rules) + "`";
  }

  private static Finding finding(Entry entry, String fault) {
    Suppression suppression = entry.suppression();
    String where =
        suppression.origin().line() == 0 ? ", given by " + suppression.origin().label() + "," : "";
    return Finding.suspected(
        RULE,
        Layer.CONFIGURATION,
        Severity.WARNING,
        "The suppression of `" + suppression.rule() + "` " + entry.target() + where + " " + fault,
        location(entry),
        Optional.empty(),
        Fingerprint.of(
            RULE,
            suppression.rule(),
            suppression.path().orElse(""),
            suppression.object().orElse("")));
  }

  private static Location location(Entry entry) {
    String source = entry.suppression().origin().source();
    int line = entry.suppression().origin().line();
    if (line == 0) {
      return Location.InFile.of(ConfigurationReader.FILE_NAME, 1);
    }
    // Reports hold relative paths only; a configuration from elsewhere goes by its name.
    return Location.InFile.of(
        NOT_RELATIVE.matcher(source).find() ? source.replaceFirst("^.*[/\\\\]", "") : source, line);
  }
}
