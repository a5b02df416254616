/**
 * What one file says, in a small immutable form: declared types and members, and their bodies as
 * statements and expressions. It is all that later stages see; the syntax tree is dropped at once.
 */
@NullMarked
package dev.watertight.analyzer.facts;

import org.jspecify.annotations.NullMarked;
