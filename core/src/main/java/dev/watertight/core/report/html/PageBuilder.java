package dev.watertight.core.report.html;

import dev.watertight.core.finding.Attack;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Layer;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.finding.Status;
import dev.watertight.core.report.AttackCount;
import dev.watertight.core.report.IsolationReport;
import dev.watertight.core.report.Report;
import dev.watertight.core.report.html.Page.Card;
import dev.watertight.core.report.html.Page.Facet;
import dev.watertight.core.report.html.Page.Facets;
import dev.watertight.core.report.html.Page.Fact;
import dev.watertight.core.report.html.Page.LayerRow;
import dev.watertight.core.report.html.Page.Missing;
import dev.watertight.core.report.html.Page.PartView;
import dev.watertight.core.report.html.Page.RuleRow;
import dev.watertight.core.rule.RulePage;
import dev.watertight.core.tenant.Detection;
import dev.watertight.core.tenant.TenantTable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Turns a report into what the page says. */
final class PageBuilder {
  private static final DateTimeFormatter FOR_PEOPLE =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final Map<String, String> PART_TITLES = partTitles();

  private final Report report;
  private final RuleTexts rules;
  private final Groups groups;

  PageBuilder(Report report, RuleTexts rules) {
    this.report = report;
    this.rules = rules;
    this.groups = new Groups(report, rules);
  }

  Page build(Instant generatedAt) {
    return new Page(
        report.project(),
        generatedAt.truncatedTo(ChronoUnit.SECONDS).toString(),
        FOR_PEOPLE.format(generatedAt),
        Verdict.of(report, rules),
        alsoFound(),
        cards(),
        layers(),
        groups.layers(),
        facets(),
        groups.suppressed(),
        notAnalysed(),
        tenantFacts(),
        new Tables(report).rows(),
        report.detections().stream()
            .map(d -> new Fact(d.subject(), d.value(), d.evidence()))
            .toList(),
        parts(),
        ruleRows(),
        report.notes(),
        DatabaseSection.of(report),
        IsolationSection.of(report));
  }

  private String alsoFound() {
    List<String> also = new ArrayList<>();
    long warnings = report.count(Severity.WARNING);
    long notes = report.count(Severity.NOTE);
    boolean errors = report.count(Severity.ERROR) > 0;
    if (errors && warnings > 0) {
      also.add(Words.count(warnings, "warning"));
    }
    if (notes > 0) {
      also.add(Words.count(notes, "note"));
    }
    return also.isEmpty() ? "" : "Also found: " + Words.list(also) + ".";
  }

  private List<Card> cards() {
    int suppressed = report.findings().size() - report.open().size();
    long scoped = report.tables().stream().filter(t -> t.kind() == TenantTable.Kind.SCOPED).count();
    return List.of(
        severityCard(Severity.ERROR, "errors", "a way to another tenant's data"),
        severityCard(Severity.WARNING, "warnings", "not shown to be safe"),
        severityCard(Severity.NOTE, "notes", "worth knowing"),
        new Card(
            report.notAnalysed().isEmpty() ? "zero" : "missing",
            Words.number(report.notAnalysed().size()),
            "not analysed",
            "files or parts passed over",
            "not-analysed"),
        new Card(
            suppressed == 0 ? "zero" : "suppressed",
            Words.number(suppressed),
            "suppressed",
            "accepted, with the reason",
            "suppressed"),
        new Card(
            scoped == 0 ? "missing" : "plain",
            Words.number(scoped),
            scoped == 1 ? "tenant table" : "tenant tables",
            "of " + Words.count(report.tables().size(), "known table"),
            "tenant-model"));
  }

  private Card severityCard(Severity severity, String plural, String hint) {
    long count = report.count(severity);
    return new Card(
        count == 0 ? "zero" : severity.label(),
        Words.number(count),
        count == 1 ? severity.label() : plural,
        hint,
        "findings");
  }

  private List<LayerRow> layers() {
    List<LayerRow> rows = new ArrayList<>();
    for (Layer layer : Layer.values()) {
      List<Finding> findings = report.open().stream().filter(f -> f.layer() == layer).toList();
      long ran =
          report.parts().stream()
              .flatMap(p -> p.rules().stream())
              .distinct()
              .filter(r -> rules.layer(r).filter(layer::equals).isPresent())
              .count();
      if (layer == Layer.CONFIGURATION && findings.isEmpty()) {
        continue;
      }
      rows.add(
          new LayerRow(
              layer.label(),
              promise(layer),
              Verdict.isChecked(layer, report, rules),
              (int) ran,
              count(findings, Severity.ERROR),
              count(findings, Severity.WARNING),
              count(findings, Severity.NOTE),
              findings.isEmpty() ? Optional.empty() : Optional.of("layer-" + layer.label())));
    }
    return rows;
  }

  /** What the layer promises, in a clause. */
  static String promise(Layer layer) {
    return switch (layer) {
      case IDENTITY -> "The tenant id comes from the verified session";
      case APPLICATION -> "Every query carries the tenant by itself";
      case DATABASE -> "Row-level security, grants and keys hold when the application fails";
      case CONFIGURATION -> "Suppressions and escape hatches are explained and still needed";
    };
  }

  private Facets facets() {
    List<Finding> open = report.open();
    return new Facets(
        fixed(open, Severity.values(), Finding::severity, Severity::label),
        statuses(open),
        fixed(open, Layer.values(), Finding::layer, Layer::label),
        named(open, f -> Optional.of(f.rule()), a -> Optional.of(a.rule())),
        named(open, Finding::table, Attack::table));
  }

  /** Attacks that were stopped are no findings, and are filtered with them. */
  private List<Facet> statuses(List<Finding> open) {
    List<Facet> facets =
        new ArrayList<>(fixed(open, Status.values(), Finding::status, Status::label));
    long stopped = AttackCount.of(report.attacks()).stopped();
    if (stopped > 0) {
      facets.add(new Facet(Status.REFUTED.label(), stopped));
    }
    return facets;
  }

  private static <E> List<Facet> fixed(
      List<Finding> open, E[] values, Function<Finding, E> of, Function<E, String> label) {
    return Arrays.stream(values)
        .map(
            v ->
                new Facet(label.apply(v), open.stream().filter(f -> of.apply(f).equals(v)).count()))
        .filter(facet -> facet.count() > 0)
        .toList();
  }

  private List<Facet> named(
      List<Finding> open,
      Function<Finding, Optional<String>> of,
      Function<Attack, Optional<String>> ofAttack) {
    Map<String, Long> counts =
        open.stream()
            .flatMap(f -> of.apply(f).stream())
            .collect(Collectors.groupingBy(t -> t, TreeMap::new, Collectors.counting()));
    report.attacks().stream()
        .flatMap(a -> ofAttack.apply(a).stream())
        .forEach(name -> counts.putIfAbsent(name, 0L));
    return counts.entrySet().stream().map(e -> new Facet(e.getKey(), e.getValue())).toList();
  }

  private List<Missing> notAnalysed() {
    Set<NotAnalysed> untested = IsolationReport.untested(report);
    return report.notAnalysed().stream()
        .map(
            n ->
                new Missing(
                    n.location().label(),
                    untested.contains(n)
                        ? "not tested"
                        : n.kind() == NotAnalysed.Kind.FILE ? "whole file" : "part",
                    n.reason()))
        .toList();
  }

  private Page.TenantFacts tenantFacts() {
    return new Page.TenantFacts(
        fact("Tenant table", "tenant.table"),
        fact("Tenant column", "tenant.column"),
        fact("Setting that policies read", "tenant.setting"));
  }

  private Fact fact(String title, String subject) {
    List<Detection> found =
        report.detections().stream().filter(d -> d.subject().equals(subject)).toList();
    return new Fact(
        title,
        found.stream().map(Detection::value).distinct().collect(Collectors.joining(", ")),
        found.stream().map(Detection::evidence).distinct().collect(Collectors.joining("; ")));
  }

  private List<PartView> parts() {
    List<PartView> views = new ArrayList<>();
    for (Report.Part part : report.parts()) {
      views.add(
          new PartView(PART_TITLES.getOrDefault(part.name(), part.name()), true, part.figures()));
    }
    PART_TITLES.forEach(
        (name, title) -> {
          if (report.parts().stream().noneMatch(p -> p.name().equals(name))) {
            views.add(new PartView(title, false, List.of()));
          }
        });
    return views;
  }

  private static Map<String, String> partTitles() {
    Map<String, String> titles = new java.util.LinkedHashMap<>();
    titles.put("scan", "Scan of the source code");
    titles.put("audit", "Audit of the database schema");
    titles.put("isolation", "Isolation tests");
    return titles;
  }

  private List<RuleRow> ruleRows() {
    Map<String, Optional<String>> states = new TreeMap<>();
    report.parts().forEach(p -> p.rules().forEach(r -> states.put(r, Optional.empty())));
    report
        .parts()
        .forEach(p -> p.off().forEach(o -> states.putIfAbsent(o.rule(), Optional.of(o.reason()))));
    Map<String, Long> counts =
        report.open().stream().collect(Collectors.groupingBy(Finding::rule, Collectors.counting()));
    List<RuleRow> rows = new ArrayList<>(states.size());
    states.forEach(
        (rule, off) ->
            rows.add(
                new RuleRow(
                    rule,
                    rules.layer(rule).map(Layer::label).orElse(""),
                    rules.page(rule).map(RulePage::summary).orElse(""),
                    off,
                    counts.getOrDefault(rule, 0L),
                    groups.anchorOf(rule))));
    return rows;
  }

  private static long count(List<Finding> findings, Severity severity) {
    return findings.stream().filter(f -> f.severity() == severity).count();
  }
}
