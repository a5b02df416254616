/** The rules by name, and the page that explains each. */
@NullMarked
package dev.watertight.core.rule;

import org.jspecify.annotations.NullMarked;
