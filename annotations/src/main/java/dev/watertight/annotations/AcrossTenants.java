package dev.watertight.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a reviewed access across tenants: a nightly billing export, a migration, support staff's
 * search. Watertight then reports no raw or unscoped access inside the marked element. It reports
 * the mark itself where it lacks a reason, where it has expired, and where it matches nothing any
 * more.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({
  ElementType.TYPE,
  ElementType.METHOD,
  ElementType.CONSTRUCTOR,
  ElementType.FIELD,
  ElementType.LOCAL_VARIABLE,
  ElementType.PACKAGE
})
public @interface AcrossTenants {
  /** Why this access may cross tenants, and who reviewed it. A constant; must not be blank. */
  String reason();

  /** The last day on which the mark holds, as {@code yyyy-mm-dd}; empty for no end. */
  String expires() default "";
}
