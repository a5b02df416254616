/**
 * Finds the tenant column, the tenant table and the setting in what describes a schema: migrations
 * that were read, mappings, or a catalog.
 */
@NullMarked
package dev.watertight.core.tenant.detection;

import org.jspecify.annotations.NullMarked;
