package dev.watertight.isolation.argument;

/** Where a value of an argument comes from. */
public enum Origin {
  /** A value of the tenant that calls. */
  OWN,
  /** A table that belongs to no tenant, or a value that several tenants have. */
  SHARED,
  /** An id of another tenant, or of a row of one. */
  FOREIGN,
  /** Another value of another tenant, which carries its mark. */
  CANARY,
  /** A value that nobody has. */
  FRESH,
  /** A value with which code goes wrong: nothing, a wildcard, a limit. */
  EDGE
}
