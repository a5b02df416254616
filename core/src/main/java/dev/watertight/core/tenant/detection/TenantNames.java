package dev.watertight.core.tenant.detection;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Names that speak of tenants. */
final class TenantNames {
  private static final Set<String> STRONG =
      Set.of(
          "tenantid",
          "tenant",
          "tenantcode",
          "tenantkey",
          "tenantname",
          "tenantuuid",
          "tenantrecordid",
          "tenantidentifier",
          "tenantref",
          "tenantfk",
          "fktenantid",
          "fktenant",
          "idtenant",
          "organizationid",
          "organisationid",
          "organizationuuid",
          "organisationuuid",
          "organization",
          "organisation",
          "orgid",
          "orguuid",
          "orgkey",
          "workspaceid",
          "workspaceuuid");
  private static final Set<String> WEAK =
      Set.of("companyid", "accountid", "customerid", "clientid", "siteid", "merchantid", "shopid");
  private static final Set<String> TABLES =
      Set.of("tenant", "organization", "organisation", "org", "workspace", "account", "company");
  private static final Set<String> TENANTS =
      Set.of("tenant", "organization", "organisation", "org", "workspace");
  private static final Set<String> PEOPLE =
      Set.of("user", "member", "account", "employee", "person", "people", "profile", "staff");
  private static final Pattern CHOICE =
      Pattern.compile(
          "(?i)(default|last|current|selected|active|preferred|favou?rite|parent|primary|home|"
              + "referr|invited|merged|previous|original).*");
  private static final Set<String> PERSONAL =
      Set.of(
          "id",
          "userid",
          "ownerid",
          "owner",
          "createdby",
          "authorid",
          "username",
          "role",
          "name",
          "memberid",
          "profileid",
          "uid",
          "email");

  private TenantNames() {}

  /** Whether a column of this name, found on several tables, is the tenant column. */
  static boolean strong(String column) {
    return STRONG.contains(ColumnNames.key(column));
  }

  /** Whether it may be one, but may also be an ordinary reference. */
  static boolean weak(String column) {
    return WEAK.contains(ColumnNames.key(column));
  }

  /** Whether it tells users apart, or rows, rather than tenants. */
  static boolean personal(String column) {
    return PERSONAL.contains(ColumnNames.key(column));
  }

  /** Whether a table of this name can be the one of the tenants. */
  static boolean tenantTable(String table) {
    return TABLES.contains(singular(lastWord(table)));
  }

  /** Whether a table of this name holds nothing else than tenants. */
  static boolean onlyTenants(String table) {
    return TENANTS.contains(singular(lastWord(table)));
  }

  /** Whether a table of this name holds people, whom rows of any kind refer to. */
  static boolean people(String table) {
    return PEOPLE.contains(singular(lastWord(table)));
  }

  /**
   * Whether a reference of this name is a choice that was made, rather than where a row belongs.
   */
  static boolean choice(String column) {
    return CHOICE.matcher(column).matches();
  }

  /** Whether a column is named after the table: {@code task_id} after {@code project_tasks}. */
  static boolean namedAfter(String column, String table) {
    String base = base(column);
    return base.equals(singular(ColumnNames.key(table))) || base.equals(singular(lastWord(table)));
  }

  /** The table that a tenant column refers to by its name. */
  static Optional<String> tableOf(String column, List<String> tables) {
    String base = base(column);
    for (String table : tables) {
      String whole = singular(ColumnNames.key(table));
      if (whole.equals(base)) {
        return Optional.of(table);
      }
    }
    List<String> byLastWord =
        tables.stream().filter(t -> singular(lastWord(t)).equals(base)).toList();
    return byLastWord.size() == 1 ? Optional.of(byLastWord.get(0)) : Optional.empty();
  }

  /** {@code TENANT_ID_} and {@code tenant_record_id} speak of a {@code tenant}. */
  private static String base(String column) {
    String key = ColumnNames.key(column);
    for (String suffix : List.of("recordid", "uuid", "code", "key", "id")) {
      if (key.endsWith(suffix) && key.length() > suffix.length()) {
        key = key.substring(0, key.length() - suffix.length());
        break;
      }
    }
    return key;
  }

  private static String lastWord(String table) {
    String name = table.toLowerCase(Locale.ROOT);
    while (name.endsWith("_")) {
      name = name.substring(0, name.length() - 1);
    }
    return name.substring(name.lastIndexOf('_') + 1);
  }

  private static String singular(String word) {
    if (word.endsWith("ies") && word.length() > 4) {
      return word.substring(0, word.length() - 3) + "y";
    }
    return word.endsWith("s") && word.length() > 3 ? word.substring(0, word.length() - 1) : word;
  }
}
