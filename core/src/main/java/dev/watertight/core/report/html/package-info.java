/** The report for people: one self-contained HTML file. */
@NullMarked
package dev.watertight.core.report.html;

import org.jspecify.annotations.NullMarked;
