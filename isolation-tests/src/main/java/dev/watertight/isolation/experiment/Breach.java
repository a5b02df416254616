package dev.watertight.isolation.experiment;

/**
 * Something that one tenant learnt of another, or did to it.
 *
 * @param rule the rule's name
 * @param step the place of the step among the scenario's
 * @param message what, in a line
 */
record Breach(String rule, int step, String message) {
  static final String READ = "leak-read";
  static final String WRITE = "leak-write";
  static final String INFERENCE = "leak-inference";
  static final String BLEED = "context-bleed";

  /** What the message says between two orders that should be one. */
  static final String OTHER_ORDER = ", in another order than ";

  /** Whether nothing but an order is different. */
  boolean isOfOrder() {
    return message.contains(OTHER_ORDER);
  }
}
