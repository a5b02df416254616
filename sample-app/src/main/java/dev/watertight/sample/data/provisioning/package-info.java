/** Makes and removes tenants, as the owner: the only statements that are not inside one tenant. */
@NullMarked
package dev.watertight.sample.data.provisioning;

import org.jspecify.annotations.NullMarked;
