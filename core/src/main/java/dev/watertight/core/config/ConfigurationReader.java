package dev.watertight.core.config;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads {@code watertight.yml} and puts overrides in the place of its values. Tells everything that
 * is wrong with them at once.
 */
public final class ConfigurationReader {
  /** The name of the file in a project's root. */
  public static final String FILE_NAME = "watertight.yml";

  private ConfigurationReader() {}

  /**
   * The configuration of the project with the given root: of its {@code watertight.yml}, or the
   * defaults where it has none.
   *
   * @throws ConfigurationException if the file or an override cannot be used
   */
  public static Configuration find(Path root, Overrides overrides) throws ConfigurationException {
    Path file = root.resolve(FILE_NAME);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return read(Optional.of(file), FILE_NAME, overrides);
    }
    Problems problems = new Problems();
    for (String other : new String[] {"watertight.yaml", ".watertight.yml"}) {
      if (Files.exists(root.resolve(other))) {
        problems.add(
            new Origin(other, 0), "is not read; the configuration's name is " + FILE_NAME + ".");
      }
    }
    problems.throwIfAny();
    return read(Optional.empty(), FILE_NAME, overrides);
  }

  /**
   * The configuration of the given file with the overrides.
   *
   * @param file the file; empty for the defaults. A file that is not there is an error
   * @param nameInMessages how messages and origins name the file, relative to the project's root
   * @throws ConfigurationException if the file or an override cannot be used
   */
  public static Configuration read(Optional<Path> file, String nameInMessages, Overrides overrides)
      throws ConfigurationException {
    Problems problems = new Problems();
    Value.Fields values = new Value.Fields(Map.of(), new Origin(nameInMessages, 0));
    if (file.isPresent()) {
      values = values(file.get(), nameInMessages, problems).orElse(values);
    }
    values = new OverrideReader(problems).apply(values, overrides);
    problems.throwIfAny();
    return Binder.bind(values);
  }

  private static Optional<Value.Fields> values(Path file, String name, Problems problems) {
    try {
      Optional<Node> node = YamlText.compose(YamlText.load(file));
      return node.flatMap(found -> new NodeReader(problems, name, true).read(found, Keys.ROOT, ""))
          .map(value -> (Value.Fields) value);
    } catch (YamlText.Unreadable e) {
      problems.add(new Origin(name, e.line()), e.reason());
      return Optional.empty();
    }
  }
}
