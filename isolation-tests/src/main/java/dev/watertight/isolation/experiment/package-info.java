/** Worlds, cells and tries: the experiment itself. */
@NullMarked
package dev.watertight.isolation.experiment;

import org.jspecify.annotations.NullMarked;
