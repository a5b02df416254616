package dev.watertight.database.world;

import dev.watertight.database.catalog.Constraint;
import dev.watertight.database.catalog.Identifier;
import dev.watertight.database.catalog.Relation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks afterwards whether every foreign key holds, since none was checked on the way. */
final class ForeignKeysHold {
  private static final int AT_ONCE = 100;

  private ForeignKeysHold() {}

  /** A foreign key with rows that refer to nothing. */
  record Broken(TablePlan plan, Constraint key) {}

  static List<Broken> broken(
      Connection connection, List<TablePlan> plans, Map<Long, Relation> relations)
      throws SQLException {
    List<Broken> all = new ArrayList<>();
    for (TablePlan plan : plans) {
      plan.foreignKeys().forEach(k -> all.add(new Broken(plan, k)));
    }
    List<Broken> broken = new ArrayList<>();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      List<Broken> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
      List<String> selects = new ArrayList<>();
      for (int i = 0; i < some.size(); i++) {
        selects.add("select " + i + " where exists (" + orphans(some.get(i), relations) + ")");
      }
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(String.join(" union all ", selects))) {
        while (rows.next()) {
          broken.add(some.get(rows.getInt(1)));
        }
      }
    }
    return broken;
  }

  /** Removes the rows that refer to nothing. */
  static String removal(Broken broken, Map<Long, Relation> relations) {
    return "delete from "
        + only(broken.plan().table())
        + " c where "
        + condition(broken, relations);
  }

  private static String orphans(Broken broken, Map<Long, Relation> relations) {
    return "select from "
        + only(broken.plan().table())
        + " c where "
        + condition(broken, relations);
  }

  /** The table without its heirs, which its foreign keys do not hold. */
  static String only(Relation table) {
    return (table.kind() == Relation.Kind.TABLE ? "only " : "") + table.sql();
  }

  private static String condition(Broken broken, Map<Long, Relation> relations) {
    Constraint key = broken.key();
    Relation target = relations.get(key.target().orElse(0L));
    if (target == null) {
      return "false";
    }
    List<String> set = new ArrayList<>();
    List<String> same = new ArrayList<>();
    for (int i = 0; i < key.columns().size(); i++) {
      String own = "c." + Identifier.quoted(key.columns().get(i));
      set.add(own + " is not null");
      same.add("p." + Identifier.quoted(key.targetColumns().get(i)) + " = " + own);
    }
    return "("
        + String.join(key.matchFull() ? " or " : " and ", set)
        + ") and not exists (select from "
        + only(target)
        + " p where "
        + String.join(" and ", same)
        + ")";
  }
}
