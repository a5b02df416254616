/** JSON, written the same on every platform. */
@NullMarked
package dev.watertight.core.json;

import org.jspecify.annotations.NullMarked;
