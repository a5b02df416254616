/** Tests of the tenant factory. */
@NullMarked
package dev.watertight.sample.data.tenant;

import org.jspecify.annotations.NullMarked;
