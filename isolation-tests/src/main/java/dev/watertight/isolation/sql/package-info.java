/** What a statement does with tenants, and how it reads with a part of that taken away. */
@NullMarked
package dev.watertight.isolation.sql;

import org.jspecify.annotations.NullMarked;
