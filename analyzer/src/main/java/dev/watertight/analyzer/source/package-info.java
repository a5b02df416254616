/** Finds the source files of a project and reads them into facts, in parallel and from a cache. */
@NullMarked
package dev.watertight.analyzer.source;

import org.jspecify.annotations.NullMarked;
