package dev.watertight.analyzer.schema;

import dev.watertight.core.tenant.detection.TableFact.Origin;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads one migration: SQL as Flyway, Liquibase or a command line takes it, or a changelog of
 * Liquibase in XML, YAML or JSON. Never throws: what cannot be read is in {@link
 * SchemaFacts#problems()}.
 */
public final class MigrationReader {
  private static final Pattern DEFINES =
      Pattern.compile("(?i)\\b(create|alter|drop|rename|sp_rename)\\b");
  private static final Pattern FLYWAY_UNDO = Pattern.compile("(?i)U[0-9][0-9._]*__.*");
  private static final Pattern FLYWAY_VERSION = Pattern.compile("(?i)[VBR][0-9._]*__.*");

  private MigrationReader() {}

  /**
   * The changes of one file.
   *
   * @param path relative to the project's root
   */
  public static SchemaFacts read(String path, String text) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    try {
      if (name.endsWith(".xml")) {
        return LiquibaseReader.xml(path, text);
      }
      if (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json")) {
        return LiquibaseReader.yaml(path, text);
      }
      return sql(path, text, name);
    } catch (StackOverflowError e) {
      return SchemaFacts.of(List.of(), List.of(NotRead.file(path, 1, "it is nested too deep")));
    }
  }

  private static SchemaFacts sql(String path, String text, String name) {
    if (!DEFINES.matcher(text).find() || FLYWAY_UNDO.matcher(name).matches()) {
      return SchemaFacts.EMPTY;
    }
    Changes changes = new Changes(path, Origin.SQL);
    new DdlReader(new Script(text, 1), changes).readAll();
    if (tearsDown(changes) && !FLYWAY_VERSION.matcher(name).matches()) {
      return SchemaFacts.of(List.of(), changes.problems);
    }
    return SchemaFacts.of(changes.changes, changes.problems);
  }

  /** A script that only drops, beside the one that creates, does not belong to the way forward. */
  private static boolean tearsDown(Changes changes) {
    return !changes.changes.isEmpty()
        && changes.changes.stream()
            .allMatch(
                c ->
                    c instanceof SchemaChange.Drop
                        || c instanceof SchemaChange.DropPolicy
                        || c instanceof SchemaChange.DropColumn);
  }
}
