/**
 * Mechanical changes to source code that take findings away, as far as the code shows that they fit
 * it. What is not sure is no fix: the finding's message says what to do.
 */
@NullMarked
package dev.watertight.analyzer.fix;

import org.jspecify.annotations.NullMarked;
