/**
 * The ways from Java to a database, one class a library. The rest of the analyzer knows none of
 * them by name.
 */
@NullMarked
package dev.watertight.analyzer.roads;

import org.jspecify.annotations.NullMarked;
