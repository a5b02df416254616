@NullMarked
package dev.watertight.isolation.experiment;

import org.jspecify.annotations.NullMarked;
