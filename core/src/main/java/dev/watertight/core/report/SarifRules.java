package dev.watertight.core.report;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.json.JsonOutput;
import dev.watertight.core.report.Report.RuleOff;
import dev.watertight.core.rule.RulePage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rules that a run's driver lists: those that ran, those that are off (each is switched off by
 * an override of its own), and those of its findings. In order of their names.
 */
final class SarifRules {
  private final List<String> names;
  private final Map<String, Integer> index = new TreeMap<>();
  private final List<String> off;
  private final Map<String, RulePage> pages = new TreeMap<>();
  private final Map<String, Severity> worst = new TreeMap<>();

  private SarifRules(Section section, Function<String, Optional<RulePage>> pageOf) {
    TreeSet<String> all = new TreeSet<>(section.part().rules());
    TreeSet<String> notRun =
        section.part().off().stream()
            .map(RuleOff::rule)
            .collect(Collectors.toCollection(TreeSet::new));
    all.addAll(notRun);
    for (Finding finding : section.findings()) {
      all.add(finding.rule());
      worst.merge(finding.rule(), finding.severity(), (a, b) -> a.atLeast(b) ? a : b);
    }
    this.names = List.copyOf(all);
    this.off = List.copyOf(notRun);
    for (String name : names) {
      index.put(name, index.size());
      pageOf.apply(name).ifPresent(page -> pages.put(name, page));
    }
  }

  static SarifRules of(Section section, Function<String, Optional<RulePage>> pages) {
    return new SarifRules(section, pages);
  }

  List<String> all() {
    return names;
  }

  List<String> off() {
    return off;
  }

  /** The fields by which a result names its rule. */
  void result(JsonOutput json, String rule) throws IOException {
    json.text("ruleId", rule);
    json.number("ruleIndex", index.getOrDefault(rule, -1));
  }

  /** The fields by which a notification or an override names a rule. */
  void reference(JsonOutput json, String rule) throws IOException {
    json.text("id", rule);
    json.number("index", index.getOrDefault(rule, -1));
  }

  /** The fields of a rule in the driver. */
  void write(JsonOutput json, String rule) throws IOException {
    Optional<RulePage> page = Optional.ofNullable(pages.get(rule));
    String summary = page.map(RulePage::summary).orElse(words(rule));
    json.text("id", rule);
    json.text("name", pascalCase(rule));
    json.object("shortDescription", () -> json.text("text", SarifText.escape(summary)));
    json.object(
        "fullDescription",
        () ->
            json.text(
                "text",
                SarifText.escape(page.map(p -> paragraphs(summary, p.why())).orElse(summary))));
    if (page.isPresent()) {
      RulePage p = page.get();
      json.object(
          "help",
          () -> {
            json.text("text", SarifText.escape(paragraphs(summary, p.why(), p.fix())));
            json.text("markdown", p.withoutExamples());
          });
    }
    Severity level =
        page.map(RulePage::severity).orElse(worst.getOrDefault(rule, Severity.WARNING));
    json.object("defaultConfiguration", () -> json.text("level", level.label()));
    json.object("properties", () -> properties(json, page));
  }

  private static void properties(JsonOutput json, Optional<RulePage> page) throws IOException {
    List<String> tags = new ArrayList<>(List.of("security", "tenant-isolation"));
    page.ifPresent(p -> tags.add(p.layer().label()));
    json.texts("tags", tags);
    if (page.isPresent()) {
      json.text("layer", page.get().layer().label());
      json.text("since", page.get().since());
    }
  }

  private static String paragraphs(String... parts) {
    return Arrays.stream(parts)
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("\n\n"));
  }

  /** {@code raw-table-access} → {@code Raw table access.} */
  private static String words(String rule) {
    return rule.substring(0, 1).toUpperCase(Locale.ROOT)
        + rule.substring(1).replace('-', ' ')
        + ".";
  }

  /** {@code raw-table-access} → {@code RawTableAccess} */
  static String pascalCase(String rule) {
    return Arrays.stream(rule.split("-", -1))
        .filter(word -> !word.isEmpty())
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }
}
