/** Reads XML of unknown origin, safely. */
@NullMarked
package dev.watertight.analyzer.xml;

import org.jspecify.annotations.NullMarked;
