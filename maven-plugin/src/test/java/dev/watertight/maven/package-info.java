/** Tests of the goals' parts; the goals themselves run in real builds, in src/it. */
@NullMarked
package dev.watertight.maven;

import org.jspecify.annotations.NullMarked;
