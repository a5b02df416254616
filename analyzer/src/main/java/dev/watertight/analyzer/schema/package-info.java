/** Reads schemas from migrations and mappings, and finds out what separates tenants in them. */
@NullMarked
package dev.watertight.analyzer.schema;

import org.jspecify.annotations.NullMarked;
