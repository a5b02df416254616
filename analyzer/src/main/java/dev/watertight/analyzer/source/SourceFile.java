package dev.watertight.analyzer.source;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A file that may say something about tables, queries or tenants.
 *
 * @param path relative to the project's root, {@code /}-separated
 * @param file where it is
 * @param test whether it belongs to tests, by convention
 * @param generated whether it was written by a tool, by convention
 * @param size in bytes, when it was found
 */
public record SourceFile(
    String path, Path file, Kind kind, boolean test, boolean generated, long size) {

  /** What a file is, by its name and, for YAML, its content. */
  public enum Kind {
    JAVA,
    /** Mappers, mappings, changelogs, and any other XML. */
    XML,
    /** {@code .sql}, {@code .ddl}. */
    SQL,
    /** SQL in StringTemplate groups: {@code .stg}. */
    SQL_TEMPLATE,
    /** A Liquibase changelog in YAML or JSON; other such files are no sources. */
    YAML_CHANGELOG;

    /** By the name's end; empty for what is no source. */
    public static Optional<Kind> of(String fileName) {
      String name = fileName.toLowerCase(Locale.ROOT);
      if (name.endsWith(".java")) {
        return Optional.of(JAVA);
      } else if (name.endsWith(".xml")) {
        return Optional.of(XML);
      } else if (name.endsWith(".sql") || name.endsWith(".ddl")) {
        return Optional.of(SQL);
      } else if (name.endsWith(".stg")) {
        return Optional.of(SQL_TEMPLATE);
      } else if (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json")) {
        return Optional.of(YAML_CHANGELOG);
      }
      return Optional.empty();
    }
  }
}
