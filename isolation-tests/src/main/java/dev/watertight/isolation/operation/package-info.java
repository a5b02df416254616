/**
 * What a data layer can be asked to do: its public methods, found by reflection through nested
 * facades.
 */
@NullMarked
package dev.watertight.isolation.operation;

import org.jspecify.annotations.NullMarked;
