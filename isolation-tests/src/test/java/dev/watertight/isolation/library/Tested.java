package dev.watertight.isolation.library;

import dev.watertight.core.isolation.Cell;
import dev.watertight.core.isolation.CellResult;
import dev.watertight.core.isolation.Counterexample;
import dev.watertight.core.isolation.IsolationFiles;
import dev.watertight.core.isolation.IsolationResult;
import dev.watertight.core.isolation.Ledger;
import dev.watertight.core.isolation.OperationResult;
import dev.watertight.isolation.IsolationTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.TestAbortedException;

/**
 * What a user's isolation test comes to.
 *
 * @param failures of its tests, with the names of what they are in
 * @param skipped tests, with the reason
 * @param result what it wrote
 */
record Tested(List<String> failures, List<String> skipped, IsolationResult result) {
  private static final Path SCHEMA = Path.of("src/test/resources/library-schema");

  /** Runs all its tests, with so many tries of each operation. */
  static Tested run(IsolationTest<?> test, int tries, Path folder) throws IOException {
    Path file = folder.resolve("watertight.yml");
    Path report = folder.resolve("report");
    Files.writeString(file, "report:\n  directory: " + report + "\n");
    List<String> failures = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    try (Stream<DynamicNode> nodes =
        test.migrations(SCHEMA)
            .configuration(file)
            .seed(7)
            .tries(tries)
            .world(2, 3)
            .sequences(6)
            .withoutMutants()
            .nodes()) {
      nodes.forEach(node -> run(node, "", failures, skipped));
    }
    return new Tested(
        failures, skipped, IsolationFiles.read(report, report.toString()).orElseThrow());
  }

  private static void run(
      DynamicNode node, String above, List<String> failures, List<String> skipped) {
    if (node instanceof DynamicContainer container) {
      container
          .getChildren()
          .forEach(child -> run(child, container.getDisplayName() + " / ", failures, skipped));
    } else if (node instanceof DynamicTest test) {
      String name = above + test.getDisplayName();
      try {
        test.getExecutable().execute();
      } catch (TestAbortedException e) {
        skipped.add(name + ": " + e.getMessage());
      } catch (Throwable e) {
        failures.add(name + ": " + e.getMessage());
      }
    }
  }

  /** The rules that found something in an operation where only the code stands. */
  List<String> rules(String operation) {
    return rules(operation, Cell.APPLICATION_ONLY);
  }

  /** The rules that found something in an operation in the cell. */
  List<String> rules(String operation, Cell cell) {
    return result.counterexamples().stream()
        .filter(c -> name(c.operation()).equals(operation))
        .filter(c -> c.cell().equals(Optional.of(cell)))
        .map(Counterexample::rule)
        .toList();
  }

  /** What the control of each operation came to, by name. */
  Map<String, CellResult.Verdict> controls() {
    Map<String, CellResult.Verdict> controls = new TreeMap<>();
    for (OperationResult operation : result.operations()) {
      controls.put(name(operation.operation()), operation.cell(Cell.NEITHER).verdict());
    }
    return controls;
  }

  /** What each cell of an operation came to. */
  List<CellResult.Verdict> verdicts(String operation) {
    return result.operations().stream()
        .filter(o -> name(o.operation()).equals(operation))
        .flatMap(o -> Stream.of(Cell.values()).map(cell -> o.cell(cell).verdict()))
        .toList();
  }

  /** What could not be called, with the reason. */
  List<String> uncalled() {
    return result.ledger().uncalled().stream().map(u -> u.operation() + ": " + u.reason()).toList();
  }

  /** Statements that could not be read. */
  List<String> opaque() {
    return result.ledger().entries().stream()
        .filter(e -> e.standing() == Ledger.Standing.OPAQUE)
        .map(e -> e.reason() + ": " + e.statement())
        .toList();
  }

  /** The name without its parameters. */
  private static String name(String operation) {
    return operation.replaceFirst("\\([^()]*\\)$", "");
  }
}
