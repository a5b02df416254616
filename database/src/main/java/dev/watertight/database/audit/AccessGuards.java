package dev.watertight.database.audit;

import dev.watertight.core.tenant.TableProtection.State;
import dev.watertight.database.audit.Protections.Part;
import dev.watertight.database.catalog.Column;
import dev.watertight.database.catalog.Grant;
import dev.watertight.database.catalog.Policy;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.catalog.Rights;
import dev.watertight.database.catalog.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Row-level security, the policies for each command, and what is granted. */
final class AccessGuards {
  private static final List<String> COMMANDS = List.of("SELECT", "INSERT", "UPDATE", "DELETE");
  private static final List<String> BEYOND = List.of("TRUNCATE", "REFERENCES", "TRIGGER");

  /** So many columns of a grant are named. */
  private static final int COLUMNS_SHOWN = 4;

  private final Subject subject;
  private final Rights app;
  private final Map<Long, List<Relation>> children;

  AccessGuards(Subject subject) {
    this.subject = subject;
    this.app = subject.app();
    this.children =
        subject.catalog().relations().stream()
            .filter(r -> !r.parents().isEmpty())
            .collect(Collectors.groupingBy(r -> r.parents().get(0)));
  }

  List<Part> of(Relation table, TenantKey key) {
    List<Part> parts = new ArrayList<>();
    parts.add(rowLevelSecurity(table));
    COMMANDS.forEach(command -> parts.add(policies(table, command, key)));
    parts.add(partitions(table));
    return parts;
  }

  private Part rowLevelSecurity(Relation table) {
    String name = "row-level security";
    if (!table.rls()) {
      return Part.of(name, State.MISSING, "off");
    }
    String forced = table.forced() ? "on, forced" : "on, not forced";
    if (subject.catalog().role(app.role()).map(Role::bypasses).orElse(false)) {
      return Part.of(name, State.MISSING, forced + "; " + app.role() + " bypasses it");
    }
    if (!app.owns(table.owner())) {
      return Part.of(name, State.HOLDS, forced + "; the owner is " + table.owner());
    }
    return table.forced()
        ? Part.of(
            name, State.WEAK, forced + "; " + app.role() + " owns the table, and can turn it off")
        : Part.of(
            name, State.MISSING, forced + ", without effect: " + app.role() + " owns the table");
  }

  private Part policies(Relation table, String command, TenantKey key) {
    boolean granted =
        command.equals("DELETE") ? app.has(table, command) : app.hasAny(table, command);
    if (!granted) {
      return Part.of(command, State.HOLDS, "not granted");
    }
    if (!app.isHeldBy(table)) {
      return Part.of(command, State.MISSING, "granted, and no policy has effect");
    }
    List<Policy> policies = subject.policies(table, command);
    List<Policy> permissive = policies.stream().filter(Policy::permissive).toList();
    if (permissive.isEmpty()) {
      return Part.of(command, State.HOLDS, "granted, and denied: no policy allows it");
    }
    List<Policy> restrictive = policies.stream().filter(p -> !p.permissive()).toList();
    String text =
        "by "
            + permissive.stream().map(Policy::name).collect(Collectors.joining(" or "))
            + (restrictive.isEmpty()
                ? ""
                : restrictive.stream()
                    .map(Policy::name)
                    .collect(Collectors.joining(" and ", ", and only by ", "")));
    boolean keyed =
        permissive.stream().allMatch(p -> mentions(p, key))
            || restrictive.stream().anyMatch(p -> mentions(p, key));
    return Part.of(
        command,
        keyed ? State.HOLDS : State.WEAK,
        keyed ? text : text + ", which does not look at " + key.text(),
        policies.stream().map(Policy::name).toList());
  }

  /** A table without a tenant column of its own tells by its parent. */
  private static boolean mentions(Policy policy, TenantKey key) {
    return key.columns().isEmpty() || policy.columns().containsAll(key.names());
  }

  private Part partitions(Relation table) {
    String name = "partitions";
    List<Relation> below = new ArrayList<>();
    below(table, below);
    if (below.isEmpty()) {
      return Part.of(name, State.NOT_APPLICABLE, "none");
    }
    List<String> open =
        below.stream()
            .filter(p -> COMMANDS.stream().anyMatch(c -> app.hasAny(p, c)) && !app.isHeldBy(p))
            .map(Relation::name)
            .toList();
    return open.isEmpty()
        ? Part.of(name, State.HOLDS, below.size() + ", none reachable past the policies")
        : Part.of(
            name,
            State.MISSING,
            open.size()
                + " of "
                + below.size()
                + " reachable past the policies: "
                + String.join(", ", open));
  }

  private void below(Relation table, List<Relation> found) {
    for (Relation child : children.getOrDefault(table.oid(), List.of())) {
      found.add(child);
      below(child, found);
    }
  }

  /** What the application's role may do, by itself, by other roles, and as everyone. */
  Part grants(Relation table) {
    String name = "grants";
    if (app.isSuperuser()) {
      return Part.of(name, State.MISSING, app.role() + " is a superuser");
    }
    List<String> granted = new ArrayList<>();
    for (String command : COMMANDS) {
      String text = columns(table, command);
      if (!text.isEmpty()) {
        granted.add(text);
      }
    }
    List<String> beyond = BEYOND.stream().filter(p -> app.has(table, p)).toList();
    granted.addAll(beyond);
    String text = granted.isEmpty() ? "none" : String.join(", ", granted);
    if (app.owns(table.owner())) {
      return Part.of(name, State.WEAK, text + "; " + app.role() + " owns the table");
    }
    Set<String> everyone =
        table.grants().stream()
            .filter(g -> g.grantee().equals(Grant.PUBLIC))
            .map(Grant::privilege)
            .collect(Collectors.toCollection(java.util.TreeSet::new));
    if (!everyone.isEmpty()) {
      return Part.of(name, State.WEAK, text + "; every role has " + String.join(", ", everyone));
    }
    return Part.of(name, beyond.isEmpty() ? State.HOLDS : State.WEAK, text);
  }

  private String columns(Relation table, String command) {
    if (app.has(table, command)) {
      return command;
    }
    List<String> columns =
        table.columns().stream().filter(c -> app.has(table, c, command)).map(Column::name).toList();
    if (columns.isEmpty()) {
      return "";
    }
    return command
        + (columns.size() <= COLUMNS_SHOWN
            ? " (" + String.join(", ", columns) + ")"
            : " (" + columns.size() + " of " + table.columns().size() + " columns)");
  }
}
