/**
 * From migrations or a given server to findings: scratch PostgreSQL, catalog, seeded tenants,
 * audit.
 */
@NullMarked
package dev.watertight.database;

import org.jspecify.annotations.NullMarked;
