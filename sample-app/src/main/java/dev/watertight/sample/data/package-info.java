/** Reaches the database: the two logins, the migrations and the pool that serves the requests. */
@NullMarked
package dev.watertight.sample.data;

import org.jspecify.annotations.NullMarked;
