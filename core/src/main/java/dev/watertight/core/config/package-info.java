/** The configuration file watertight.yml and its overrides, read into immutable records. */
@NullMarked
package dev.watertight.core.config;

import org.jspecify.annotations.NullMarked;
