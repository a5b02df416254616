package com.acme.data;

public final class Queries {
  /** Read in another module only: a scan of that one must know this text. */
  public static final String PROJECT_NAMES = "select name from projects order by name";

  private Queries() {}
}
