package dev.watertight.analyzer.schema;

import dev.watertight.core.tenant.detection.TableFact;
import java.util.ArrayList;
import java.util.List;

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

  void problem(int line, String reason) {
    problems.add(new NotRead(source, line, reason));
  }
}
