package dev.watertight.database.audit;

import dev.watertight.core.config.Configuration;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * An audit to run.
 *
 * @param project the project's name, for the report
 * @param migrations the folders that make the schema
 * @param whole whether the whole project is looked at, so that an entry of the configuration that
 *     matches nothing is an error
 */
public record AuditRequest(
    String project,
    Configuration configuration,
    List<Path> migrations,
    boolean whole,
    LocalDate today) {
  public AuditRequest {
    migrations = List.copyOf(migrations);
  }
}
