/**
 * What separates tenants in one application: the tenant table, the tenant column, the scoped
 * tables, and what each was detected from.
 */
@NullMarked
package dev.watertight.core.tenant;

import org.jspecify.annotations.NullMarked;
