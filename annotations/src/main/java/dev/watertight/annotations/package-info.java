/** What production code says to Watertight. No dependency, nothing at run time. */
package dev.watertight.annotations;
