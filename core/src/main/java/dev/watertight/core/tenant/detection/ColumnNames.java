package dev.watertight.core.tenant.detection;

import java.util.Locale;

/** The spellings of one column: in SQL, as a property in Java, with other underscores and case. */
public final class ColumnNames {
  private ColumnNames() {}

  /** {@code organization_id} and {@code TENANT_ID_} as Java properties: {@code organizationId}. */
  public static String property(String column) {
    StringBuilder property = new StringBuilder();
    boolean mixed =
        !column.equals(column.toLowerCase(Locale.ROOT))
            && column.indexOf('_') < 0
            && !column.equals(column.toUpperCase(Locale.ROOT));
    boolean upper = false;
    for (int i = 0; i < column.length(); i++) {
      char c = column.charAt(i);
      if (c == '_' || c == '-' || c == ' ' || c == '$') {
        upper = property.length() > 0;
      } else if (mixed) {
        property.append(property.length() == 0 ? Character.toLowerCase(c) : c);
      } else {
        property.append(upper ? Character.toUpperCase(c) : Character.toLowerCase(c));
        upper = false;
      }
    }
    return property.toString();
  }

  /** A Java property as a column: {@code organizationId} is {@code organization_id}. */
  public static String column(String property) {
    StringBuilder column = new StringBuilder();
    for (int i = 0; i < property.length(); i++) {
      char c = property.charAt(i);
      boolean begins =
          Character.isUpperCase(c)
              && i > 0
              && (Character.isLowerCase(property.charAt(i - 1))
                  || Character.isDigit(property.charAt(i - 1))
                  || (i + 1 < property.length()
                      && Character.isLowerCase(property.charAt(i + 1))
                      && property.charAt(i - 1) != '_'));
      if (begins) {
        column.append('_');
      }
      column.append(Character.toLowerCase(c));
    }
    return column.toString();
  }

  /** Whether two spellings, of columns or properties, differ only in case and underscores. */
  public static boolean same(String a, String b) {
    return key(a).equals(key(b));
  }

  /** The same for all spellings of a column. */
  public static String key(String name) {
    StringBuilder key = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isLetterOrDigit(c)) {
        key.append(Character.toLowerCase(c));
      }
    }
    return key.toString();
  }
}
