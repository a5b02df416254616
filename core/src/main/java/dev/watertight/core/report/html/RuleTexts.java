package dev.watertight.core.report.html;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Layer;
import dev.watertight.core.report.Report;
import dev.watertight.core.rule.RulePage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What is known of the rules that a report names: their pages, and the layer of each. */
final class RuleTexts {
  private final Function<String, Optional<RulePage>> pages;
  private final Map<String, Optional<RulePage>> known = new HashMap<>();
  private final Map<String, Layer> layersOfFindings = new HashMap<>();

  RuleTexts(Function<String, Optional<RulePage>> pages, Report report) {
    this.pages = pages;
    for (Finding finding : report.findings()) {
      layersOfFindings.putIfAbsent(finding.rule(), finding.layer());
    }
  }

  Optional<RulePage> page(String rule) {
    return known.computeIfAbsent(rule, pages);
  }

  /** The layer by the rule's page, else by its findings. */
  Optional<Layer> layer(String rule) {
    return page(rule)
        .map(RulePage::layer)
        .or(() -> Optional.ofNullable(layersOfFindings.get(rule)));
  }
}
