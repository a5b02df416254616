package dev.watertight.isolation.experiment;

import dev.watertight.isolation.argument.Draw;
import dev.watertight.isolation.operation.Operation;

/**
 * One request of a tenant.
 *
 * @param tenant its place among the world's tenants, 0 for the one whose view is compared
 * @param operation what it calls
 * @param draw with which arguments
 * @param times how often, in one scope
 * @param disturbance what goes wrong meanwhile
 */
record Step(int tenant, Operation operation, Draw draw, int times, Disturbance disturbance) {
  /** One in which nothing goes wrong. */
  Step(int tenant, Operation operation, Draw draw, int times) {
    this(tenant, operation, draw, times, Disturbance.NONE);
  }

  static Step of(int tenant, Operation operation, Draw draw) {
    return new Step(tenant, operation, draw, 1);
  }

  boolean isOwn() {
    return tenant == 0;
  }
}
