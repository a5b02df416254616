package dev.watertight.core.rule;

import dev.watertight.core.finding.Layer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The names of all rules that configurations may hold on to: those of the resource {@code
 * rule-names.txt}, whether this version implements them or not, and those that have a page.
 */
public final class RuleNames {
  private static final SortedMap<String, Layer> PROMISED = promised();

  private RuleNames() {}

  /** Every name, sorted. */
  public static SortedSet<String> all() {
    SortedSet<String> names = new TreeSet<>(PROMISED.keySet());
    names.addAll(RulePages.names());
    return Collections.unmodifiableSortedSet(names);
  }

  /** Whether it is the name of a rule. */
  public static boolean isKnown(String name) {
    return PROMISED.containsKey(name) || RulePages.names().contains(name);
  }

  /** The layer that the rule guards; empty if there is no such rule. */
  public static Optional<Layer> layer(String name) {
    return Optional.ofNullable(PROMISED.get(name))
        .or(() -> RulePages.find(name).map(RulePage::layer));
  }

  private static SortedMap<String, Layer> promised() {
    SortedMap<String, Layer> layers = new TreeMap<>();
    try (InputStream in = RuleNames.class.getResourceAsStream("rule-names.txt")) {
      if (in == null) {
        throw new IllegalStateException("the resource rule-names.txt is missing");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      Layer layer = Layer.CONFIGURATION;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("[")) {
          layer = Layer.valueOf(line.substring(1, line.length() - 1).toUpperCase(Locale.ROOT));
        } else if (!line.isBlank() && !line.startsWith("#")) {
          layers.put(line.strip(), layer);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Collections.unmodifiableSortedMap(layers);
  }
}
