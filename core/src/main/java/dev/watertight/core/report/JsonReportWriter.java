package dev.watertight.core.report;

import dev.watertight.core.finding.Attack;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.FlowStep;
import dev.watertight.core.finding.Layer;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.finding.Status;
import dev.watertight.core.finding.Suppressed;
import dev.watertight.core.isolation.IsolationResult;
import dev.watertight.core.isolation.Ledger;
import dev.watertight.core.isolation.Mutant;
import dev.watertight.core.isolation.Score;
import dev.watertight.core.json.JsonOutput;
import dev.watertight.core.report.Report.Part;
import dev.watertight.core.report.Report.RuleOff;
import dev.watertight.core.report.ReportSummary.RuleCount;
import dev.watertight.core.tenant.Detection;
import dev.watertight.core.tenant.TableProtection;
import dev.watertight.core.tenant.TenantTable;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * {@code findings.json}: everything in the report, for scripts. {@code findings} holds those that
 * count, and {@code suppressed} the others, so that the length of the first is the number that a
 * threshold looks at. Source text around a finding is left out: SARIF and HTML carry it.
 */
public final class JsonReportWriter implements ReportWriter {
  private final String version;

  public JsonReportWriter() {
    this(ToolVersion.current());
  }

  JsonReportWriter(String version) {
    this.version = version;
  }

  @Override
  public String fileName() {
    return "findings.json";
  }

  @Override
  public void write(Report report, Instant generatedAt, Writer out) throws IOException {
    JsonOutput.document(out, json -> new Document(json).write(report, generatedAt, version));
  }

  /** One document on its way out. */
  private record Document(JsonOutput json) {

    void write(Report report, Instant generatedAt, String version) throws IOException {
      json.number("schemaVersion", 1);
      json.object(
          "tool",
          () -> {
            json.text("name", "Watertight");
            json.text("version", version);
          });
      json.text("project", report.project());
      json.text("generatedAt", generatedAt.toString());
      json.object("summary", () -> summary(report));
      json.objects("findings", report.open(), this::finding);
      List<Finding> accepted = report.findings().stream().filter(f -> !f.isOpen()).toList();
      json.objects("suppressed", accepted, this::finding);
      json.objects("attacks", report.attacks(), this::attack);
      json.objects("protections", report.protections(), this::protection);
      json.objects(
          "notAnalysed",
          report.notAnalysed(),
          n -> {
            json.text("kind", n.kind().name().toLowerCase(Locale.ROOT));
            json.object("location", () -> location(n.location()));
            json.text("reason", n.reason());
          });
      if (report.isolation().isPresent()) {
        json.object("isolation", () -> isolation(report.isolation().get()));
      }
      json.objects("parts", report.parts(), this::part);
      json.array("rulesOff", report.parts(), this::rulesOff);
      json.objects("tables", report.tables(), this::table);
      json.objects("detections", report.detections(), this::detection);
      json.texts("notes", report.notes());
    }

    private void summary(Report report) throws IOException {
      ReportSummary summary = ReportSummary.of(report);
      List<Finding> open = report.open();
      json.text("verdict", summary.verdict());
      json.bool("incomplete", summary.isIncomplete());
      json.number("findings", summary.open());
      json.number("suppressed", summary.suppressed());
      json.number("notAnalysed", report.notAnalysed().size());
      json.object(
          "attacks",
          () -> {
            json.number("carriedOut", summary.attacks().leaked() + summary.attacks().stopped());
            json.number("stopped", summary.attacks().stopped());
            json.number("notCarriedOut", summary.attacks().failed());
          });
      json.object(
          "bySeverity",
          () -> {
            for (Severity severity : Severity.values()) {
              json.number(severity.label(), report.count(severity));
            }
          });
      json.object(
          "byStatus",
          () -> {
            for (Status status : List.of(Status.PROVEN, Status.SUSPECTED, Status.UNPROVEN)) {
              json.number(status.label(), count(open, f -> f.status() == status));
            }
          });
      json.object(
          "byLayer",
          () -> {
            for (Layer layer : Layer.values()) {
              json.number(layer.label(), count(open, f -> f.layer() == layer));
            }
          });
      json.object(
          "byRule",
          () -> {
            for (RuleCount rule : summary.byRule()) {
              json.number(rule.rule(), rule.errors() + rule.warnings() + rule.notes());
            }
          });
    }

    private void finding(Finding finding) throws IOException {
      json.text("rule", finding.rule());
      json.text("layer", finding.layer().label());
      json.text("severity", finding.severity().label());
      json.text("status", finding.status().label());
      json.text("message", finding.message());
      json.object("location", () -> location(finding.location()));
      if (finding.table().isPresent()) {
        json.text("table", finding.table().get());
      }
      json.text("fingerprint", finding.fingerprint());
      if (!finding.related().isEmpty()) {
        json.texts("related", finding.related());
      }
      if (!finding.flow().isEmpty()) {
        json.objects("flow", finding.flow(), this::step);
      }
      if (finding.proof().isPresent()) {
        json.texts("proof", finding.proof().get().fields());
      }
      if (finding.suppressed().isPresent()) {
        Suppressed by = finding.suppressed().get();
        json.object(
            "suppressed",
            () -> {
              json.text("kind", by.kind().name().toLowerCase(Locale.ROOT));
              json.text("reason", by.reason());
            });
      }
    }

    private void attack(Attack attack) throws IOException {
      json.text("rule", attack.rule());
      json.text("object", attack.location().object());
      if (attack.table().isPresent()) {
        json.text("table", attack.table().get());
      }
      json.text("description", attack.description());
      json.text("status", attack.outcome().label());
      json.texts("proof", attack.proof().fields());
    }

    private void protection(TableProtection protection) throws IOException {
      json.text("table", protection.table());
      json.objects(
          "guards",
          protection.guards(),
          guard -> {
            json.text("name", guard.name());
            json.text("state", guard.state().label());
            json.text("detail", guard.detail());
          });
    }

    /** What they amount to; {@code isolation.json} beside this file has all. */
    private void isolation(IsolationResult result) throws IOException {
      IsolationCount count = IsolationCount.of(result);
      json.text("seed", result.seed());
      json.object(
          "operations",
          () -> {
            json.number("total", count.operations());
            json.number("sound", count.sound());
            json.number("leaking", count.leaking());
            json.number("blind", count.blind());
            json.number("untested", count.untested());
            json.number("acrossTenants", count.acrossTenants());
          });
      json.object(
          "mutants",
          () -> {
            json.number("total", result.mutants().size());
            for (Mutant.Outcome outcome : Mutant.Outcome.values()) {
              json.number(outcome.key(), result.count(outcome));
            }
            json.decimal("score", Score.of(result).decimal());
          });
      json.object(
          "statements",
          () -> {
            for (Ledger.Standing standing : Ledger.Standing.values()) {
              json.number(standing.key(), result.ledger().count(standing));
            }
          });
    }

    private void step(FlowStep step) throws IOException {
      json.object("location", () -> location(step.location()));
      json.text("message", step.message());
    }

    private void location(Location location) throws IOException {
      if (location instanceof Location.InFile file) {
        json.text("file", file.file());
        json.number("line", file.line());
        json.number("column", file.column());
        json.number("endLine", file.endLine());
        json.number("endColumn", file.endColumn());
      } else if (location instanceof Location.InDatabase database) {
        json.text("object", database.object());
      }
    }

    private void part(Part part) throws IOException {
      json.text("name", part.name());
      json.texts("rules", part.rules());
      json.object(
          "figures",
          () -> {
            for (Report.Figure figure : part.figures()) {
              json.number(figure.name(), figure.value());
            }
          });
    }

    private void rulesOff(Part part) throws IOException {
      for (RuleOff off : part.off()) {
        json.object(
            () -> {
              json.text("part", part.name());
              json.text("rule", off.rule());
              json.text("reason", off.reason());
            });
      }
    }

    private void table(TenantTable table) throws IOException {
      json.text("name", table.name());
      if (table.schema().isPresent()) {
        json.text("schema", table.schema().get());
      }
      json.text("kind", table.kind().name().toLowerCase(Locale.ROOT));
      json.texts("tenantColumns", table.tenantColumns());
      json.texts("evidence", table.evidence());
    }

    private void detection(Detection detection) throws IOException {
      json.text("subject", detection.subject());
      json.text("value", detection.value());
      json.text("evidence", detection.evidence());
    }

    private static long count(List<Finding> findings, Predicate<Finding> which) {
      return findings.stream().filter(which).count();
    }
  }
}
