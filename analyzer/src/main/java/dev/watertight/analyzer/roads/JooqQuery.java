package dev.watertight.analyzer.roads;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A query of jOOQ as far as it was put together: its clauses in SQL. Immutable. */
final class JooqQuery {
  /** The clauses. */
  enum Part {
    KIND,
    WITH,
    WITH_NAME,
    ITEMS,
    FROM,
    JOIN,
    ON,
    WHERE,
    GROUP,
    HAVING,
    MORE,
    TARGET,
    COLUMNS,
    VALUES,
    SETS,
    SOURCE,
    CONFLICT,
    UPDATE,
    UPDATE_WHERE,
    LAST,
    BROKEN
  }

  private static final String BETWEEN = "\u0001";

  private final EnumMap<Part, String> parts;

  private JooqQuery(Map<Part, String> parts) {
    this.parts = new EnumMap<>(Part.class);
    this.parts.putAll(parts);
  }

  static JooqQuery of(String kind) {
    return new JooqQuery(new EnumMap<>(Part.class)).with(Part.KIND, kind);
  }

  static JooqQuery decode(String text) {
    String[] all = text.split(BETWEEN, -1);
    JooqQuery query = new JooqQuery(new EnumMap<>(Part.class));
    if (all.length != Part.values().length) {
      // A path on which the query is not known.
      return query.with(Part.KIND, "select").with(Part.BROKEN, "1");
    }
    int index = 0;
    for (Part part : Part.values()) {
      query.parts.put(part, all[index++]);
    }
    return query;
  }

  String encode() {
    List<String> all = new ArrayList<>();
    Arrays.stream(Part.values()).forEach(p -> all.add(get(p)));
    return String.join(BETWEEN, all);
  }

  String get(Part part) {
    return parts.getOrDefault(part, "");
  }

  JooqQuery with(Part part, String text) {
    JooqQuery changed = new JooqQuery(parts);
    changed.parts.put(part, text);
    return changed;
  }

  JooqQuery broken() {
    return with(Part.BROKEN, "1");
  }

  boolean isBroken() {
    return !get(Part.BROKEN).isEmpty();
  }

  JooqQuery appended(Part part, String text) {
    String before = get(part);
    return with(part, before.isEmpty() ? text : before + ", " + text);
  }

  /** A table is read, beside those before. */
  JooqQuery from(String table) {
    return flushed().appended(Part.FROM, table);
  }

  /** A table is joined, by the words that stand before it. */
  JooqQuery join(String words, String table) {
    return flushed().with(Part.JOIN, words + " " + table).with(Part.LAST, Part.ON.name());
  }

  /** Ends the last join. */
  JooqQuery flushed() {
    if (get(Part.JOIN).isEmpty()) {
      return this;
    }
    String on = get(Part.ON);
    String condition =
        on.isEmpty() ? "" : on.startsWith(" using ") ? on : " on (" + JooqWords.shown(on) + ")";
    return with(Part.FROM, get(Part.FROM) + " " + get(Part.JOIN) + condition)
        .with(Part.JOIN, "")
        .with(Part.ON, "");
  }

  /** The condition that a word such as {@code and} continues. */
  Part condition() {
    String last = get(Part.LAST);
    return last.isEmpty() ? Part.WHERE : Part.valueOf(last);
  }

  /** The statement. */
  String sql() {
    JooqQuery done = flushed();
    String with = done.get(Part.WITH).isEmpty() ? "" : "with " + done.get(Part.WITH) + " ";
    return with
        + switch (done.get(Part.KIND)) {
          case "insert" -> done.insert();
          case "update" ->
              "update "
                  + done.get(Part.TARGET)
                  + " set "
                  + done.updated()
                  + done.clause(" from ", Part.FROM)
                  + done.where(" where ", Part.WHERE);
          case "delete" ->
              "delete from "
                  + done.get(Part.TARGET)
                  + done.clause(" using ", Part.FROM)
                  + done.where(" where ", Part.WHERE);
          case "truncate" -> "truncate table " + done.get(Part.TARGET);
          default -> done.select();
        };
  }

  private String updated() {
    return get(Part.SETS).isEmpty() ? "other_columns = ?" : get(Part.SETS);
  }

  private String select() {
    String items = get(Part.ITEMS);
    return "select "
        + (items.isEmpty() ? "*" : items)
        + clause(" from ", Part.FROM)
        + where(" where ", Part.WHERE)
        + clause(" group by ", Part.GROUP)
        + where(" having ", Part.HAVING)
        + get(Part.MORE);
  }

  private String insert() {
    StringBuilder sql = new StringBuilder("insert into ").append(get(Part.TARGET));
    if (!get(Part.SETS).isEmpty()) {
      List<String> columns = new ArrayList<>();
      List<String> values = new ArrayList<>();
      for (String each : get(Part.SETS).split("\u0002, ", -1)) {
        String[] pair = each.replace("\u0002", "").split(" = ", 2);
        columns.add(pair[0]);
        values.add(pair.length > 1 ? pair[1] : "?");
      }
      sql.append(" (").append(String.join(", ", columns)).append(") values (");
      sql.append(String.join(", ", values)).append(")");
    } else {
      sql.append(get(Part.COLUMNS).isEmpty() ? "" : " (" + get(Part.COLUMNS) + ")");
      sql.append(!get(Part.SOURCE).isEmpty() ? " " + get(Part.SOURCE) : " values " + rows());
    }
    if (!get(Part.CONFLICT).isEmpty()) {
      sql.append(get(Part.CONFLICT));
      if (!get(Part.UPDATE).isEmpty()) {
        sql.append(" do update set ").append(get(Part.UPDATE));
        sql.append(where(" where ", Part.UPDATE_WHERE));
      } else {
        sql.append(" do nothing");
      }
    }
    return sql.toString();
  }

  /** The rows; where none was put in on this path, one of which nothing is known. */
  private String rows() {
    return get(Part.VALUES).isEmpty() ? unknownRow() : get(Part.VALUES);
  }

  /** A row of which only its length is known. */
  String unknownRow() {
    return "(" + "?, ".repeat(get(Part.COLUMNS).split(",", -1).length - 1) + "?)";
  }

  private String clause(String word, Part part) {
    return get(part).isEmpty() ? "" : word + get(part);
  }

  private String where(String word, Part part) {
    String condition = JooqWords.shown(get(part));
    return get(part).isEmpty() || get(part).equals(JooqWords.NONE) ? "" : word + condition;
  }
}
