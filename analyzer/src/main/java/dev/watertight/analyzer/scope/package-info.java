/**
 * Which relations of a statement are held to the scope's tenant: by which condition, and whether
 * every row must pass it.
 */
@NullMarked
package dev.watertight.analyzer.scope;

import org.jspecify.annotations.NullMarked;
