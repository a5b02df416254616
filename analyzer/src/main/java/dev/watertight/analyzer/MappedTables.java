package dev.watertight.analyzer;

import dev.watertight.analyzer.link.Mapping;
import dev.watertight.analyzer.schema.ColumnFact;
import dev.watertight.analyzer.schema.TableFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What mappings in Java say of the schema. */
final class MappedTables {
  private MappedTables() {}

  /** The tables that the mappings describe, each with the columns that it maps. */
  static List<TableFact> of(List<Mapping> mappings) {
    List<TableFact> tables = new ArrayList<>();
    for (Mapping mapping : mappings) {
      if (mapping.kind() != Mapping.Kind.JOOQ_RECORD) {
        tables.add(
            new TableFact(
                mapping.schema(),
                mapping.table(),
                mapping.columns().values().stream()
                    .distinct()
                    .sorted()
                    .map(c -> new ColumnFact(c, "", true))
                    .toList(),
                List.of(),
                List.of(),
                Optional.empty(),
                mapping.path(),
                mapping.line(),
                origin(mapping),
                Optional.of(mapping.type())));
      }
    }
    return List.copyOf(tables);
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
