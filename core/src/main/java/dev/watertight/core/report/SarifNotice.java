package dev.watertight.core.report;

import dev.watertight.core.json.JsonOutput;
import java.io.IOException;
import java.util.List;

/** What a run says about itself, beside its results. */
enum SarifNotice {
  FILE_NOT_ANALYSED(
      "file-not-analysed",
      "error",
      "A whole file could not be read or parsed: the analysis is incomplete."),
  PART_NOT_ANALYSED(
      "part-not-analysed",
      "warning",
      "A part of a file, or a database object, could not be analysed."),
  RULE_OFF("rule-off", "note", "A rule did not run."),
  REMARK("remark", "note", "A remark on configuration or detection.");

  private final String id;
  private final String level;
  private final String description;

  SarifNotice(String id, String level, String description) {
    this.id = id;
    this.level = level;
    this.description = description;
  }

  static List<SarifNotice> all() {
    return List.of(values());
  }

  /** The fields of its descriptor in the driver. */
  void describe(JsonOutput json) throws IOException {
    json.text("id", id);
    json.text("name", SarifRules.pascalCase(id));
    json.object("shortDescription", () -> json.text("text", description));
    json.object("defaultConfiguration", () -> json.text("level", level));
  }

  /** The fields of one notification that any has. */
  void write(JsonOutput json, String message) throws IOException {
    json.object(
        "descriptor",
        () -> {
          json.text("id", id);
          json.number("index", all().indexOf(this));
        });
    json.text("level", level);
    json.object("message", () -> json.text("text", SarifText.escape(message)));
  }
}
