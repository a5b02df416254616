package dev.watertight.isolation.argument;

/** A value cannot be made: where it is wanted, another way is taken or the operation left out. */
final class Unmakeable extends Exception {
  Unmakeable(String reason) {
    super(reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
