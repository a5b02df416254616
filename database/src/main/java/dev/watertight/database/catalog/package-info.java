/** One immutable snapshot of what PostgreSQL's own catalogs say of a database. */
@NullMarked
package dev.watertight.database.catalog;

import org.jspecify.annotations.NullMarked;
