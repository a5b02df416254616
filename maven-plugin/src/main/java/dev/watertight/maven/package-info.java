/** The Maven plugin: parameters in, a call of the library, thresholds out. */
@NullMarked
package dev.watertight.maven;

import org.jspecify.annotations.NullMarked;
