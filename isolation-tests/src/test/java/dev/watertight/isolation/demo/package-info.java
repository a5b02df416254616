/** A data layer without a database, of all the shapes that data layers have. */
@NullMarked
package dev.watertight.isolation.demo;

import org.jspecify.annotations.NullMarked;
