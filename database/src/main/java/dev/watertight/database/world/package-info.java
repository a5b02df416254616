/** Two tenants with rows of their own in every table, each value marked with its tenant. */
@NullMarked
package dev.watertight.database.world;

import org.jspecify.annotations.NullMarked;
