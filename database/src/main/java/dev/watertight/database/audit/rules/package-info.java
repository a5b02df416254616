/** The rules of the database layer. One rule, one class, one page. */
@NullMarked
package dev.watertight.database.audit.rules;

import org.jspecify.annotations.NullMarked;
