/** The analyzer's command line. */
@NullMarked
package dev.watertight.analyzer.cli;

import org.jspecify.annotations.NullMarked;
