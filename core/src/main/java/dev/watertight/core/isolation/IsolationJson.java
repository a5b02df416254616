package dev.watertight.core.isolation;

import dev.watertight.core.isolation.Ledger.Standing;
import dev.watertight.core.isolation.Mutant.Outcome;
import dev.watertight.core.json.JsonOutput;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes {@code isolation.json}: the same bytes for the same result. Numbers that follow from the
 * lists beside them are there for scripts; {@link IsolationJsonReader} takes the lists.
 */
public final class IsolationJson {
  /** Of the file's format. */
  static final long SCHEMA_VERSION = 1;

  private IsolationJson() {}

  /** Writes the result; {@code out} is flushed, not closed. */
  public static void write(IsolationResult result, Writer out) throws IOException {
    JsonOutput.document(out, json -> new Document(json).write(result));
  }

  /** One document on its way out. */
  private record Document(JsonOutput json) {

    void write(IsolationResult result) throws IOException {
      json.number("schemaVersion", SCHEMA_VERSION);
      json.text("seed", result.seed());
      json.objects("operations", result.operations(), this::operation);
      json.object("mutants", () -> mutants(result));
      json.object("ledger", () -> ledger(result.ledger()));
      json.objects("counterexamples", result.counterexamples(), this::counterexample);
      json.texts("notes", result.notes());
    }

    private void operation(OperationResult operation) throws IOException {
      Map<String, String> reasons = new TreeMap<>();
      json.text("operation", operation.operation());
      json.text("kind", operation.kind().key());
      json.object(
          "cells",
          () -> {
            for (Cell cell : Cell.values()) {
              json.text(cell.key(), operation.cell(cell).verdict().key());
              operation.cell(cell).reason().ifPresent(r -> reasons.put(cell.key(), r));
            }
          });
      if (!reasons.isEmpty()) {
        json.texts("reasons", reasons);
      }
      json.number("tries", operation.tries());
      json.number("statements", operation.statements());
      if (operation.note().isPresent()) {
        json.text("note", operation.note().get());
      }
    }

    private void mutants(IsolationResult result) throws IOException {
      json.number("total", result.mutants().size());
      for (Outcome outcome : Outcome.values()) {
        json.number(outcome.key(), result.count(outcome));
      }
      json.decimal("score", Score.of(result).decimal());
      json.objects("list", result.mutants(), this::mutant);
    }

    private void mutant(Mutant mutant) throws IOException {
      json.text("operator", mutant.operator());
      json.text("statement", mutant.statement());
      if (mutant.table().isPresent()) {
        json.text("table", mutant.table().get());
      }
      json.text("operation", mutant.operation());
      json.text("outcome", mutant.outcome().key());
      json.text("detail", mutant.detail());
    }

    private void ledger(Ledger ledger) throws IOException {
      for (Standing standing : Standing.values()) {
        json.number(standing.key(), ledger.count(standing));
      }
      json.texts("unreachedTables", ledger.unreachedTables());
      json.objects(
          "uncalledOperations",
          ledger.uncalled(),
          uncalled -> {
            json.text("operation", uncalled.operation());
            json.text("reason", uncalled.reason());
          });
      json.objects(
          "statements",
          ledger.entries(),
          entry -> {
            json.text("statement", entry.statement());
            json.text("standing", entry.standing().key());
            json.text("reason", entry.reason());
            json.text("operation", entry.operation());
          });
    }

    private void counterexample(Counterexample found) throws IOException {
      json.text("rule", found.rule());
      if (found.cell().isPresent()) {
        json.text("cell", found.cell().get().key());
      }
      json.text("operation", found.operation());
      if (found.tenants().isPresent()) {
        json.text("tenants", found.tenants().get());
      }
      json.text("message", found.message());
      json.texts("story", found.story());
      json.texts("sql", found.sql());
      json.text("seed", found.seed());
      json.text("test", found.test());
    }
  }
}
