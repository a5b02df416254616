/** Data layers that the tests look at. */
@NullMarked
package dev.watertight.isolation.layer;

import org.jspecify.annotations.NullMarked;
