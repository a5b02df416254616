package dev.watertight.analyzer.rules;

import java.util.Optional;

/** One rule. It keeps no state; its page {@code docs/rules/<name>.md} says the rest. */
public interface Rule {
  /** The rule's name, which is its id everywhere. */
  String name();

  /** Why the rule cannot run on this project, if it cannot. */
  default Optional<String> offBecause(Analysis analysis) {
    return Optional.empty();
  }

  /** Looks at the project; hands what it finds to the reporter. */
  void check(Analysis analysis, Reporter reporter);
}
