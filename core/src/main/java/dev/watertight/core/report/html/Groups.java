package dev.watertight.core.report.html;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Layer;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.report.Report;
import dev.watertight.core.report.html.Page.LayerGroup;
import dev.watertight.core.report.html.Page.RuleGroup;
import dev.watertight.core.rule.RulePage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Groups findings by layer, then by rule: layers from the session to the database, rules from the
 * worst severity to the mildest. Gives every rule and finding its anchor.
 */
final class Groups {
  /** Up to so many open findings, the first of each rule is unfolded as an example. */
  private static final int UNFOLD_EXAMPLES_UP_TO = 200;

  private static final String LIMITS = "## What it does not see";

  /** Anchors that the templates give: no finding may take them. */
  private static final Set<String> SECTIONS =
      Set.of(
          "main",
          "summary",
          "findings",
          "database",
          "attacks",
          "rls-limits",
          "isolation",
          "isolation-filters",
          "isolation-q",
          "isolation-shown",
          "isolation-clear",
          "counterexamples",
          "mutants",
          "ledger",
          "not-analysed",
          "suppressed",
          "tenant-model",
          "coverage",
          "notes",
          "help",
          "filters",
          "shown",
          "toc",
          "q",
          "theme",
          "clear",
          "unfold",
          "fold",
          "help-open");

  private final RuleTexts rules;
  private final Markdown markdown;
  private final boolean unfoldExamples;
  private final Map<String, String> anchors = new HashMap<>();
  private final Set<String> ids = new HashSet<>(SECTIONS);
  private final List<LayerGroup> layers = new ArrayList<>();
  private final List<FindingView> suppressed = new ArrayList<>();

  Groups(Report report, RuleTexts rules) {
    this.rules = rules;
    Map<Layer, Map<String, List<Finding>>> byLayer = new EnumMap<>(Layer.class);
    List<Finding> open = report.open();
    this.unfoldExamples = open.size() <= UNFOLD_EXAMPLES_UP_TO;
    for (Finding finding : open) {
      byLayer
          .computeIfAbsent(finding.layer(), l -> new TreeMap<>())
          .computeIfAbsent(finding.rule(), r -> new ArrayList<>())
          .add(finding);
    }
    // All anchors of rules must be known before any rule's text is rendered: texts link to rules.
    byLayer.forEach((layer, byRule) -> byRule.keySet().forEach(r -> anchor(layer, r)));
    this.markdown = new Markdown(anchors::containsKey);
    byLayer.forEach((layer, byRule) -> layers.add(layer(layer, byRule)));
    for (Finding finding : report.findings()) {
      if (!finding.isOpen()) {
        suppressed.add(FindingView.of(finding, id(finding.fingerprint()), false));
      }
    }
  }

  List<LayerGroup> layers() {
    return layers;
  }

  List<FindingView> suppressed() {
    return suppressed;
  }

  /** The anchor of the rule's first group. */
  Optional<String> anchorOf(String rule) {
    return Optional.ofNullable(anchors.get(rule));
  }

  private void anchor(Layer layer, String rule) {
    String plain = "rule-" + rule;
    String anchor = ids.add(plain) ? plain : plain + "-" + layer.label();
    ids.add(anchor);
    anchors.putIfAbsent(rule, anchor);
    anchors.put(key(layer, rule), anchor);
  }

  /** A key that no rule's name equals. */
  private static String key(Layer layer, String rule) {
    return layer.label() + "/" + rule;
  }

  private LayerGroup layer(Layer layer, Map<String, List<Finding>> byRule) {
    List<RuleGroup> groups = new ArrayList<>(byRule.size());
    byRule.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<String, List<Finding>> e) -> worst(e.getValue()))
                .thenComparing(Map.Entry::getKey))
        .forEach(e -> groups.add(rule(layer, e.getKey(), e.getValue())));
    return new LayerGroup(layer.label(), PageBuilder.promise(layer), List.copyOf(groups));
  }

  private RuleGroup rule(Layer layer, String rule, List<Finding> findings) {
    List<FindingView> views = new ArrayList<>(findings.size());
    findings.stream()
        .sorted(Comparator.comparing(Finding::severity).thenComparing(Finding::status))
        .forEach(
            f ->
                views.add(
                    FindingView.of(f, id(f.fingerprint()), unfoldExamples && views.isEmpty())));
    Optional<RulePage> page = rules.page(rule);
    return new RuleGroup(
        anchors.getOrDefault(key(layer, rule), ""),
        rule,
        worst(findings).label(),
        page.map(RulePage::summary).orElse(""),
        page.map(p -> markdown.render(p.why())).orElse(""),
        page.map(p -> markdown.render(p.fix())).orElse(""),
        page.flatMap(p -> limits(p.markdown())).map(markdown::render).orElse(""),
        List.copyOf(views));
  }

  /** The section of a page on what its rule cannot see. */
  private static Optional<String> limits(String page) {
    int heading = page.indexOf("\n" + LIMITS + "\n");
    if (heading < 0) {
      return Optional.empty();
    }
    int start = heading + LIMITS.length() + 2;
    int end = page.indexOf("\n## ", start);
    return Optional.of(page.substring(start, end < 0 ? page.length() : end));
  }

  private static Severity worst(List<Finding> findings) {
    return findings.stream()
        .map(Finding::severity)
        .min(Comparator.naturalOrder())
        .orElse(Severity.NOTE);
  }

  /** The fingerprint, with an ordinal where another element has it already. */
  private String id(String fingerprint) {
    String id = fingerprint;
    for (int ordinal = 2; !ids.add(id); ordinal++) {
      id = fingerprint + "-" + ordinal;
    }
    return id;
  }
}
