package dev.watertight.analyzer;

import dev.watertight.analyzer.link.Mapping;
import dev.watertight.core.tenant.detection.ColumnFact;
import dev.watertight.core.tenant.detection.ForeignKeyFact;
import dev.watertight.core.tenant.detection.TableFact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What mappings in Java say of the schema. */
final class MappedTables {
  private MappedTables() {}

  /** The tables that the mappings describe, each with the columns that it maps. */
  static List<TableFact> of(List<Mapping> mappings) {
    List<TableFact> tables = new ArrayList<>();
    Map<String, Mapping> byType = new HashMap<>();
    mappings.forEach(m -> byType.put(m.type(), m));
    for (Mapping mapping : mappings) {
      if (mapping.kind() != Mapping.Kind.JOOQ_RECORD) {
        tables.add(
            new TableFact(
                mapping.schema(),
                mapping.table(),
                mapping.columns().values().stream()
                    .distinct()
                    .sorted()
                    .map(c -> new ColumnFact(c, "", !mapping.required().contains(c)))
                    .toList(),
                references(mapping, byType),
                List.of(),
                Optional.empty(),
                mapping.path(),
                mapping.line(),
                origin(mapping),
                Optional.of(mapping.type())));
        mapping.further().forEach(f -> tables.add(further(f, mapping)));
      }
    }
    return List.copyOf(tables);
  }

  /** What an association to one refers to by its column. */
  private static List<ForeignKeyFact> references(Mapping mapping, Map<String, Mapping> byType) {
    List<ForeignKeyFact> keys = new ArrayList<>();
    for (String attribute : new TreeSet<>(mapping.columns().keySet())) {
      Mapping target = byType.get(mapping.attributes().getOrDefault(attribute, ""));
      if (target != null && target.kind() == mapping.kind()) {
        keys.add(
            new ForeignKeyFact(
                List.of(mapping.columns().get(attribute)), target.table(), List.of()));
      }
    }
    return keys;
  }

  /** A table beside the class's own, of which each row belongs to one of that. */
  private static TableFact further(String table, Mapping mapping) {
    String column = mapping.table() + "_id";
    return new TableFact(
        mapping.schema(),
        table,
        List.of(new ColumnFact(column, "", false)),
        List.of(new ForeignKeyFact(List.of(column), mapping.table(), List.of())),
        List.of(),
        Optional.empty(),
        mapping.path(),
        mapping.line(),
        origin(mapping),
        Optional.of(mapping.type()));
  }

  private static TableFact.Origin origin(Mapping mapping) {
    return switch (mapping.kind()) {
      case JOOQ_TABLE, JOOQ_RECORD -> TableFact.Origin.JOOQ;
      case MYBATIS_PLUS -> TableFact.Origin.MYBATIS_PLUS;
      case JPA, SPRING_DATA -> TableFact.Origin.JPA;
    };
  }

  /** The columns that mappings mark as the tenant's, once for each mapping. */
  static List<String> hints(List<Mapping> mappings) {
    return mappings.stream().flatMap(m -> m.tenantColumns().stream()).toList();
  }
}
