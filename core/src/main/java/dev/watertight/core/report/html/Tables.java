package dev.watertight.core.report.html;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.report.Report;
import dev.watertight.core.report.html.Page.TableRow;
import dev.watertight.core.tenant.TenantTable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The rows of the table of tables. */
final class Tables {
  private final Report report;
  private final Map<String, Integer> openByTable = new HashMap<>();
  private final Map<String, String> spelling = new HashMap<>();

  Tables(Report report) {
    this.report = report;
    for (Finding finding : report.open()) {
      finding
          .table()
          .ifPresent(
              t -> {
                openByTable.merge(key(t), 1, Integer::sum);
                spelling.putIfAbsent(key(t), t);
              });
    }
  }

  /** The tenants first, then what holds tenant data, then what nobody has classified. */
  List<TableRow> rows() {
    return report.tables().stream()
        .sorted(
            Comparator.comparingInt((TenantTable t) -> rank(t.kind()))
                .thenComparing(t -> t.name().toLowerCase(Locale.ROOT))
                .thenComparing(Tables::qualified))
        .map(this::row)
        .toList();
  }

  private TableRow row(TenantTable table) {
    // A finding names its table with or without the schema, as the code does.
    String key =
        key(openByTable.containsKey(key(qualified(table))) ? qualified(table) : table.name());
    return new TableRow(
        qualified(table),
        table.kind().name().toLowerCase(Locale.ROOT),
        inWords(table.kind()),
        String.join(", ", table.tenantColumns()),
        table.evidence(),
        openByTable.getOrDefault(key, 0),
        Optional.ofNullable(spelling.get(key)).orElse(""));
  }

  private static String qualified(TenantTable table) {
    return table.schema().map(s -> s + ".").orElse("") + table.name();
  }

  private static String key(String table) {
    return table.toLowerCase(Locale.ROOT);
  }

  private static int rank(TenantTable.Kind kind) {
    return switch (kind) {
      case TENANTS -> 0;
      case SCOPED -> 1;
      case UNCLASSIFIED -> 2;
      case SHARED -> 3;
    };
  }

  private static String inWords(TenantTable.Kind kind) {
    return switch (kind) {
      case TENANTS -> "the tenants";
      case SCOPED -> "tenant data";
      case UNCLASSIFIED -> "unclassified";
      case SHARED -> "shared by all tenants";
    };
  }
}
