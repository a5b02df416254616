package dev.watertight.database.scratch;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Statements that reach beyond their database: roles, memberships and settings belong to a whole
 * server. On a server that somebody else runs no migration with such a statement is run.
 */
final class ServerWide {
  private static final int SHOWN = 120;

  private static final Pattern ROLE =
      Pattern.compile(
          "\\b(create|alter|drop)\\s+(?:role|user|group)\\s+(?!mapping\\b)(\"[^\"]+\"|\\w+)");

  private static final Pattern OTHERS =
      Pattern.compile("(?:(?:create|alter|drop)\\s+(?:database|tablespace)|alter\\s+system)\\b.*");

  private static final Pattern MEMBERSHIP =
      Pattern.compile("(?:grant|revoke)\\b(?!.*\\bon\\b).*\\b(?:to|from)\\b.*");

  private final Set<String> present;

  /**
   * For a server with these roles.
   *
   * @param present the names of its roles
   */
  ServerWide(Set<String> present) {
    this.present = present;
  }

  /**
   * Refuses files with such statements.
   *
   * @throws MigrationException which names the first of them
   */
  void refuse(List<MigrationFiles.Entry> files) throws MigrationException, IOException {
    for (MigrationFiles.Entry file : files) {
      for (SqlScript.Statement statement : SqlScript.statements(file.text(), file.name())) {
        if (reachesBeyond(statement.sql())) {
          String text = statement.sql().replaceAll("\\s+", " ").strip();
          throw new MigrationException(
              "The migration "
                  + file.name()
                  + ":"
                  + statement.line()
                  + " was not run: it changes a role, a membership or a setting of the whole given"
                  + " server, which is not Watertight's to change."
                  + System.lineSeparator()
                  + "  "
                  + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text)
                  + System.lineSeparator()
                  + "Nothing was changed. Use database.engine embedded, where roles are made by the"
                  + " migrations, or keep such statements out of them.");
        }
      }
    }
  }

  private boolean reachesBeyond(String sql) {
    String text = sql.replaceAll("--[^\\n]*|(?s:/\\*.*?\\*/)", " ").replaceAll("\\s+", " ").strip();
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith("do ")) {
      return blockReachesBeyond(lower);
    }
    Matcher role = ROLE.matcher(lower);
    return role.lookingAt()
        || OTHERS.matcher(lower).matches()
        || MEMBERSHIP.matcher(lower).matches();
  }

  /** A block may ask first whether a role is there, and make it only where it is not. */
  private boolean blockReachesBeyond(String block) {
    Matcher role = ROLE.matcher(block);
    while (role.find()) {
      boolean there = present.contains(role.group(2).replace("\"", ""));
      if (!role.group(1).equals("create") || !there) {
        return true;
      }
    }
    return false;
  }
}
