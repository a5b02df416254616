/** Data layers on the libraries that teams use, each safe and leaky, through the public API. */
@NullMarked
package dev.watertight.isolation.library;

import org.jspecify.annotations.NullMarked;
