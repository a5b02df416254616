package dev.watertight.isolation.sql;

/** What is taken out of a statement, or put wrong in it. Tenants are given as their ids' text. */
public sealed interface Change {
  /** Every tenant predicate is true, and every stamp is the victim's. */
  record ApplicationOff(String victim) implements Change {}

  /** One predicate is true. */
  record Drop(int predicate) implements Change {}

  /** One predicate is its contrary. */
  record Negate(int predicate) implements Change {}

  /** One predicate is an alternative to a condition that stood beside it. */
  record UnderOr(int predicate) implements Change {}

  /** One predicate compares with the victim. */
  record Rebind(int predicate, String victim) implements Change {}

  /** One stamp is the victim's. */
  record Restamp(int stamp, String victim) implements Change {}

  /** The tenant context is not set; another setting, which nothing reads, is. */
  record DropContext() implements Change {}

  /** What was set for the transaction is set for the session. */
  record SessionWideContext() implements Change {}

  /** The tenant context is set to the victim. */
  record OtherContext(String victim) implements Change {}
}
