/** Tests of what makes and removes tenants. */
@NullMarked
package dev.watertight.sample.data.provisioning;

import org.jspecify.annotations.NullMarked;
