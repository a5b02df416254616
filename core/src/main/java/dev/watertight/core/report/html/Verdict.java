package dev.watertight.core.report.html;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Layer;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.finding.Status;
import dev.watertight.core.report.IsolationReport;
import dev.watertight.core.report.Report;
import dev.watertight.core.tenant.TenantTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The report in one sentence, and what that sentence does not cover.
 *
 * @param tone how the sentence is to be taken
 * @param headline one sentence without its full stop
 * @param caveats what was not looked at; while there is one, the tone is never {@link Tone#CLEAR}
 */
record Verdict(Tone tone, String headline, List<Caveat> caveats) {

  enum Tone {
    /** A way across was found. */
    LEAK("leak", "Tenant boundary crossed"),
    /** What looks like a way across was found, and none was tried. */
    SUSPICION("leak", "Tenant boundary at risk"),
    /** No way across, but something needs attention. */
    WARNING("warning", "Needs attention"),
    /** Nothing found, but not everything was looked at. */
    INCOMPLETE("incomplete", "Not fully checked"),
    /** Nothing found, and nothing was passed over. */
    CLEAR("clear", "Nothing found");

    private final String label;
    private final String words;

    Tone(String label, String words) {
      this.label = label;
      this.words = words;
    }

    String label() {
      return label;
    }

    String words() {
      return words;
    }
  }

  /**
   * Something that was not looked at.
   *
   * @param text a clause: "2 files were not analysed"
   * @param consequence what that means to the reader, a sentence
   * @param anchor the section that has the details
   */
  record Caveat(String text, String consequence, String anchor) {
    /** The clause as the beginning of a sentence. */
    String sentence() {
      return Words.sentence(text);
    }
  }

  static Verdict of(Report report, RuleTexts rules) {
    List<Caveat> caveats = caveats(report, rules);
    List<Finding> open = report.open();
    List<Finding> errors = open.stream().filter(f -> f.severity() == Severity.ERROR).toList();
    long proven = ways(errors).filter(f -> f.status() == Status.PROVEN).count();
    long suspected = ways(errors).count() - proven;
    long warnings = report.count(Severity.WARNING);
    if (proven + suspected > 0) {
      return new Verdict(
          proven > 0 ? Tone.LEAK : Tone.SUSPICION, waysFound(proven, suspected), caveats);
    }
    String no = "No way across the tenant boundary was found";
    if (!errors.isEmpty()) {
      String text = Words.count(errors.size(), "error") + " in the configuration of this check";
      return new Verdict(
          Tone.WARNING, no + ", but " + text + " " + Words.needAttention(errors.size()), caveats);
    }
    if (warnings > 0) {
      return new Verdict(
          Tone.WARNING,
          no + ", but " + Words.count(warnings, "warning") + " " + Words.needAttention(warnings),
          caveats);
    }
    if (report.parts().isEmpty()) {
      return new Verdict(Tone.INCOMPLETE, "Nothing was analysed", caveats);
    }
    if (!caveats.isEmpty()) {
      return new Verdict(
          Tone.INCOMPLETE,
          "Nothing was found, but " + Words.list(caveats.stream().map(Caveat::text).toList()),
          caveats);
    }
    int suppressed = report.findings().size() - open.size();
    return new Verdict(
        Tone.CLEAR,
        suppressed == 0 ? no : no + " beyond the " + Words.count(suppressed, "suppressed finding"),
        caveats);
  }

  private static java.util.stream.Stream<Finding> ways(List<Finding> errors) {
    return errors.stream().filter(f -> f.layer() != Layer.CONFIGURATION);
  }

  private static String waysFound(long proven, long suspected) {
    long all = proven + suspected;
    String across = (all == 1 ? " way" : " ways") + " across the tenant boundary ";
    if (proven == 0) {
      return all + " suspected" + across + (all == 1 ? "was" : "were") + " found";
    }
    if (suspected == 0) {
      return all + across + (all == 1 ? "was" : "were") + " proven";
    }
    return proven + " proven and " + suspected + " suspected" + across + "were found";
  }

  private static List<Caveat> caveats(Report report, RuleTexts rules) {
    List<Caveat> caveats = new ArrayList<>();
    long files = count(report, NotAnalysed.Kind.FILE);
    if (files > 0) {
      caveats.add(
          new Caveat(
              Words.count(files, "file") + (files == 1 ? " was" : " were") + " not analysed",
              "What is in them is unknown.",
              "not-analysed"));
    }
    long untested = untested(report);
    long parts = count(report, NotAnalysed.Kind.PART) - untested;
    if (parts > 0) {
      caveats.add(
          new Caveat(
              Words.count(parts, "part")
                  + (parts == 1 ? " of a file was" : " of files were")
                  + " not analysed",
              "The rest of the file was read.",
              "not-analysed"));
    }
    if (untested > 0) {
      caveats.add(
          new Caveat(
              "isolation tests left " + Words.count(untested, "gap"),
              "What could not be called, read or reached was not shown to hold.",
              "not-analysed"));
    }
    Set<String> off = new TreeSet<>();
    report.parts().forEach(p -> p.off().forEach(o -> off.add(o.rule())));
    if (!off.isEmpty()) {
      caveats.add(
          new Caveat(
              Words.count(off.size(), "rule") + (off.size() == 1 ? " is off" : " are off"),
              "What "
                  + (off.size() == 1 ? "it looks" : "they look")
                  + " for was not looked for: "
                  + String.join(", ", off)
                  + ".",
              "coverage"));
    }
    unchecked(report, rules, caveats);
    tables(report, caveats);
    return List.copyOf(caveats);
  }

  private static void unchecked(Report report, RuleTexts rules, List<Caveat> caveats) {
    List<String> layers =
        Arrays.stream(Layer.values())
            .filter(layer -> layer != Layer.CONFIGURATION && !isChecked(layer, report, rules))
            .map(Layer::label)
            .toList();
    if (!layers.isEmpty()) {
      boolean one = layers.size() == 1;
      caveats.add(
          new Caveat(
              "the " + Words.list(layers) + (one ? " layer was" : " layers were") + " not checked",
              "No rule for " + (one ? "it" : "them") + " ran.",
              "summary"));
    }
  }

  private static void tables(Report report, List<Caveat> caveats) {
    if (report.tables().stream().noneMatch(t -> t.kind() == TenantTable.Kind.SCOPED)) {
      caveats.add(
          new Caveat(
              "no tenant-scoped table is known",
              "Without one, access to tenant data cannot be recognised.",
              "tenant-model"));
    }
    List<String> unclassified =
        report.tables().stream()
            .filter(t -> t.kind() == TenantTable.Kind.UNCLASSIFIED)
            .map(TenantTable::name)
            .collect(Collectors.toList());
    if (!unclassified.isEmpty()) {
      boolean one = unclassified.size() == 1;
      caveats.add(
          new Caveat(
              Words.count(unclassified.size(), "table") + (one ? " is" : " are") + " unclassified",
              "Nobody has said whether " + (one ? "it holds" : "they hold") + " tenant data.",
              "tenant-model"));
    }
  }

  /** Whether anything looked at the layer: a rule of it ran, or found something. */
  static boolean isChecked(Layer layer, Report report, RuleTexts rules) {
    return report.findings().stream().anyMatch(f -> f.layer() == layer)
        || report.parts().stream()
            .flatMap(part -> part.rules().stream())
            .anyMatch(rule -> rules.layer(rule).filter(layer::equals).isPresent());
  }

  private static long untested(Report report) {
    Set<NotAnalysed> untested = IsolationReport.untested(report);
    return report.notAnalysed().stream().filter(untested::contains).count();
  }

  private static long count(Report report, NotAnalysed.Kind kind) {
    return report.notAnalysed().stream().filter(n -> n.kind() == kind).count();
  }
}
