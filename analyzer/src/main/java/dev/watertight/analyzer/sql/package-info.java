/**
 * Reads SQL and JPQL text that was recovered from source code: which tables it touches, and how.
 */
@NullMarked
package dev.watertight.analyzer.sql;

import org.jspecify.annotations.NullMarked;
