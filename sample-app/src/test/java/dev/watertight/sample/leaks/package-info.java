/** Data layers that leak on purpose, each beside the same without the leak. */
@NullMarked
package dev.watertight.sample.leaks;

import org.jspecify.annotations.NullMarked;
