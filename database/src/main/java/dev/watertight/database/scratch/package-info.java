/** PostgreSQL servers and databases that Watertight made itself, and may therefore change. */
@NullMarked
package dev.watertight.database.scratch;

import org.jspecify.annotations.NullMarked;
