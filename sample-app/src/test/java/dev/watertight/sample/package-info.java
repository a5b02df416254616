/** The demonstration: the data layer at work on a PostgreSQL of its own. */
@NullMarked
package dev.watertight.sample;

import org.jspecify.annotations.NullMarked;
