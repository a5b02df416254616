/**
 * What a caller sees of an operation: a result or a failure of any shape as one neutral tree, and
 * what is looked for in it.
 */
@NullMarked
package dev.watertight.isolation.observation;

import org.jspecify.annotations.NullMarked;
