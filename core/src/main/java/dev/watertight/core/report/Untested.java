package dev.watertight.core.report;

import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.NotAnalysed;
import dev.watertight.core.isolation.Cell;
import dev.watertight.core.isolation.CellResult.Verdict;
import dev.watertight.core.isolation.IsolationResult;
import dev.watertight.core.isolation.Ledger;
import dev.watertight.core.isolation.OperationResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What isolation tests could not show, each with its reason. */
final class Untested {
  private static final int STATEMENT_LENGTH = 300;

  private Untested() {}

  static List<NotAnalysed> of(IsolationResult result) {
    List<NotAnalysed> gaps = new ArrayList<>();
    for (OperationResult operation : result.operations()) {
      cells(operation)
          .forEach((reason, cells) -> gaps.add(gap(operation.operation(), text(cells, reason))));
    }
    for (Ledger.Uncalled uncalled : result.ledger().uncalled()) {
      gaps.add(
          gap(uncalled.operation(), "isolation tests could not call it: " + uncalled.reason()));
    }
    for (Ledger.Entry entry : result.ledger().entries()) {
      if (entry.standing() == Ledger.Standing.OPAQUE) {
        gaps.add(
            gap(
                entry.operation(),
                "a statement of it could not be read"
                    + (entry.reason().isBlank() ? "" : " (" + entry.reason() + ")")
                    + ": `"
                    + PlainText.cut(
                        PlainText.oneLine(entry.statement()).replace('`', '\''), STATEMENT_LENGTH)
                    + "`"));
      }
    }
    for (String table : result.ledger().unreachedTables()) {
      gaps.add(gap(table, "no operation that isolation tests called reached this table"));
    }
    return gaps.stream().distinct().sorted(NotAnalysed.ORDER).toList();
  }

  /**
   * The cells that should show something and do not, by reason: one reason often holds for several.
   */
  private static Map<String, List<Cell>> cells(OperationResult operation) {
    Map<String, List<Cell>> byReason = new LinkedHashMap<>();
    for (Cell cell : Cell.values()) {
      Verdict verdict = operation.cell(cell).verdict();
      boolean silent = verdict == Verdict.OPAQUE || verdict == Verdict.NOT_RUN;
      if (silent && operation.isAsked(cell)) {
        String reason = operation.cell(cell).reason().orElse("no reason was recorded");
        byReason
            .computeIfAbsent(
                (verdict == Verdict.OPAQUE ? "opaque: " : "not run: ") + reason,
                r -> new ArrayList<>())
            .add(cell);
      }
    }
    return byReason;
  }

  private static String text(List<Cell> cells, String reason) {
    return "the "
        + (cells.size() == 1 ? "cell " : "cells ")
        + String.join(", ", cells.stream().map(Cell::key).toList())
        + (cells.size() == 1 ? " is " : " are ")
        + reason;
  }

  private static NotAnalysed gap(String object, String reason) {
    return new NotAnalysed(
        new Location.InDatabase(object.isBlank() ? "isolation tests" : object),
        NotAnalysed.Kind.PART,
        reason);
  }
}
