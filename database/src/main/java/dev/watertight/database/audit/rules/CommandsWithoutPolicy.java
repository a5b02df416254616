package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.catalog.Rights;
import java.util.List;

/** Commands that the application's role is granted and that no policy lets it use. */
final class CommandsWithoutPolicy {
  private static final List<String> COMMANDS = List.of("SELECT", "INSERT", "UPDATE", "DELETE");

  private CommandsWithoutPolicy() {}

  /** The commands, by name. */
  static List<String> of(Subject subject, Relation table) {
    return COMMANDS.stream()
        .filter(c -> subject.app().hasAny(table, c))
        .filter(c -> !isLet(subject, subject.app(), table, c))
        .filter(
            c ->
                RolesOfTenants.become(subject).stream()
                    .noneMatch(r -> isLet(subject, Rights.of(subject.catalog(), r), table, c)))
        .toList();
  }

  private static boolean isLet(Subject subject, Rights rights, Relation table, String command) {
    return subject.catalog().policiesOf(table).stream()
        .filter(p -> p.permissive() && p.covers(command) && rights.isHeldBy(p))
        .anyMatch(
            p ->
                command.equals("INSERT")
                    ? PolicyText.writing(p).isPresent()
                    : PolicyText.reading(p).isPresent());
  }
}
