package dev.watertight.analyzer.flow;

/** How much of the tenant is in a value. */
enum Hold {
  /** None, as far as is known. */
  NONE,
  /** An object that carries the tenant beside other things. */
  OBJECT,
  /** The tenant's id, or something made of it that differs from tenant to tenant. */
  VALUE;

  Hold or(Hold other) {
    return compareTo(other) >= 0 ? this : other;
  }

  Hold and(Hold other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
