/** What a project's own isolation tests name. */
@NullMarked
package dev.watertight.isolation;

import org.jspecify.annotations.NullMarked;
