package dev.watertight.isolation.experiment;

import dev.watertight.core.isolation.Ledger;
import dev.watertight.isolation.operation.Operation;
import dev.watertight.isolation.operation.Uncalled;
import dev.watertight.isolation.sql.ReadStatement;
import dev.watertight.isolation.sql.StatementReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Every statement that a data layer has executed, and who executed it first. */
final class StatementLedger {
  private final StatementReader reader;
  private final Set<String> tenantTables;
  private final Map<String, Operation> first = new LinkedHashMap<>();

  StatementLedger(StatementReader reader, Set<String> tenantTables) {
    this.reader = reader;
    this.tenantTables = Set.copyOf(tenantTables);
  }

  void executed(String sql, Operation operation) {
    first.putIfAbsent(sql, operation);
  }

  Ledger of(List<Uncalled> uncalled) {
    List<Ledger.Entry> entries = new ArrayList<>();
    Set<String> unreached = new TreeSet<>(tenantTables);
    first.forEach(
        (sql, operation) -> {
          ReadStatement read = reader.read(sql);
          unreached.removeAll(read.tables());
          if (read.kind() != ReadStatement.Kind.TRANSACTION) {
            entries.add(entry(read, operation));
          }
        });
    return new Ledger(
        entries,
        List.copyOf(unreached),
        uncalled.stream().map(u -> new Ledger.Uncalled(u.operation(), u.reason())).toList());
  }

  private static Ledger.Entry entry(ReadStatement read, Operation operation) {
    Optional<String> reason = operation.acrossTenants();
    if (read.opaque().isPresent()) {
      return new Ledger.Entry(
          read.sql(), Ledger.Standing.OPAQUE, read.opaque().get(), operation.name());
    }
    if (read.unscoped().isEmpty()) {
      return new Ledger.Entry(read.sql(), Ledger.Standing.SCOPED, "", operation.name());
    }
    return reason
        .map(r -> new Ledger.Entry(read.sql(), Ledger.Standing.ACROSS_TENANTS, r, operation.name()))
        .orElseGet(
            () ->
                new Ledger.Entry(
                    read.sql(),
                    Ledger.Standing.UNSCOPED,
                    "it does not constrain "
                        + read.unscoped().stream()
                            .map(ReadStatement.Unscoped::table)
                            .distinct()
                            .collect(Collectors.joining(", ")),
                    operation.name()));
  }
}
