package dev.watertight.core.report.html;

import dev.watertight.core.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that the page says, in its words and its order. Texts are plain and not escaped; those named
 * {@code html} are trusted HTML.
 */
record Page(
    String project,
    String generatedAt,
    String generatedAtForPeople,
    Verdict verdict,
    String alsoFound,
    List<Card> cards,
    List<LayerRow> layers,
    List<LayerGroup> groups,
    Facets facets,
    List<FindingView> suppressed,
    List<Missing> notAnalysed,
    TenantFacts tenant,
    List<TableRow> tables,
    List<Fact> detections,
    List<PartView> parts,
    List<RuleRow> rules,
    List<String> notes,
    Optional<DatabaseView> database,
    Optional<IsolationView> isolation) {

  /**
   * So many findings make a chunk: what a browser lays out or leaves out at once. Without chunks,
   * 10,000 findings cost it some twice the time.
   */
  private static final int CHUNK = 40;

  private static List<List<FindingView>> chunks(List<FindingView> findings) {
    List<List<FindingView>> chunks = new ArrayList<>();
    for (int from = 0; from < findings.size(); from += CHUNK) {
      chunks.add(findings.subList(from, Math.min(from + CHUNK, findings.size())));
    }
    return chunks;
  }

  List<List<FindingView>> suppressedInChunks() {
    return chunks(suppressed);
  }

  /** Whether there is anything to search and filter. */
  boolean hasItems() {
    return !groups.isEmpty() || database.map(d -> d.attacks().all() > 0).orElse(false);
  }

  /** The number of open findings. */
  int openCount() {
    return groups.stream().mapToInt(LayerGroup::count).sum();
  }

  /**
   * A number of the summary.
   *
   * @param kind names its colour
   * @param anchor the section that has the details
   */
  record Card(String kind, String number, String name, String hint, String anchor) {}

  /** What was found in one layer, or that nobody looked. */
  record LayerRow(
      String label,
      String promise,
      boolean checked,
      int rules,
      long errors,
      long warnings,
      long notes,
      Optional<String> anchor) {
    String title() {
      return Words.sentence(label);
    }
  }

  /** The open findings of one layer. */
  record LayerGroup(String label, String promise, List<RuleGroup> rules) {
    String title() {
      return Words.sentence(label);
    }

    int count() {
      return rules.stream().mapToInt(r -> r.findings().size()).sum();
    }
  }

  /** The open findings of one rule in one layer. */
  record RuleGroup(
      String anchor,
      String rule,
      String severity,
      String summary,
      String whyHtml,
      String fixHtml,
      String limitsHtml,
      List<FindingView> findings) {
    List<List<FindingView>> chunks() {
      return Page.chunks(findings);
    }
  }

  /** What the filters offer: only what occurs. */
  record Facets(
      List<Facet> severities,
      List<Facet> statuses,
      List<Facet> layers,
      List<Facet> rules,
      List<Facet> tables) {}

  /** One value to filter by, and how many open findings have it. */
  record Facet(String value, long count) {}

  /** Something that was passed over. */
  record Missing(String location, String kind, String reason) {}

  /** What separates the tenants. */
  record TenantFacts(Fact table, Fact column, Fact setting) {
    List<Fact> all() {
      return List.of(table, column, setting);
    }
  }

  /** A value, and from what it was taken; both empty if it is not known. */
  record Fact(String subject, String value, String evidence) {}

  /** A table of the tenant model. */
  record TableRow(
      String name,
      String kind,
      String kindInWords,
      String columns,
      List<String> evidence,
      long open,
      String filter) {}

  /** A part of the tool. */
  record PartView(String title, boolean ran, List<Report.Figure> figures) {}

  /** A rule that ran or is off. */
  record RuleRow(
      String rule,
      String layer,
      String summary,
      Optional<String> offBecause,
      long open,
      Optional<String> anchor) {}
}
