package dev.watertight.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The list of all keys, in the order of the documentation: for the documentation itself, a plugin's
 * parameters and completions. The reader and its messages come from the same table.
 */
public final class ConfigurationKeys {

  /**
   * A key.
   *
   * @param name its path: {@code tenant.column}; a key of a list's items has {@code []} in it:
   *     {@code suppressions[].rule}
   * @param type what it takes, for people: {@code a list of table names}
   * @param isSection whether it only holds the keys that follow
   * @param choices the words to choose from; empty where it is no choice
   * @param byDefault what holds where it is not given, in Markdown; empty for a section
   * @param description for people, in Markdown
   * @param example a value in YAML's flow style; empty for a section
   * @param matches what a value must match in a wholly analysed project: {@code table}
   */
  public record ConfigurationKey(
      String name,
      String type,
      boolean isSection,
      List<String> choices,
      String byDefault,
      String description,
      String example,
      Optional<String> matches) {
    public ConfigurationKey {
      choices = List.copyOf(choices);
    }
  }

  private static final List<ConfigurationKey> ALL = flattened();
  private static final List<String> NAMES = ALL.stream().map(ConfigurationKey::name).toList();

  private ConfigurationKeys() {}

  /** Every key. A section comes before its keys, a list of maps before theirs. */
  public static List<ConfigurationKey> all() {
    return ALL;
  }

  /** The names of {@link #all}. */
  public static List<String> names() {
    return NAMES;
  }

  private static List<ConfigurationKey> flattened() {
    List<ConfigurationKey> all = new ArrayList<>();
    add("", Keys.ROOT, all);
    return List.copyOf(all);
  }

  private static void add(String prefix, Shape.Section section, List<ConfigurationKey> all) {
    for (Key key : section.keys()) {
      String name = prefix + key.name();
      boolean isSection = key.shape() instanceof Shape.Section;
      all.add(
          new ConfigurationKey(
              name,
              isSection ? "a section" : key.shape().expected(),
              isSection,
              choices(key.shape()),
              byDefault(key),
              key.description(),
              key.example(),
              key.matches()));
      if (key.shape() instanceof Shape.Section inner) {
        add(name + ".", inner, all);
      } else if (key.shape() instanceof Shape.ListOf list && list.item().isPresent()) {
        add(name + "[].", list.item().get(), all);
      }
    }
  }

  private static List<String> choices(Shape shape) {
    if (shape instanceof Shape.Choice choice) {
      return choice.words();
    }
    return shape instanceof Shape.ListOf list && list.plain().isPresent()
        ? choices(list.plain().get())
        : List.of();
  }

  private static String byDefault(Key key) {
    if (key.otherwise() instanceof Key.Otherwise.Said said) {
      return said.words();
    }
    String text = ((Key.Otherwise.Value) key.otherwise()).text();
    boolean list = key.shape() instanceof Shape.ListOf;
    return "`" + (list ? "[" + text.replace(",", ", ") + "]" : text) + "`";
  }
}
