package dev.watertight.analyzer;

import dev.watertight.core.config.Configuration;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What to scan.
 *
 * @param project the project's name in the report
 * @param root paths in the report are relative to this folder
 * @param base the folder that relative paths of the configuration start from: the module's, else
 *     the root
 * @param configuration the configuration, with its overrides
 * @param paths files or folders to report on; empty for {@code code.sources}, that is the whole
 *     project
 * @param context further source folders, such as those of other modules: read to understand the
 *     paths, never reported on
 * @param whole whether {@code paths} (or the sources) are all of the project, so that a configured
 *     value that matches nothing is an error
 * @param threads how many threads read, at least 1
 * @param cache the cache file, or empty for none
 * @param today the day on which reasons and suppressions are held against their end
 */
public record ScanRequest(
    String project,
    Path root,
    Path base,
    Configuration configuration,
    List<Path> paths,
    List<Path> context,
    boolean whole,
    int threads,
    Optional<Path> cache,
    LocalDate today) {
  public ScanRequest {
    paths = List.copyOf(paths);
    context = List.copyOf(context);
  }
}
