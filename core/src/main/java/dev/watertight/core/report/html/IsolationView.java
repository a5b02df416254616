package dev.watertight.core.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What isolation tests showed.
 *
 * @param headings of the four cells, in the order of the cells of each operation
 * @param states what the operations are filtered by: only what occurs
 * @param operations those in need first, then as they were found
 * @param mutants by outcome, the worst first; only what occurs
 * @param statements by standing, the worst first; only what occurs
 * @param counterexamples the worst first
 */
record IsolationView(
    String seed,
    String count,
    String score,
    List<Heading> headings,
    List<State> states,
    List<Operation> operations,
    List<MutantGroup> mutants,
    List<StatementGroup> statements,
    List<String> unreachedTables,
    List<Uncalled> uncalled,
    List<Story> counterexamples) {

  /** So many items make a chunk: what a browser lays out or leaves out at once. */
  private static final int CHUNK = 40;

  private static <T> List<List<T>> chunks(List<T> items) {
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < items.size(); from += CHUNK) {
      chunks.add(items.subList(from, Math.min(from + CHUNK, items.size())));
    }
    return chunks;
  }

  /** How many mutants there were. */
  int mutantCount() {
    return mutants.stream().mapToInt(g -> g.mutants().size()).sum();
  }

  /** How many different statements were executed. */
  int statementCount() {
    return statements.stream().mapToInt(g -> g.statements().size()).sum();
  }

  /** Whether there is so much that filters help. */
  boolean hasItems() {
    return !operations.isEmpty() || mutantCount() > 0 || statementCount() > 0;
  }

  /** The name of a cell, and what is on and off in it. */
  record Heading(String name, String condition) {}

  /** How operations stand. */
  record State(String key, String label, long count) {}

  /**
   * An operation of the data layer.
   *
   * @param state names its colour, and what it is filtered by
   * @param reasons why cells show nothing
   * @param kind a remark where its control has nothing to show; may be empty, as may {@code note}
   */
  record Operation(
      String name,
      String state,
      List<CellView> cells,
      List<String> reasons,
      String kind,
      String note,
      String tries,
      String statements) {}

  /**
   * A cell.
   *
   * @param state names its colour
   * @param mark one character
   */
  record CellView(String name, String state, String mark, String words) {}

  /**
   * Mutants that came to the same.
   *
   * @param folded whether they are folded away from the start
   */
  record MutantGroup(
      String key, String title, String meaning, boolean folded, List<MutantView> mutants) {
    List<List<MutantView>> chunks() {
      return IsolationView.chunks(mutants);
    }
  }

  /** A fault that was put in. */
  record MutantView(
      String operator, String table, String operation, String statement, String detail) {}

  /** Statements that stand alike. */
  record StatementGroup(
      String key, String title, String meaning, boolean folded, List<Statement> statements) {
    List<List<Statement>> chunks() {
      return IsolationView.chunks(statements);
    }
  }

  /** A statement that was executed. */
  record Statement(String text, String reason, String operation) {}

  /** An operation that could not be called. */
  record Uncalled(String operation, String reason) {}

  /**
   * A counterexample.
   *
   * @param anchor of its finding, which holds what is needed to replay it
   */
  record Story(
      String rule,
      String severity,
      String operation,
      String cell,
      String message,
      List<String> steps,
      Optional<String> anchor) {}
}
