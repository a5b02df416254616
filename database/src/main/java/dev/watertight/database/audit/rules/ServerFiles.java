package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.AttackScript;
import dev.watertight.database.audit.Context;
import dev.watertight.database.audit.Subject;
import java.util.List;

/** Attacks on files of the server, which hold every tenant's rows and which no policy guards. */
final class ServerFiles {
  private ServerFiles() {}

  /** Reads a file of the data directory, in which all tables lie. */
  static AttackScript reading(Subject subject, List<String> before) {
    return copy(
        subject,
        before,
        "reads a file of the data directory",
        "copy watertight_seen from 'PG_VERSION'",
        "select line as a_file_of_the_data_directory from watertight_seen");
  }

  /** Runs a program as the server's user, who can read the data directory. */
  static AttackScript running(Subject subject, List<String> before) {
    return copy(
        subject,
        before,
        "runs a program as the server's user",
        "copy watertight_seen from program 'echo done'",
        "select line as what_the_program_said from watertight_seen");
  }

  /** Writes outside the database; to the null device, so that nothing is left behind. */
  static AttackScript writing(Subject subject, List<String> before) {
    return copy(
        subject,
        before,
        "writes a file of the server",
        "copy watertight_seen to '/dev/null'",
        "select 'a file of the server was written' as seen");
  }

  private static AttackScript copy(
      Subject subject, List<String> before, String deed, String copy, String look) {
    AttackScript.Builder script =
        AttackScript.as(
            subject.app().role(), Context.neverSet(), subject.app().role() + " " + deed);
    before.forEach(script::attack);
    return script
        .attack("create temporary table watertight_seen (line text)")
        .attack(copy)
        .attack(look)
        .build();
  }
}
