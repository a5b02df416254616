/** A data source between a data layer and its driver, on which every statement is seen. */
@NullMarked
package dev.watertight.isolation.jdbc;

import org.jspecify.annotations.NullMarked;
