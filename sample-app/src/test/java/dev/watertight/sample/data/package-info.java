/** Tests of the schema and of the logins. */
@NullMarked
package dev.watertight.sample.data;

import org.jspecify.annotations.NullMarked;
