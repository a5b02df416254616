/** The rules: one class a rule, each with its page in {@code docs/rules}. */
@NullMarked
package dev.watertight.analyzer.rules;

import org.jspecify.annotations.NullMarked;
