/**
 * What operations are called with: values of the tenant's own, of other tenants and fresh ones, as
 * recipes that can be repeated and printed.
 */
@NullMarked
package dev.watertight.isolation.argument;

import org.jspecify.annotations.NullMarked;
