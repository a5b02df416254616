package dev.watertight.database.audit.rules;

import dev.watertight.database.audit.Subject;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Role;

/** A role that makes itself a member of another. */
final class GrantItself {
  private GrantItself() {}

  static String statement(Subject subject, Role role) {
    return "grant "
        + Identifier.quoted(role.name())
        + " to "
        + Identifier.quoted(subject.app().role());
  }
}
