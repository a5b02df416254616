package dev.watertight.database.audit;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationException;
import dev.watertight.core.config.Nearest;
import dev.watertight.core.config.Origin;
import dev.watertight.database.catalog.Catalog;
import dev.watertight.database.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds the names under {@code database.values} against the schema. It does not look at the values:
 * what a column refuses is told when it is seeded.
 */
final class GivenValues {
  private static final String KEY = "database.values";

  private GivenValues() {}

  /**
   * Looks for names that no column has.
   *
   * @param whole whether the whole project's schema is there, so that such a name is an error; else
   *     it is a note
   * @param notes to which notes are added
   * @throws ConfigurationException if the schema is whole and a name matches nothing
   */
  static void check(Configuration configuration, Catalog catalog, boolean whole, List<String> notes)
      throws ConfigurationException {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    Set<String> shown = new TreeSet<>();
    for (Relation table : catalog.relations()) {
      if (table.isTable()) {
        table
            .columns()
            .forEach(
                c -> {
                  shown.add(table.name() + "." + c.name());
                  names.add(table.name() + "." + c.name());
                  names.add(table.label() + "." + c.name());
                });
      }
    }
    List<String> problems = new ArrayList<>();
    for (String name : new TreeSet<>(configuration.database().values().keySet())) {
      if (!names.contains(name)) {
        problems.add(
            configuration.origins().of(KEY).map(Origin::label).map(o -> o + ": ").orElse("")
                + "`"
                + KEY
                + "` names `"
                + name
                + "`, and no table has such a column after the migrations; "
                + Nearest.of(name, shown).map(n -> "did you mean `" + n + "`? ").orElse("")
                + "Correct the name or remove it.");
      }
    }
    if (whole && !problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    notes.addAll(problems);
  }
}
