package dev.watertight.database.world;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the types of all columns, and what they are made of. */
final class TypeReader {
  private static final String QUERY =
      """
      with recursive used(oid) as (
        select distinct a.atttypid from pg_attribute a join pg_class c on c.oid = a.attrelid
          join pg_namespace n on n.oid = c.relnamespace
          where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p')
            and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
        union
        select x.oid from used u join pg_type t on t.oid = u.oid cross join lateral (
          select t.typbasetype as oid where t.typtype = 'd'
          union all select t.typelem where t.typcategory = 'A' and t.typelem <> 0
          union all select r.rngsubtype from pg_range r where r.rngtypid = t.oid
          union all select r.rngtypid from pg_range r where r.rngmultitypid = t.oid
          union all select a.atttypid from pg_attribute a
            where a.attrelid = t.typrelid and t.typtype = 'c' and a.attnum > 0
              and not a.attisdropped) x)
      select t.oid, t.typtype, t.typcategory = 'A' as isarray, t.typnotnull,
        format_type(t.oid, null) as name,
        case when t.typtype = 'd' then t.typbasetype
          when t.typcategory = 'A' then t.typelem
          else coalesce((select r.rngsubtype from pg_range r where r.rngtypid = t.oid),
            (select r.rngtypid from pg_range r where r.rngmultitypid = t.oid), 0) end as inner_oid,
        case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod) end as inner_name,
        (select array_agg(e.enumlabel::text order by e.enumsortorder) from pg_enum e
          where e.enumtypid = t.oid) as labels,
        (select array_agg(pg_get_constraintdef(c.oid) order by c.conname) from pg_constraint c
          where c.contypid = t.oid and c.contype = 'c') as checks,
        (select array_agg(a.attname || E'\\t' || a.atttypid || E'\\t'
            || format_type(a.atttypid, a.atttypmod) order by a.attnum) from pg_attribute a
          where a.attrelid = t.typrelid and t.typtype = 'c' and a.attnum > 0
            and not a.attisdropped) as attributes
      from pg_type t where t.oid in (select oid from used)
      """;

  private record Row(
      String kind,
      boolean array,
      boolean notNull,
      String name,
      long inner,
      Optional<String> innerName,
      List<String> labels,
      List<String> checks,
      List<String> attributes) {}

  private final Map<Long, Row> rows = new HashMap<>();

  /** With an empty search path, so that names are whole. */
  TypeReader(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(QUERY)) {
      while (result.next()) {
        rows.put(
            result.getLong("oid"),
            new Row(
                result.getString("typtype"),
                result.getBoolean("isarray"),
                result.getBoolean("typnotnull"),
                result.getString("name"),
                result.getLong("inner_oid"),
                Optional.ofNullable(result.getString("inner_name")),
                texts(result.getArray("labels")),
                texts(result.getArray("checks")),
                texts(result.getArray("attributes"))));
      }
    }
  }

  private static List<String> texts(@org.jspecify.annotations.Nullable Array array)
      throws SQLException {
    List<String> texts = new ArrayList<>();
    if (array != null) {
      for (Object each : (Object[]) array.getArray()) {
        texts.add(String.valueOf(each));
      }
    }
    return texts;
  }

  /**
   * The shape of a type.
   *
   * @param name as the column writes it, with its modifier
   */
  TypeShape shape(long oid, String name) {
    Row row = rows.get(oid);
    if (row == null) {
      return new TypeShape(
          name, "b", false, List.of(), Optional.empty(), List.of(), false, Map.of());
    }
    Optional<TypeShape> inner =
        row.inner == 0 ? Optional.empty() : Optional.of(shape(row.inner, innerName(row, name)));
    Map<String, TypeShape> attributes = new LinkedHashMap<>();
    for (String attribute : row.attributes) {
      String[] parts = attribute.split("\t", 3);
      attributes.put(parts[0], shape(Long.parseLong(parts[1]), parts[2]));
    }
    return new TypeShape(
        name, row.kind, row.array, row.labels, inner, row.checks, row.notNull, attributes);
  }

  private String innerName(Row row, String name) {
    if (row.array && name.endsWith("[]")) {
      return name.substring(0, name.length() - 2);
    }
    Row inner = rows.get(row.inner);
    return row.innerName.orElseGet(() -> inner == null ? "" : inner.name);
  }
}
