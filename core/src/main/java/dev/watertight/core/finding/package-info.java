/** What Watertight reports: a finding, where it is, how bad it is, and what shows it. */
@NullMarked
package dev.watertight.core.finding;

import org.jspecify.annotations.NullMarked;
