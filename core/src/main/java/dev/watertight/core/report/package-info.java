/** The report files: SARIF, JSON, JUnit XML, Markdown and HTML. */
@NullMarked
package dev.watertight.core.report;

import org.jspecify.annotations.NullMarked;
