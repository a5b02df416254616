/** Verified identities for tests, made where production code makes them: in this package. */
@NullMarked
package dev.watertight.sample.auth;

import org.jspecify.annotations.NullMarked;
