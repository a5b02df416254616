package dev.watertight.sample.leaks;

/** What finds a leak. */
enum Oracle {
  /** A value of another tenant is in the result, or in a row of one's own. */
  CANARY("leak-read"),
  /** The result would be another one without the others. */
  NONINTERFERENCE("leak-inference"),
  /** A row of another tenant is not as it was. */
  INTEGRITY("leak-write"),
  /** A row of one's own is missing. */
  COMPLETENESS("over-filtering"),
  /** A connection or a thread still carries a tenant. */
  CONTEXT("context-bleed");

  private final String rule;

  Oracle(String rule) {
    this.rule = rule;
  }

  /** The name of the rule that reports it. */
  String rule() {
    return rule;
  }
}
