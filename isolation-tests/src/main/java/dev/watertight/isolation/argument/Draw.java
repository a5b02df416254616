package dev.watertight.isolation.argument;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Arguments for one call. All of them can be made.
 *
 * @param arguments a recipe for each parameter
 * @param smaller draws that are simpler than this one, the simplest first: for shrinking
 */
public record Draw(List<Recipe> arguments, Supplier<Stream<Draw>> smaller) {
  public Draw {
    arguments = List.copyOf(arguments);
  }

  /** Every text that the caller passes: what comes back of these is an echo. */
  public Set<String> texts() {
    Set<String> texts = new TreeSet<>();
    arguments.forEach(a -> texts.addAll(a.texts()));
    return texts;
  }

  /** Whether a value of another tenant is in it. */
  public boolean foreign() {
    return arguments.stream().anyMatch(Recipe::foreign);
  }
}
