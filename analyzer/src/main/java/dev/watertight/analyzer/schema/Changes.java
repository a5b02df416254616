package dev.watertight.analyzer.schema;

import dev.watertight.core.tenant.detection.TableFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the changes of one file, and what could not be read of it. */
final class Changes {
  final String source;
  final TableFact.Origin origin;
  final List<SchemaChange> changes = new ArrayList<>();
  final List<NotRead> problems = new ArrayList<>();

  Changes(String source, TableFact.Origin origin) {
    this.source = source;
    this.origin = origin;
  }

  void add(SchemaChange change) {
    changes.add(change);
  }

  /** A table that is altered in this file, of which no more is known. */
  TableFact altered(Optional<String> schema, String name, int line) {
    return new TableFact(
        schema,
        name,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        source,
        line,
        origin,
        Optional.empty());
  }

  void problem(int line, String reason) {
    problems.add(new NotRead(source, line, reason));
  }
}
