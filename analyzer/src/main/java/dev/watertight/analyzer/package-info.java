/**
 * Reads the source code of an application and reports where a query can cross a tenant boundary.
 */
@NullMarked
package dev.watertight.analyzer;

import org.jspecify.annotations.NullMarked;
