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
 */
record Step(int tenant, Operation operation, Draw draw, int times) {
  static Step of(int tenant, Operation operation, Draw draw) {
    return new Step(tenant, operation, draw, 1);
  }

  boolean isOwn() {
    return tenant == 0;
  }
}
