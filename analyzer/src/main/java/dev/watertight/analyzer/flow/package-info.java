/**
 * How values and scopes move through a program: bodies with what is around each expression, the
 * types of expressions, which methods a call can mean, and what the rules about tenants ask of
 * these.
 */
@NullMarked
package dev.watertight.analyzer.flow;

import org.jspecify.annotations.NullMarked;
