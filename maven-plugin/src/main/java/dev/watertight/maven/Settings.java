package dev.watertight.maven;

import dev.watertight.core.config.ConfigurationKeys;
import dev.watertight.core.config.Nearest;
import dev.watertight.core.config.Overrides;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * What takes the place of values in {@code watertight.yml}: from the command line first, then from
 * the POM's {@code <settings>}, then from its {@code <properties>}.
 *
 * @param overrides the values
 * @param problems properties that are neither a key nor a parameter of the plugin, though a
 *     parameter is what was probably meant
 */
record Settings(Overrides overrides, List<String> problems) {
  /**
   * Properties that start with {@code watertight.} and are no keys: the parameters of the goals,
   * and what POMs commonly call the plugin's version.
   */
  static final Set<String> PARAMETERS =
      Set.of(
          "config",
          "skip",
          "skip-audit",
          "keep-scratch",
          "prove-in-clone",
          "allow-incomplete",
          "threads",
          "no-cache",
          "apply-fixes",
          "version");

  private static final String PREFIX = Overrides.PROPERTY_PREFIX;

  Settings {
    problems = List.copyOf(problems);
  }

  /**
   * Gathers them.
   *
   * @param user user properties: those of the command line
   * @param project properties of the POM and its parents
   * @param settings the parameter {@code <settings>}: key to value; an empty element has no value
   */
  static Settings of(Properties user, Properties project, Map<String, String> settings) {
    Map<String, String> ofUser = watertight(user);
    Map<String, String> ofProject = watertight(project);
    List<String> problems = new ArrayList<>();
    Overrides overrides = Overrides.none();
    for (Map.Entry<String, String> e : ofProject.entrySet()) {
      if (!ofUser.containsKey(e.getKey())) {
        overrides = add(overrides, e, "<" + PREFIX + e.getKey() + "> in the POM", problems);
      }
    }
    for (Map.Entry<String, String> e : new TreeMap<>(settings).entrySet()) {
      String source = "<settings><" + e.getKey() + "> in the POM";
      if (PARAMETERS.contains(e.getKey())) {
        problems.add(
            source + ": is a parameter of the goal, not a setting: put it beside <settings>");
      } else {
        String value = e.getValue() == null ? "" : e.getValue().strip();
        overrides = overrides.with(e.getKey(), value, source);
      }
    }
    for (Map.Entry<String, String> e : ofUser.entrySet()) {
      overrides = add(overrides, e, "-D" + PREFIX + e.getKey(), problems);
    }
    return new Settings(overrides, problems);
  }

  private static Overrides add(
      Overrides overrides, Map.Entry<String, String> e, String source, List<String> problems) {
    if (PARAMETERS.contains(e.getKey())) {
      return overrides;
    }
    Optional<String> meant = parameterMeant(e.getKey());
    if (meant.isPresent()) {
      problems.add(
          source + ": there is no such property; did you mean `" + PREFIX + meant.get() + "`?");
      return overrides;
    }
    return overrides.with(e.getKey(), e.getValue(), source);
  }

  /** The reader knows keys only, and would propose none of the parameters. */
  private static Optional<String> parameterMeant(String name) {
    if (name.contains(".") || ConfigurationKeys.names().contains(name)) {
      return Optional.empty();
    }
    Set<String> candidates = new HashSet<>(PARAMETERS);
    candidates.addAll(ConfigurationKeys.names());
    return Nearest.of(name, candidates).filter(PARAMETERS::contains);
  }

  private static Map<String, String> watertight(Properties properties) {
    Map<String, String> found = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(PREFIX)) {
        found.put(name.substring(PREFIX.length()), properties.getProperty(name));
      }
    }
    return found;
  }
}
