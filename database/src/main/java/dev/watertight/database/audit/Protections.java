package dev.watertight.database.audit;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.finding.Status;
import dev.watertight.core.tenant.TableProtection;
import dev.watertight.core.tenant.TableProtection.Guard;
import dev.watertight.core.tenant.TableProtection.State;
import dev.watertight.database.catalog.Relation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands between the tenants' rows of each table. The catalog says what is there, for the
 * application's role; a finding that was proven on a policy or a key weakens the guard that it is a
 * part of, whatever the catalog says.
 */
final class Protections {
  private final Subject subject;
  private final Map<String, List<Finding>> proven = new HashMap<>();
  private final KeyGuards keys;
  private final AccessGuards access;

  private Protections(Subject subject, List<Finding> findings) {
    this.subject = subject;
    this.keys = new KeyGuards(subject);
    this.access = new AccessGuards(subject);
    for (Finding finding : findings) {
      if (finding.status() == Status.PROVEN
          && finding.severity().atLeast(Severity.WARNING)
          && finding.location() instanceof Location.InDatabase at) {
        proven.computeIfAbsent(at.object(), o -> new ArrayList<>()).add(finding);
      }
    }
  }

  /** A row for each tenant table, by name. */
  static List<TableProtection> of(Subject subject, List<Finding> findings) {
    Protections protections = new Protections(subject, findings);
    return subject.tenantTables().stream()
        .sorted(Comparator.comparing(Relation::label))
        .map(protections::row)
        .toList();
  }

  private TableProtection row(Relation table) {
    TenantKey key = TenantKey.of(subject, table);
    List<Part> parts = new ArrayList<>();
    parts.addAll(keys.column(table, key));
    parts.addAll(access.of(table, key));
    parts.addAll(keys.others(table, key));
    parts.add(access.grants(table));
    return new TableProtection(
        table.label(), parts.stream().map(part -> weakened(table, part)).toList());
  }

  private Guard weakened(Relation table, Part part) {
    Guard guard = part.guard();
    List<String> rules =
        part.objects().stream()
            .flatMap(o -> proven.getOrDefault(table.label() + "." + o, List.of()).stream())
            .map(Finding::rule)
            .distinct()
            .sorted()
            .toList();
    if (rules.isEmpty()) {
      return guard;
    }
    State state = guard.state() == State.MISSING ? State.MISSING : State.WEAK;
    return new Guard(guard.name(), state, guard.detail() + "; proven: " + String.join(", ", rules));
  }

  /**
   * A guard, and the names of the policies, keys and columns of its table that it is made of.
   *
   * @param objects without schema and table
   */
  record Part(Guard guard, List<String> objects) {
    Part {
      objects = List.copyOf(objects);
    }

    static Part of(String name, State state, String detail, List<String> objects) {
      return new Part(new Guard(name, state, detail), objects);
    }

    static Part of(String name, State state, String detail) {
      return of(name, state, detail, List.of());
    }
  }
}
