package dev.watertight.core.isolation;

/** One of the four combinations of layers in which an operation is tried. */
public enum Cell {
  /** Both layers on. */
  BOTH("both", true, true),
  /** Without row-level security: the code must be right by itself. */
  APPLICATION_ONLY("applicationOnly", true, false),
  /** Without the tenant in the executed statements: the database must be right by itself. */
  DATABASE_ONLY("databaseOnly", false, true),
  /** Neither: the control, which must leak, or the test could not have seen a leak. */
  NEITHER("neither", false, false);

  private final String key;
  private final boolean application;
  private final boolean database;

  Cell(String key, boolean application, boolean database) {
    this.key = key;
    this.application = application;
    this.database = database;
  }

  /** Its name in {@code isolation.json}. */
  public String key() {
    return key;
  }

  /** Whether the statements carry the tenant. */
  public boolean application() {
    return application;
  }

  /** Whether row-level security is on. */
  public boolean database() {
    return database;
  }

  /** Whether nothing may leak here. */
  public boolean mustHold() {
    return application || database;
  }
}
