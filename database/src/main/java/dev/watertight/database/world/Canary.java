package dev.watertight.database.world;

import java.util.Locale;

/**
 * A mark in a value that says whose it is: {@code wtB7projects}. It is short, has only letters and
 * digits, and no tenant's mark is a part of another's.
 */
public final class Canary {
  private Canary() {}

  /** What every mark of the tenant begins with. */
  public static String prefix(Tenant tenant) {
    return "wt" + tenant.label() + "7";
  }

  /**
   * Whether the text holds a mark of the tenant, in upper or lower case: some columns take only one
   * of them.
   */
  public static boolean isIn(String text, Tenant tenant) {
    return text.toLowerCase(Locale.ROOT).contains(prefix(tenant).toLowerCase(Locale.ROOT));
  }
}
