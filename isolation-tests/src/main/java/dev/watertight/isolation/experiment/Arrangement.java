package dev.watertight.isolation.experiment;

/** How the rows of a table can lie, other than they were put in: a query without an order shows. */
enum Arrangement {
  BACKWARDS("ctid desc"),
  MIXED("md5(ctid::text)");

  private final String order;

  Arrangement(String order) {
    this.order = order;
  }

  /** The order in which the rows of a copy are put back. */
  String order() {
    return order;
  }
}
