/** A real PostgreSQL for tests and the demonstration: one server, one clone of the schema each. */
@NullMarked
package dev.watertight.sample.postgres;

import org.jspecify.annotations.NullMarked;
