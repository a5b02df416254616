/** Leaks planted into the sample application, and whether the scanner finds them. */
@NullMarked
package dev.watertight.analyzer.leaks;

import org.jspecify.annotations.NullMarked;
