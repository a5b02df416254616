package dev.watertight.database.audit.rules;

import dev.watertight.database.catalog.Catalog;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.TypeInfo;
import java.util.Optional;

/** A value for a column that the seeded row leaves null. */
final class ProbeValue {
  private ProbeValue() {}

  static String of(Catalog catalog, Column column) {
    Optional<TypeInfo> type = catalog.type(column.typeOid());
    Optional<TypeInfo> base = type.flatMap(TypeInfo::base).flatMap(catalog::type);
    if (type.filter(t -> t.kind().equals("r")).isPresent()) {
      return base.filter(t -> t.category().equals("N")).isPresent()
          ? "'[4711,4715)'"
          : "'[2024-02-01,2024-02-05)'";
    }
    if (type.filter(t -> !t.labels().isEmpty()).isPresent()) {
      return "'" + type.get().labels().get(0).replace("'", "''") + "'";
    }
    if (column.type().equals("uuid")) {
      return "'47114711-4711-4711-8711-471147114711'";
    }
    return switch (type.map(TypeInfo::category).orElse("S")) {
      case "N" -> "4711";
      case "B" -> "true";
      case "D" -> "'2024-02-01'";
      case "A" -> "'{}'";
      default -> "'wtB74711'";
    };
  }
}
