/**
 * Accepted findings: what the configuration's suppressions silence, and what is wrong with them.
 */
@NullMarked
package dev.watertight.core.suppression;

import org.jspecify.annotations.NullMarked;
