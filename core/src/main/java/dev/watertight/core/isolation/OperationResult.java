package dev.watertight.core.isolation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * One operation of the data layer in the four cells.
 *
 * @param operation {@code projects().findById(UUID)}
 * @param kind what it touches, which decides what its control has to show
 * @param cells every cell
 * @param tries how many sets of arguments were tried
 * @param statements how many different statements it executed
 * @param note a remark for people, such as that it answers from a memory that outlives the call
 */
public record OperationResult(
    String operation,
    Kind kind,
    Map<Cell, CellResult> cells,
    int tries,
    int statements,
    Optional<String> note) {
  /** What an operation touches. */
  public enum Kind {
    /** Tenants' tables: its control must leak. */
    TENANT("tenant"),
    /** Shared tables only, or none: there is nothing that its control could show. */
    SHARED("shared"),
    /** All tenants', on purpose and with a reason. */
    ACROSS_TENANTS("acrossTenants");

    private final String key;

    Kind(String key) {
      this.key = key;
    }

    /** Its name in {@code isolation.json}. */
    public String key() {
      return key;
    }
  }

  public OperationResult {
    EnumMap<Cell, CellResult> all = new EnumMap<>(Cell.class);
    for (Cell cell : Cell.values()) {
      all.put(cell, cells.getOrDefault(cell, CellResult.notRun("it was not tried")));
    }
    cells = Collections.unmodifiableMap(all);
  }

  /** What came of the cell. */
  public CellResult cell(Cell cell) {
    return cells.getOrDefault(cell, CellResult.notRun("it was not tried"));
  }

  /**
   * Whether the cell has something to show: all of them where tenants' tables are touched, none
   * where tenants are crossed on purpose, and not the control where all that is read is shared.
   */
  public boolean isAsked(Cell cell) {
    return switch (kind) {
      case TENANT -> true;
      case SHARED -> cell.mustHold();
      case ACROSS_TENANTS -> false;
    };
  }
}
