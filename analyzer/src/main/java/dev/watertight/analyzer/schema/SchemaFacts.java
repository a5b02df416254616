package dev.watertight.analyzer.schema;

import dev.watertight.core.tenant.detection.PolicyFact;
import dev.watertight.core.tenant.detection.SchemaDescription;
import dev.watertight.core.tenant.detection.TableFact;
import dev.watertight.core.tenant.detection.ViewFact;
import java.util.ArrayList;
import java.util.List;

/**
 * What migrations say of a schema: the outcome of all their changes.
 *
 * @param tables the tables, in the order in which they were made
 * @param views the views
 * @param policies the row-level security policies
 * @param rlsTables the tables with row-level security on, without schema
 * @param problems what could not be read
 * @param changes the changes that led there, in order
 */
public record SchemaFacts(
    List<TableFact> tables,
    List<ViewFact> views,
    List<PolicyFact> policies,
    List<String> rlsTables,
    List<NotRead> problems,
    List<SchemaChange> changes) {
  /** No tables, no problems. */
  public static final SchemaFacts EMPTY = of(List.of(), List.of());

  public SchemaFacts {
    tables = List.copyOf(tables);
    views = List.copyOf(views);
    policies = List.copyOf(policies);
    rlsTables = List.copyOf(rlsTables);
    problems = List.copyOf(problems);
    changes = List.copyOf(changes);
  }

  /** The outcome, without the way to it. */
  public SchemaDescription description() {
    return new SchemaDescription(tables, views, policies, rlsTables);
  }

  /** The outcome of changes in the order given. */
  public static SchemaFacts of(List<SchemaChange> changes, List<NotRead> problems) {
    SchemaState state = new SchemaState();
    changes.forEach(state::apply);
    return new SchemaFacts(
        state.tables(), state.views(), state.policies(), state.rlsTables(), problems, changes);
  }

  /** The outcome of several files' changes, one file after the other. */
  public static SchemaFacts merge(List<SchemaFacts> inOrder) {
    List<SchemaChange> changes = new ArrayList<>();
    List<NotRead> problems = new ArrayList<>();
    for (SchemaFacts facts : inOrder) {
      changes.addAll(facts.changes());
      problems.addAll(facts.problems());
    }
    return of(changes, problems);
  }
}
