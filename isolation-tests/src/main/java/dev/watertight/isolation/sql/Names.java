package dev.watertight.isolation.sql;

import dev.watertight.isolation.sql.SqlSchema.Kind;
import dev.watertight.isolation.sql.SqlSchema.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The schema's tables by their names. */
final class Names {
  private final Map<String, List<Table>> tables = new HashMap<>();

  Names(SqlSchema schema) {
    for (Table table : schema.tables()) {
      tables.computeIfAbsent(Scope.key(table.name()), n -> new ArrayList<>()).add(table);
      if (!Parser.name(table.name()).equals(table.name())) {
        tables
            .computeIfAbsent(Scope.key(Parser.name(table.name())), n -> new ArrayList<>())
            .add(table);
      }
    }
    // Where several schemas have the name and the statement does not say which, the one with
    // tenants' rows is meant: to say too much is not dangerous.
    Comparator<Table> tenantsFirst =
        Comparator.comparing((Table t) -> !isTenants(t)).thenComparing(Table::qualifiedName);
    tables.values().forEach(same -> same.sort(tenantsFirst));
  }

  Optional<Table> table(Optional<String> schema, String name) {
    return tables.getOrDefault(Scope.key(name), List.of()).stream()
        .filter(t -> schema.isEmpty() || Scope.key(t.schema()).equals(Scope.key(schema.get())))
        .findFirst();
  }

  /** Tables whose names are among the words. */
  Set<Table> mentioned(List<Token> tokens) {
    Set<Table> mentioned = new LinkedHashSet<>();
    for (Token token : tokens) {
      if (token.isName()) {
        List<Table> found = tables.get(Scope.key(token.text()));
        if (found != null) {
          mentioned.add(found.get(0));
        }
      }
    }
    return mentioned;
  }

  /** Whether its rows are tenants' or tenants. */
  static boolean isTenants(Table table) {
    return (table.kind() == Kind.SCOPED || table.kind() == Kind.TENANTS)
        && !table.tenantColumns().isEmpty();
  }
}
