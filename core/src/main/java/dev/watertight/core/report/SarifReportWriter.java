package dev.watertight.core.report;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Fix;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.finding.Suppressed;
import dev.watertight.core.json.JsonOutput;
import dev.watertight.core.report.Report.RuleOff;
import dev.watertight.core.rule.RulePage;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code findings.sarif}: SARIF 2.1.0, one run for each part of the tool. Paths are relative to the
 * base {@code SRCROOT}, which the file leaves open, so that it is the same on every machine. A run
 * whose part passed over a whole file says {@code executionSuccessful: false}.
 */
public final class SarifReportWriter implements ReportWriter {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private final Function<String, Optional<RulePage>> pages;
  private final String version;

  /**
   * A writer that describes rules by their pages.
   *
   * @param pages a rule's page by its name; a rule without one is listed with its name only
   */
  public SarifReportWriter(Function<String, Optional<RulePage>> pages) {
    this(pages, ToolVersion.current());
  }

  SarifReportWriter(Function<String, Optional<RulePage>> pages, String version) {
    this.pages = pages;
    this.version = version;
  }

  @Override
  public String fileName() {
    return "findings.sarif";
  }

  @Override
  public void write(Report report, Instant generatedAt, Writer out) throws IOException {
    JsonOutput.document(
        out,
        json -> {
          json.text("$schema", SCHEMA);
          json.text("version", "2.1.0");
          json.objects(
              "runs",
              Section.of(report),
              section -> new Run(json, section, SarifRules.of(section, pages)).write(version));
        });
  }

  /** One run on its way out. */
  private record Run(JsonOutput json, Section section, SarifRules rules) {

    void write(String version) throws IOException {
      json.object(
          "tool",
          () ->
              json.object(
                  "driver",
                  () -> {
                    // Code hosts refuse two runs of one file that have the same tool's name.
                    json.text("name", "Watertight " + section.part().name());
                    json.text("version", version);
                    json.text("semanticVersion", version);
                    json.objects("rules", rules.all(), rule -> rules.write(json, rule));
                    json.objects("notifications", SarifNotice.all(), n -> n.describe(json));
                  }));
      json.objects("invocations", List.of(section), s -> invocation());
      json.object(
          "originalUriBaseIds",
          () ->
              json.object(
                  SarifLocations.BASE,
                  () ->
                      json.object(
                          "description",
                          () -> json.text("text", "The root of the project that was analysed."))));
      json.text("columnKind", "utf16CodeUnits");
      boolean anySuppressed = section.findings().stream().anyMatch(f -> !f.isOpen());
      json.objects("results", section.findings(), finding -> result(finding, anySuppressed));
      if (!section.attacks().isEmpty()) {
        AttackCount count = AttackCount.of(section.attacks());
        json.object("properties", () -> json.text("attacks", count.text()));
      }
    }

    private void invocation() throws IOException {
      boolean incomplete =
          section.notAnalysed().stream().anyMatch(n -> n.kind() == NotAnalysed.Kind.FILE);
      json.bool("executionSuccessful", !incomplete);
      if (!section.part().off().isEmpty()) {
        json.objects("ruleConfigurationOverrides", rules.off(), this::switchedOff);
      }
      if (!section.notAnalysed().isEmpty()) {
        json.objects("toolExecutionNotifications", section.notAnalysed(), this::passedOver);
      }
      if (!section.part().off().isEmpty() || !section.notes().isEmpty()) {
        json.array(
            "toolConfigurationNotifications",
            List.of(section.part()),
            part -> {
              for (RuleOff off : part.off()) {
                json.object(() -> ruleOff(off));
              }
              for (String note : section.notes()) {
                json.object(() -> SarifNotice.REMARK.write(json, note));
              }
            });
      }
    }

    private void switchedOff(String rule) throws IOException {
      json.object("descriptor", () -> rules.reference(json, rule));
      json.object("configuration", () -> json.bool("enabled", false));
    }

    private void ruleOff(RuleOff off) throws IOException {
      SarifNotice.RULE_OFF.write(json, "Rule " + off.rule() + " is off: " + off.reason());
      json.object("associatedRule", () -> rules.reference(json, off.rule()));
    }

    private void passedOver(NotAnalysed n) throws IOException {
      SarifNotice notice =
          n.kind() == NotAnalysed.Kind.FILE
              ? SarifNotice.FILE_NOT_ANALYSED
              : SarifNotice.PART_NOT_ANALYSED;
      notice.write(json, "Not analysed: " + n.location().label() + ": " + n.reason());
      json.objects(
          "locations",
          List.of(n.location()),
          location -> {
            if (n.kind() == NotAnalysed.Kind.FILE && location instanceof Location.InFile file) {
              SarifLocations.wholeFile(json, file);
            } else {
              SarifLocations.write(json, location, Optional.empty());
            }
          });
    }

    private void result(Finding finding, boolean anySuppressed) throws IOException {
      rules.result(json, finding.rule());
      json.text("level", finding.severity().label());
      json.object("message", () -> json.text("text", SarifText.escape(finding.message())));
      json.objects(
          "locations",
          List.of(finding.location()),
          location -> SarifLocations.write(json, location, finding.frame()));
      json.object("partialFingerprints", () -> json.text("watertight/v1", finding.fingerprint()));
      if (!finding.flow().isEmpty()) {
        flow(finding);
      }
      if (finding.fix().isPresent()) {
        json.objects("fixes", finding.fix().stream().toList(), this::fix);
      }
      // The standard asks for all results of a run to have the list, or none.
      if (anySuppressed) {
        json.objects("suppressions", finding.suppressed().stream().toList(), this::suppression);
      }
      json.object("properties", () -> properties(finding));
    }

    private void flow(Finding finding) throws IOException {
      json.objects(
          "codeFlows",
          List.of(finding),
          f ->
              json.objects(
                  "threadFlows",
                  List.of(f),
                  thread ->
                      json.objects(
                          "locations",
                          thread.flow(),
                          step ->
                              json.object(
                                  "location",
                                  () -> {
                                    SarifLocations.write(json, step.location(), Optional.empty());
                                    json.object(
                                        "message",
                                        () -> json.text("text", SarifText.escape(step.message())));
                                  }))));
    }

    private void fix(Fix fix) throws IOException {
      json.object(
          "description", () -> json.text("text", SarifText.escape(fix.description() + ".")));
      Map<String, List<Fix.Replacement>> byFile =
          fix.replacements().stream()
              .collect(
                  Collectors.groupingBy(
                      Fix.Replacement::file, LinkedHashMap::new, Collectors.toList()));
      json.objects(
          "artifactChanges",
          List.copyOf(byFile.entrySet()),
          change -> {
            SarifLocations.artifact(json, change.getKey());
            json.objects("replacements", change.getValue(), this::replacement);
          });
    }

    private void replacement(Fix.Replacement change) throws IOException {
      json.object(
          "deletedRegion",
          () -> {
            json.number("startLine", change.line());
            json.number("startColumn", change.column());
            json.number("endLine", change.endLine());
            json.number("endColumn", change.endColumn());
          });
      if (!change.text().isEmpty()) {
        json.object("insertedContent", () -> json.text("text", change.text()));
      }
    }

    private void suppression(Suppressed by) throws IOException {
      json.text("kind", "external");
      json.text("status", "accepted");
      json.text("justification", by.reason());
      json.object(
          "properties", () -> json.text("source", by.kind().name().toLowerCase(Locale.ROOT)));
    }

    private void properties(Finding finding) throws IOException {
      json.text("layer", finding.layer().label());
      json.text("status", finding.status().label());
      if (finding.table().isPresent()) {
        json.text("table", finding.table().get());
      }
      if (!finding.related().isEmpty()) {
        json.texts("related", finding.related());
      }
      if (finding.proof().isPresent()) {
        json.texts("proof", finding.proof().get().fields());
      }
    }
  }
}
