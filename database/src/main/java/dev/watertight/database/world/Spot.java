package dev.watertight.database.world;

import java.util.Locale;

/**
 * The place that a value is made for: a column of one row of one tenant.
 *
 * @param tenantNumber from 0
 * @param row the row's number among the tenant's in this table, from 0
 * @param rows how many rows a tenant may have in it
 * @param global whether the value must differ between tenants too
 * @param offset added to numbers, past what migrations put there
 * @param word what the value is about, in letters
 * @param ordinal the column's number
 * @param table the table's number
 */
record Spot(
    Tenant tenant,
    int tenantNumber,
    int row,
    int rows,
    Use use,
    boolean global,
    long offset,
    String word,
    int ordinal,
    int table) {
  /** What a value is used for, which says whether it may carry a mark. */
  enum Use {
    /** The tenant's own data. */
    CANARY,
    /** A key that is unique within a tenant: the same for all of them, on purpose. */
    NATURAL,
    /** Data of nobody. */
    NEUTRAL,
    /** The tenant's id itself. */
    TENANT_ID
  }

  /** A number that is the row's own in this table, and where it must be, the tenant's own. */
  long number() {
    return offset + (global ? distinct() : row + 1L);
  }

  /** A number that is the row's own over all tenants. */
  long distinct() {
    return (long) tenantNumber * rows + row + 1;
  }

  /** What marks a text. */
  String mark() {
    return switch (use) {
      case CANARY -> Canary.prefix(tenant);
      case TENANT_ID -> tenant.label().toLowerCase(Locale.ROOT);
      case NATURAL, NEUTRAL -> "";
    };
  }

  /** A text that is the row's own, with the mark if it fits. */
  String text(int limit) {
    if (use == Use.TENANT_ID) {
      String id = "org_" + mark();
      return id.length() <= limit ? id : mark().length() <= limit ? mark() : digits(limit);
    }
    String end = Long.toString(use == Use.CANARY ? row + 1L : number());
    String mark = mark();
    int room = limit - mark.length() - end.length();
    if (room < 0) {
      return digits(limit);
    }
    return mark + word.substring(0, Math.min(word.length(), room)) + end;
  }

  /** A short text of letters and digits that is the row's own for as long as there are enough. */
  private String digits(int limit) {
    String text = Long.toString(distinct() + offset + 9, 36);
    return text.substring(Math.max(0, text.length() - Math.max(1, limit)));
  }

  Spot at(int otherRow) {
    return new Spot(
        tenant, tenantNumber, otherRow, rows, use, global, offset, word, ordinal, table);
  }

  Spot ordinal(int other) {
    return new Spot(tenant, tenantNumber, row, rows, use, global, offset, word, other, table);
  }
}
