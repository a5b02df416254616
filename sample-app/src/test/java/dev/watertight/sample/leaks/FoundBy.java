package dev.watertight.sample.leaks;

import dev.watertight.core.isolation.Cell;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A method that leaks: what must find it, and where, and which method is its twin. */
@Retention(RetentionPolicy.RUNTIME)
@interface FoundBy {
  /** What must find it; of several, which of them does so is up to the seed. */
  Oracle[] value();

  /** Where; with both layers on, what row-level security does not stop either. */
  Cell in() default Cell.APPLICATION_ONLY;

  /** Whether it leaks in another way with both layers on: row-level security stops half of it. */
  boolean otherwiseWithBoth() default false;

  /** The same without the leak; where nothing is said, it is called the same, and Fixed. */
  String fixed() default "";
}
