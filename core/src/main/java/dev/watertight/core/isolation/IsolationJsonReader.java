package dev.watertight.core.isolation;

import dev.watertight.core.isolation.CellResult.Verdict;
import dev.watertight.core.isolation.Ledger.Entry;
import dev.watertight.core.isolation.Ledger.Standing;
import dev.watertight.core.isolation.Ledger.Uncalled;
import dev.watertight.core.isolation.Mutant.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads {@code isolation.json}. Unknown keys are passed over, missing lists are empty; a missing
 * operation or cell, an unknown word, and a number that its list contradicts are not: nothing in
 * the file may be lost in silence.
 */
public final class IsolationJsonReader {
  private static final String NO_REASON = "no reason was recorded";

  private final String file;
  private final List<String> notes = new ArrayList<>();

  private IsolationJsonReader(String file) {
    this.file = file;
  }

  /**
   * Reads a result.
   *
   * @param file its name, for messages
   * @throws IsolationFormatException if it is malformed, or of another schemaVersion
   */
  public static IsolationResult read(InputStream in, String file) throws IOException {
    return new IsolationJsonReader(file).result(JsonPlace.read(in, file));
  }

  private IsolationResult result(JsonPlace document) throws IsolationFormatException {
    JsonPlace version = document.required("schemaVersion");
    if (version.number() != IsolationJson.SCHEMA_VERSION) {
      throw version.fault(
          "it is "
              + version.shown()
              + ", and this version of Watertight reads "
              + IsolationJson.SCHEMA_VERSION
              + ": use one version for the tests and the plugin");
    }
    List<OperationResult> operations = new ArrayList<>();
    for (JsonPlace operation : document.items("operations")) {
      operations.add(operation(operation));
    }
    List<Mutant> mutants = mutants(document.field("mutants"));
    Ledger ledger = ledger(document.field("ledger"));
    List<Counterexample> counterexamples = new ArrayList<>();
    for (JsonPlace counterexample : document.items("counterexamples")) {
      counterexamples.add(counterexample(counterexample));
    }
    notes.addAll(0, document.texts("notes"));
    return new IsolationResult(
        seed(document.required("seed")), operations, mutants, ledger, counterexamples, notes);
  }

  private static String seed(JsonPlace seed) throws IsolationFormatException {
    return seed.isText() ? seed.text() : Long.toString(seed.number());
  }

  private static OperationResult operation(JsonPlace operation) throws IsolationFormatException {
    JsonPlace cells = operation.required("cells");
    Optional<JsonPlace> reasons = operation.field("reasons");
    Map<Cell, CellResult> results = new EnumMap<>(Cell.class);
    for (Cell cell : Cell.values()) {
      JsonPlace given = cells.required(cell.key());
      JsonPlace word = given.isText() ? given : given.required("result");
      Verdict verdict = constant(word, Verdict.values(), Verdict::key);
      Optional<String> reason = given.isText() ? Optional.empty() : reason(given, "reason");
      if (reason.isEmpty() && reasons.isPresent()) {
        reason = reason(reasons.get(), cell.key());
      }
      boolean told = verdict == Verdict.HELD || verdict == Verdict.LEAKED;
      results.put(
          cell, new CellResult(verdict, told ? reason : reason.or(() -> Optional.of(NO_REASON))));
    }
    Optional<JsonPlace> kind = operation.field("kind");
    return new OperationResult(
        operation.required("operation").text(),
        kind.isEmpty()
            ? OperationResult.Kind.TENANT
            : constant(kind.get(), OperationResult.Kind.values(), OperationResult.Kind::key),
        results,
        integer(operation, "tries"),
        integer(operation, "statements"),
        reason(operation, "note"));
  }

  private static Optional<String> reason(JsonPlace in, String name)
      throws IsolationFormatException {
    String text = in.text(name, "");
    return text.isBlank() ? Optional.empty() : Optional.of(text);
  }

  private static int integer(JsonPlace in, String name) throws IsolationFormatException {
    return (int) Math.min(Integer.MAX_VALUE, in.number(name));
  }

  private List<Mutant> mutants(Optional<JsonPlace> mutants) throws IsolationFormatException {
    if (mutants.isEmpty()) {
      return List.of();
    }
    List<Mutant> list = new ArrayList<>();
    for (JsonPlace mutant : mutants.get().items("list")) {
      list.add(
          new Mutant(
              mutant.required("operator").text(),
              mutant.text("statement", ""),
              reason(mutant, "table"),
              mutant.text("operation", ""),
              constant(mutant.required("outcome"), Outcome.values(), Outcome::key),
              mutant.text("detail", "")));
    }
    isCount(mutants.get(), "mutants", "total", list.size());
    for (Outcome outcome : Outcome.values()) {
      isCount(
          mutants.get(),
          "mutants",
          outcome.key(),
          list.stream().filter(m -> m.outcome() == outcome).count());
    }
    return list;
  }

  private Ledger ledger(Optional<JsonPlace> ledger) throws IsolationFormatException {
    if (ledger.isEmpty()) {
      return new Ledger(List.of(), List.of(), List.of());
    }
    List<Entry> entries = new ArrayList<>();
    for (JsonPlace entry : ledger.get().items("statements")) {
      entries.add(
          new Entry(
              entry.required("statement").text(),
              constant(entry.required("standing"), Standing.values(), Standing::key),
              entry.text("reason", ""),
              entry.text("operation", "")));
    }
    List<Uncalled> uncalled = new ArrayList<>();
    for (JsonPlace each : ledger.get().items("uncalledOperations")) {
      uncalled.add(new Uncalled(each.required("operation").text(), each.text("reason", NO_REASON)));
    }
    for (Standing standing : Standing.values()) {
      isCount(
          ledger.get(),
          "ledger",
          standing.key(),
          entries.stream().filter(e -> e.standing() == standing).count());
    }
    return new Ledger(entries, ledger.get().texts("unreachedTables"), uncalled);
  }

  /** A list that was cut short would look better than what it was taken from. */
  private void isCount(JsonPlace in, String part, String name, long listed)
      throws IsolationFormatException {
    Optional<JsonPlace> given = in.field(name);
    if (given.isPresent() && given.get().number() != listed) {
      notes.add(
          file
              + ": "
              + part
              + "."
              + name
              + " says "
              + given.get().number()
              + ", and "
              + listed
              + (listed == 1 ? " is" : " are")
              + " listed: what is listed counts.");
    }
  }

  private static Counterexample counterexample(JsonPlace found) throws IsolationFormatException {
    JsonPlace rule = found.required("rule");
    if (!IsolationRules.ALL.contains(rule.text())) {
      throw rule.fault(unknown(rule, IsolationRules.ALL));
    }
    Optional<JsonPlace> cell = found.field("cell");
    Optional<JsonPlace> seed = found.field("seed");
    return new Counterexample(
        rule.text(),
        cell.isEmpty()
            ? Optional.empty()
            : Optional.of(constant(cell.get(), Cell.values(), Cell::key)),
        found.required("operation").text(),
        reason(found, "tenants"),
        found.text("message", ""),
        found.texts("story"),
        found.texts("sql"),
        seed.isEmpty() ? "" : seed(seed.get()),
        found.text("test", ""));
  }

  private static <E> E constant(JsonPlace word, E[] all, Function<E, String> key)
      throws IsolationFormatException {
    String text = word.text();
    for (E each : all) {
      if (key.apply(each).equals(text)) {
        return each;
      }
    }
    throw word.fault(unknown(word, Arrays.stream(all).map(key).toList()));
  }

  private static String unknown(JsonPlace word, List<String> known) {
    return "it is " + word.shown() + ", and must be one of " + String.join(", ", known);
  }
}
