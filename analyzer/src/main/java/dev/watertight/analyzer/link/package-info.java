/**
 * Joins the facts of all files into a program: names resolved, strings put together, and every
 * place found at which the program reaches a database.
 */
@NullMarked
package dev.watertight.analyzer.link;

import org.jspecify.annotations.NullMarked;
