package dev.watertight.analyzer.flow;

import dev.watertight.analyzer.facts.Expr;
import dev.watertight.analyzer.link.Access;
import dev.watertight.analyzer.link.MethodDecl;
import dev.watertight.core.finding.FlowStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Ids from requests that reach statements which take whatever row has the id. */
final class ObjectIds {
  private static final Set<String> QUESTIONS = Set.of("existsById", "exists", "count");

  private final RowIds ids;
  private final Contexts contexts;
  private final Provenance provenance;
  private final Loads loads;

  ObjectIds(RowIds ids, Contexts contexts, Provenance provenance, Loads loads) {
    this.ids = ids;
    this.contexts = contexts;
    this.provenance = provenance;
    this.loads = loads;
  }

  /**
   * What is found, by the statement.
   *
   * @param open the statements that are not held to the tenant, with the table of each
   */
  Map<Access, List<Found>> find(Map<Access, String> open) {
    Map<Access, List<Found>> found = new LinkedHashMap<>();
    open.forEach(
        (access, table) -> {
          List<Found> each = find(access, table);
          if (!each.isEmpty()) {
            found.put(access, each);
          }
        });
    return found;
  }

  private List<Found> find(Access access, String table) {
    Optional<MethodDecl> method = access.method();
    if (method.isEmpty()) {
      return List.of();
    }
    boolean write = access.tables().stream().anyMatch(t -> t.write());
    Map<String, Provenance.Way> ways = new LinkedHashMap<>();
    if (method.get().fact().body().isEmpty()) {
      declared(method.get(), write, ways);
    } else {
      Optional<Unit> unit = contexts.unit(access);
      Optional<Node> at = unit.flatMap(u -> u.at(access.at()));
      if (at.isPresent() && !isQuestion(at.get())) {
        called(access, at.get(), unit.get(), write, ways);
      }
    }
    return ways.values().stream().map(w -> found(access, table, write, w)).toList();
  }

  /** Only whether there is such a row. */
  private static boolean isQuestion(Node at) {
    return at.item() instanceof Expr.Call call && QUESTIONS.contains(call.name());
  }

  private void declared(MethodDecl method, boolean write, Map<String, Provenance.Way> ways) {
    Gate gate = new Gate(write);
    if (gate.stops(method)) {
      return;
    }
    for (int index : ids.of(method)) {
      provenance.ways(method, index, gate).forEach(w -> ways.putIfAbsent(w.entry(), w));
    }
  }

  private void called(
      Access access, Node at, Unit unit, boolean write, Map<String, Provenance.Way> ways) {
    Gate gate = new Gate(write);
    if (!write && loads.isCheckedAt(at, unit)) {
      return;
    }
    for (Expr each : ids.of(access, unit)) {
      if (loads.isIdChecked(each, at, unit)) {
        continue;
      }
      provenance.ways(each, unit, gate).forEach(w -> ways.putIfAbsent(w.entry(), w));
    }
  }

  private Found found(Access access, String table, boolean write, Provenance.Way way) {
    List<FlowStep> steps = new ArrayList<>(way.steps());
    steps.add(
        new FlowStep(
            new dev.watertight.core.finding.Location.InFile(
                access.path(),
                access.at().line(),
                access.at().column(),
                access.at().endLine(),
                access.at().endColumn()),
            write
                ? "changes the row of `" + table + "` with that id"
                : "loads the row of `" + table + "` with that id"));
    FlowStep first = way.steps().get(0);
    String source = first.message().replaceFirst(" (is|gives) .*$", "");
    return new Found(
            access.type().orElseThrow(),
            access.member(),
            access.method(),
            access.at(),
            "An id from the request ("
                + source
                + ", "
                + first.location().label()
                + ") "
                + (write ? "changes" : "loads")
                + " whatever row of `"
                + table
                + "` has it, also another tenant's ("
                + access.road()
                + "): the statement is not held to the tenant, and "
                + (write
                    ? "nothing compares the row's tenant before. Add the tenant to the condition"
                    : "nobody compares the row's tenant with the session's before it is used. Load it"
                        + " by id and tenant, or end the request where they differ")
                + ", or explain the access with @AcrossTenants(reason = …).",
            Optional.of(table),
            source + " " + access.text(),
            List.of())
        .with(steps);
  }

  /** Who loads by an id that comes in and compares the row itself. */
  private final class Gate implements Provenance.Gate {
    private final boolean write;

    Gate(boolean write) {
      this.write = write;
    }

    @Override
    public boolean stops(MethodDecl method) {
      return !write && loads.answersFor(method);
    }

    @Override
    public boolean stops(Callers.Site site, Expr argument) {
      return (!write && loads.isCheckedAt(site.at(), site.unit()))
          || loads.isIdChecked(argument, site.at(), site.unit());
    }
  }
}
