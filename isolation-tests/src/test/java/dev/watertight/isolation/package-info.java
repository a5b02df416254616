@NullMarked
package dev.watertight.isolation;

import org.jspecify.annotations.NullMarked;
