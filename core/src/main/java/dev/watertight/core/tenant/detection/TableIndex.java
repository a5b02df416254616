package dev.watertight.core.tenant.detection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All that is known of each table, from SQL and from Java, by its name in lower case. */
final class TableIndex {
  /** One table, and all that describe it. */
  record Known(String name, Optional<String> schema, List<TableFact> facts) {
    Optional<String> column(String column) {
      return facts.stream()
          .flatMap(f -> f.column(column).stream())
          .map(ColumnFact::name)
          .findFirst();
    }

    /** Its columns, each once, by their lower-case names. */
    Collection<ColumnFact> columns() {
      Map<String, ColumnFact> columns = new LinkedHashMap<>();
      for (TableFact fact : facts) {
        for (ColumnFact column : fact.columns()) {
          columns.putIfAbsent(column.name().toLowerCase(Locale.ROOT), column);
        }
      }
      return columns.values();
    }

    List<ForeignKeyFact> foreignKeys() {
      return facts.stream().flatMap(f -> f.foreignKeys().stream()).distinct().toList();
    }

    Optional<String> parent() {
      return facts.stream().flatMap(f -> f.parent().stream()).findFirst();
    }

    /** Where it is described first: {@code V1__init.sql:3}, or {@code com.acme.Project}. */
    String source() {
      return facts.isEmpty() ? "" : describe(facts.get(0));
    }

    static String describe(TableFact fact) {
      return fact.javaType().orElse(fact.source() + ":" + fact.line());
    }
  }

  private final SortedMap<String, Known> tables = new TreeMap<>();

  TableIndex(List<TableFact> sql, List<TableFact> java) {
    sql.forEach(this::add);
    java.forEach(this::add);
  }

  private void add(TableFact fact) {
    String key = key(fact.name());
    Known known = tables.get(key);
    if (known == null) {
      tables.put(key, new Known(fact.name(), fact.schema(), List.of(fact)));
      return;
    }
    List<TableFact> facts = new ArrayList<>(known.facts());
    facts.add(fact);
    tables.put(key, new Known(known.name(), known.schema().or(fact::schema), List.copyOf(facts)));
  }

  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** All tables, by name. */
  Collection<Known> all() {
    return tables.values();
  }

  Optional<Known> find(String name) {
    return Optional.ofNullable(tables.get(key(name)));
  }
}
