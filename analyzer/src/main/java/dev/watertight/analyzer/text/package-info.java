/** Reads SQL that stands in files of its own: mapper XML, mappings, templates, query files. */
@NullMarked
package dev.watertight.analyzer.text;

import org.jspecify.annotations.NullMarked;
