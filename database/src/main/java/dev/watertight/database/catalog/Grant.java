package dev.watertight.database.catalog;

/**
 * A right, as declared.
 *
 * @param grantee a role's name, or {@link #PUBLIC}
 * @param privilege {@code SELECT}, {@code EXECUTE} and so on
 */
public record Grant(String grantee, String privilege, boolean grantable) {
  /** The grantee that is everyone; no role can have this name. */
  public static final String PUBLIC = "public";
}
