package dev.watertight.core.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which of the configuration's names were found in the project, so that one that was not is told: a
 * misspelt table would otherwise weaken the analysis in silence.
 *
 * <p>An analysis declares each key that it looks at, with the names that were there to be matched,
 * and marks each value that matched. A key that no one looked at is passed over, and so are
 * defaults, and suppressions, which have findings of their own. May be used by several threads.
 */
public final class Matched {
  private static final String TENANT_TABLE = "tenant.table";
  private static final String NO_TABLE = "none";

  private final List<Given> given;
  private final Set<String> marked = ConcurrentHashMap.newKeySet();
  private final Map<String, Set<String>> candidatesByKey = new ConcurrentHashMap<>();

  /** Nothing looked at and nothing marked yet. */
  public Matched(Configuration configuration) {
    this.given = configuration.origins().given();
  }

  /**
   * Declares that the analysis looked at the key's values.
   *
   * @param key a key that {@link ConfigurationKeys} says must match something; keys of list items
   *     with or without {@code []}: {@code code.across-tenants.call}
   * @param candidates the names in the project that a value could have matched; more calls add more
   * @throws IllegalArgumentException if there is no such key
   */
  public void examined(String key, Collection<String> candidates) {
    String plain = key.replace("[]", "");
    boolean known =
        ConfigurationKeys.all().stream()
            .anyMatch(k -> k.matches().isPresent() && k.name().replace("[]", "").equals(plain));
    if (!known) {
      throw new IllegalArgumentException("no key that must match something: " + key);
    }
    candidatesByKey.computeIfAbsent(plain, k -> ConcurrentHashMap.newKeySet()).addAll(candidates);
  }

  /**
   * Marks a value as matched.
   *
   * @param path its path: {@code tables.shared[0]}, {@code tables.columns.invoice}, {@code
   *     code.across-tenants[1]}; a path to a list or map marks all that is in it. A path that was
   *     not given is passed over
   */
  public void mark(String path) {
    marked.add(path);
  }

  /**
   * What matched nothing, each with its place, its value and the nearest name, in the order of the
   * file. An error where a whole project was analysed, a note otherwise.
   */
  public List<String> problems() {
    return given.stream()
        .filter(value -> candidatesByKey.containsKey(value.key()))
        .filter(value -> !isMarked(value.path()))
        .filter(value -> !(value.key().equals(TENANT_TABLE) && value.value().equals(NO_TABLE)))
        .sorted(
            Comparator.comparingInt(
                value -> value.origin().line() == 0 ? Integer.MAX_VALUE : value.origin().line()))
        .map(this::problem)
        .toList();
  }

  private String problem(Given value) {
    Set<String> candidates = candidatesByKey.getOrDefault(value.key(), Set.of());
    Optional<String> nearest = Nearest.of(value.value(), new TreeSet<>(candidates));
    return value.origin().label()
        + ": `"
        + value.path()
        + "` names "
        + Problems.quote(value.value())
        + ", but the project has no such "
        + value.kind()
        + nearest
            .map(name -> "; did you mean `" + name + "`?")
            .orElse("; correct the name or remove it.");
  }

  private boolean isMarked(String path) {
    if (marked.contains(path)) {
      return true;
    }
    for (int i = path.length() - 1; i > 0; i--) {
      char c = path.charAt(i);
      if ((c == '.' || c == '[') && marked.contains(path.substring(0, i))) {
        return true;
      }
    }
    return false;
  }
}
