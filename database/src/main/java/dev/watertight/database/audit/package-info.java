/** Candidates from the catalog, the attacks that prove or refute them, and the report. */
@NullMarked
package dev.watertight.database.audit;

import org.jspecify.annotations.NullMarked;
