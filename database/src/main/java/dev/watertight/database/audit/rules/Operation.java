package dev.watertight.database.audit.rules;

/** What a tenant can try to do to another tenant's rows. */
enum Operation {
  SELECT("SELECT", "reads B's rows"),
  INSERT("INSERT", "inserts a row for B"),
  UPDATE("UPDATE", "changes B's rows by a statement that reads nothing"),
  /** Gives a row of its own to the victim. */
  MOVE("UPDATE", "turns a row of its own into B's"),
  /** Makes the victim's row its own. */
  TAKE("UPDATE", "turns B's row into its own"),
  DELETE("DELETE", "deletes B's rows by a statement that reads nothing");

  private final String command;
  private final String deed;

  Operation(String command, String deed) {
    this.command = command;
    this.deed = deed;
  }

  /** The SQL command, as policies and grants name it. */
  String command() {
    return command;
  }

  /** What it does, for a sentence whose subject is the attacker. */
  String deed() {
    return deed;
  }

  /** Whether it makes or keeps a row that must pass a policy's check rather than find one. */
  boolean writesForVictim() {
    return this == INSERT || this == MOVE;
  }
}
