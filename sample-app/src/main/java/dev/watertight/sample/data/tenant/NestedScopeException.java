package dev.watertight.sample.data.tenant;

/**
 * A scope was opened inside another. In a nested transaction the inner tenant's setting would
 * survive into the rest of the outer one; on a second connection the two would not be one
 * transaction. Neither is what the caller meant.
 */
public final class NestedScopeException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  NestedScopeException(boolean sameTenant) {
    super(
        sameTenant
            ? "This tenant's scope is open in this thread already:"
                + " hand its TenantDb on instead of opening a second one."
            : "Another tenant's scope is open in this thread:"
                + " let it end before you open the next. A request has one tenant.");
  }
}
