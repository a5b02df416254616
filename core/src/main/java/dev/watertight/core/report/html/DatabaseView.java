package dev.watertight.core.report.html;

import dev.watertight.core.report.AttackCount;
import java.util.ArrayList;
import java.util.List;

/**
 * What protects each table in the database itself, and what was tried against it.
 *
 * @param attacks what came of them
 * @param guards the names of what protects a table, in the order of the cells
 * @param tables those in need first, then by name
 * @param limitsHtml what no policy stops, trusted HTML
 */
record DatabaseView(
    AttackCount attacks, List<String> guards, List<Table> tables, String limitsHtml) {

  /** So many attacks make a chunk: what a browser lays out or leaves out at once. */
  private static final int CHUNK = 40;

  /** Tables about which the catalog was asked. */
  List<Table> guarded() {
    return tables.stream().filter(t -> !t.cells().isEmpty()).toList();
  }

  /** Of these, those of which every guard holds. */
  long sound() {
    return guarded().stream().filter(t -> t.failing() == 0).count();
  }

  /**
   * A table, or another object that was attacked.
   *
   * @param id the anchor
   * @param cells one for each guard; empty where the catalog was not asked
   */
  record Table(
      String id, String name, List<Cell> cells, List<AttackView> attacks, AttackCount count) {
    long holding() {
      return cells.stream().filter(c -> c.state().equals("holds")).count();
    }

    /** Guards that are weak or missing. */
    long failing() {
      return cells.stream().filter(Cell::fails).count();
    }

    List<List<AttackView>> chunks() {
      List<List<AttackView>> chunks = new ArrayList<>();
      for (int from = 0; from < attacks.size(); from += CHUNK) {
        chunks.add(attacks.subList(from, Math.min(from + CHUNK, attacks.size())));
      }
      return chunks;
    }
  }

  /**
   * How one guard stands.
   *
   * @param state names its colour
   * @param mark one character
   */
  record Cell(String guard, String state, String mark, String detail) {
    boolean fails() {
      return state.equals("weak") || state.equals("missing");
    }
  }

  /** An attack that was tried. */
  record AttackView(
      String rule,
      String table,
      String object,
      String description,
      String status,
      String outcome,
      Replay replay) {}
}
