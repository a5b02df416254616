package dev.watertight.core.report;

import dev.watertight.core.isolation.Cell;
import dev.watertight.core.isolation.IsolationResult;
import dev.watertight.core.isolation.Mutant;
import dev.watertight.core.isolation.OperationResult;
import dev.watertight.core.report.IsolationCount.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What {@code summary.md} says of isolation tests, within a budget: operations in need, survivors.
 */
final class IsolationMarkdown {
  private static final int LENGTH = 2_000;
  private static final int NAME_LENGTH = 160;

  private IsolationMarkdown() {}

  static void write(IsolationResult result, StringBuilder md) {
    md.append("\n### Isolation tests\n\n")
        .append(IsolationCount.of(result).text())
        .append("; ")
        .append(IsolationCount.score(result))
        .append(".\n");
    List<String> operations =
        result.operations().stream()
            .filter(o -> State.of(o) != State.SOUND && State.of(o) != State.ACROSS_TENANTS)
            .sorted(Comparator.comparing(State::of))
            .map(IsolationMarkdown::row)
            .toList();
    if (!operations.isEmpty()) {
      md.append("\n| operation | both | application only | database only | neither (control) |\n");
      md.append("| --- | --- | --- | --- | --- |\n");
      rows(operations, LENGTH / 2, "operations", md);
    }
    List<String> survivors =
        result.mutants().stream()
            .filter(m -> m.outcome() == Mutant.Outcome.SURVIVED)
            .map(IsolationMarkdown::survivor)
            .toList();
    if (!survivors.isEmpty()) {
      md.append("\nSurvived, which means that a real fault of this kind would pass the tests:\n\n");
      rows(survivors, LENGTH / 2, "mutants", md);
    }
  }

  private static String row(OperationResult operation) {
    List<String> cells = new ArrayList<>();
    cells.add(MarkdownText.codeCell(operation.operation(), NAME_LENGTH));
    for (Cell cell : Cell.values()) {
      String key = operation.cell(cell).verdict().key();
      cells.add(key.equals("notRun") ? "not run" : key);
    }
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String survivor(Mutant mutant) {
    return "- "
        + MarkdownText.inline(mutant.operator(), NAME_LENGTH)
        + " in "
        + MarkdownText.code(mutant.operation(), NAME_LENGTH)
        + "\n";
  }

  private static void rows(List<String> rows, int budget, String noun, StringBuilder md) {
    int written = 0;
    int length = 0;
    for (String row : rows) {
      length += row.length();
      if (length > budget) {
        break;
      }
      md.append(row);
      written++;
    }
    if (written < rows.size()) {
      md.append("\nand ")
          .append(rows.size() - written)
          .append(" more ")
          .append(noun)
          .append(": see `index.html`.\n");
    }
  }
}
