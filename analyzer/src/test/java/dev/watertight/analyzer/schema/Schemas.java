package dev.watertight.analyzer.schema;

import dev.watertight.core.tenant.detection.TableFact;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Schemas from SQL, and schemas as text, for tests. */
final class Schemas {
  private Schemas() {}

  static SchemaFacts of(String... scripts) {
    List<SchemaFacts> all = new ArrayList<>();
    for (int i = 0; i < scripts.length; i++) {
      all.add(MigrationReader.read("db/V" + (i + 1) + "__x.sql", scripts[i]));
    }
    return SchemaFacts.merge(all);
  }

  /** {@code projects(id int!, name text)}: a {@code !} for not null. */
  static String spelled(SchemaFacts facts) {
    return facts.tables().stream().map(Schemas::spelled).collect(Collectors.joining("; "));
  }

  static String spelled(TableFact table) {
    return table.schema().map(s -> s + ".").orElse("")
        + table.name()
        + table.columns().stream()
            .map(c -> (c.name() + " " + c.type()).strip() + (c.nullable() ? "" : "!"))
            .collect(Collectors.joining(", ", "(", ")"));
  }

  static String keys(TableFact table) {
    return table.foreignKeys().stream()
        .map(
            k ->
                String.join(",", k.columns())
                    + " -> "
                    + k.targetTable()
                    + "("
                    + String.join(",", k.targetColumns())
                    + ")")
        .collect(Collectors.joining("; "));
  }
}
