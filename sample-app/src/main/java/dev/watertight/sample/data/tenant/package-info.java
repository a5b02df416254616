/**
 * The tenant factory: the only code that touches tenants' tables. Every statement in it names the
 * tenant for each scoped table, whatever row-level security adds.
 */
@NullMarked
package dev.watertight.sample.data.tenant;

import org.jspecify.annotations.NullMarked;
