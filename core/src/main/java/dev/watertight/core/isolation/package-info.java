/** What isolation tests found, for reports. */
@NullMarked
package dev.watertight.core.isolation;

import org.jspecify.annotations.NullMarked;
