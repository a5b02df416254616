/** Measures the analyzer beside its peers, and scans real projects. Nothing here is published. */
@NullMarked
package dev.watertight.benchmarks;

import org.jspecify.annotations.NullMarked;
