package dev.watertight.core.config;

import java.util.List;

/**
 * The configuration cannot be used. Each problem is a line for people: where it is, what is wrong
 * and what was meant.
 */
public final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /** With at least one problem. */
  public ConfigurationException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** Every problem found, each for itself. */
  public List<String> problems() {
    return problems;
  }
}
