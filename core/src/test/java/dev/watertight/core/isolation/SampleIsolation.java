package dev.watertight.core.isolation;

import dev.watertight.core.isolation.Ledger.Entry;
import dev.watertight.core.isolation.Ledger.Standing;
import dev.watertight.core.isolation.Ledger.Uncalled;
import dev.watertight.core.isolation.Mutant.Outcome;
import dev.watertight.core.isolation.OperationResult.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Results of isolation tests that formats and reports are shown with. */
public final class SampleIsolation {
  private static final CellResult HELD = CellResult.held();
  private static final CellResult LEAKED = CellResult.leaked();

  private SampleIsolation() {}

  /** One operation of every state, a mutant of every outcome, a statement of every standing. */
  public static IsolationResult result() {
    return new IsolationResult(
        "7c31",
        List.of(
            operation("projects().findById(UUID)", Kind.TENANT, HELD, HELD, HELD, LEAKED),
            operation("projects().findAll()", Kind.TENANT, HELD, LEAKED, HELD, LEAKED),
            operation("projects().count()", Kind.TENANT, HELD, HELD, HELD, HELD),
            operation(
                "tasks().search(String)",
                Kind.TENANT,
                HELD,
                HELD,
                CellResult.opaque("a statement is a call of a procedure"),
                CellResult.opaque("a statement is a call of a procedure")),
            operation(
                "tasks().archive()",
                Kind.TENANT,
                CellResult.notRun("it throws `TimeoutException`"),
                CellResult.notRun("it throws `TimeoutException`"),
                CellResult.notRun("it throws `TimeoutException`"),
                CellResult.notRun("it throws `TimeoutException`")),
            operation("plans().all()", Kind.SHARED, HELD, HELD, HELD, HELD),
            new OperationResult(
                "billing().export()",
                Kind.ACROSS_TENANTS,
                Map.of(
                    Cell.BOTH,
                    LEAKED,
                    Cell.APPLICATION_ONLY,
                    LEAKED,
                    Cell.DATABASE_ONLY,
                    LEAKED,
                    Cell.NEITHER,
                    LEAKED),
                12,
                1,
                Optional.of("nightly export, reviewed"))),
        List.of(
            mutant("predicate dropped", Outcome.KILLED),
            mutant("predicate negated", Outcome.MASKED_BY_RLS),
            mutant("bound to another tenant", Outcome.SURVIVED),
            mutant("moved under OR", Outcome.EQUIVALENT)),
        new Ledger(
            List.of(
                new Entry(
                    "select * from projects where organization_id = ?",
                    Standing.SCOPED,
                    "",
                    "projects().findById(UUID)"),
                new Entry(
                    "select * from projects",
                    Standing.UNSCOPED,
                    "`projects` is not constrained",
                    "projects().findAll()"),
                new Entry(
                    "select * from projects order by organization_id",
                    Standing.ACROSS_TENANTS,
                    "nightly export, reviewed",
                    "billing().export()"),
                new Entry(
                    "call search_tasks(?)",
                    Standing.OPAQUE,
                    "a call of a procedure",
                    "tasks().search(String)")),
            List.of("public.activity"),
            List.of(new Uncalled("projects().listen(Consumer)", "no argument for `Consumer`"))),
        List.of(
            new Counterexample(
                "leak-read",
                Optional.of(Cell.APPLICATION_ONLY),
                "projects().findAll()",
                Optional.of("A = org_a; B = org_b"),
                "`projects().findAll()` of org_a returned a row of org_b",
                List.of("org_b has the project p7", "org_a lists projects", "p7 is in the result"),
                List.of("select * from projects -- 2 rows", "-- p7: organization_id = org_b"),
                "7c31:12",
                "@Test\nvoid leaks() {\n  assertThat(layer.projects().findAll()).isEmpty();\n}\n")),
        List.of("a note"));
  }

  /** Many of everything. */
  public static IsolationResult large(int operations, int mutants) {
    List<OperationResult> many = new ArrayList<>();
    for (int i = 0; i < operations; i++) {
      String name = "facade" + i % 25 + "().operation" + i + "(UUID, String, List<Filter>)";
      many.add(
          i % 50 == 7
              ? operation(name, Kind.TENANT, HELD, LEAKED, HELD, LEAKED)
              : operation(name, Kind.TENANT, HELD, HELD, HELD, LEAKED));
    }
    List<Mutant> faults = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < mutants; i++) {
      Outcome outcome = i % 5 == 0 ? Outcome.SURVIVED : Outcome.KILLED;
      String sql = "select * from table_" + i + " where organization_id = ? and id = ?";
      faults.add(
          new Mutant(
              "predicate dropped",
              sql,
              Optional.of("public.table_" + i),
              many.get(i % operations).operation(),
              outcome,
              "by the canary"));
      entries.add(new Entry(sql, Standing.SCOPED, "", many.get(i % operations).operation()));
    }
    return new IsolationResult(
        "1", many, faults, new Ledger(entries, List.of(), List.of()), List.of(), List.of());
  }

  /** The same text wherever there can be one. */
  public static IsolationResult hostile(String text) {
    return new IsolationResult(
        text,
        List.of(
            new OperationResult(
                text,
                Kind.TENANT,
                Map.of(
                    Cell.BOTH,
                    HELD,
                    Cell.APPLICATION_ONLY,
                    CellResult.opaque(text),
                    Cell.DATABASE_ONLY,
                    CellResult.notRun(text),
                    Cell.NEITHER,
                    LEAKED),
                1,
                1,
                Optional.of(text))),
        List.of(new Mutant(text, text, Optional.of(text), text, Outcome.SURVIVED, text)),
        new Ledger(
            List.of(
                new Entry(text, Standing.UNSCOPED, text, text),
                new Entry(text, Standing.OPAQUE, text, text)),
            List.of(text),
            List.of(new Uncalled(text, text))),
        List.of(
            new Counterexample(
                "leak-write",
                Optional.of(Cell.DATABASE_ONLY),
                text,
                Optional.of(text),
                text,
                List.of(text),
                List.of(text),
                text,
                text)),
        List.of(text));
  }

  static Mutant mutant(String operator, Outcome outcome) {
    return new Mutant(
        operator,
        "select * from projects where organization_id = ?",
        Optional.of("public.projects"),
        "projects().findById(UUID)",
        outcome,
        "because");
  }

  /** An operation that was tried 400 times. */
  public static OperationResult operation(
      String name,
      Kind kind,
      CellResult both,
      CellResult applicationOnly,
      CellResult databaseOnly,
      CellResult neither) {
    return new OperationResult(
        name,
        kind,
        Map.of(
            Cell.BOTH, both,
            Cell.APPLICATION_ONLY, applicationOnly,
            Cell.DATABASE_ONLY, databaseOnly,
            Cell.NEITHER, neither),
        400,
        2,
        Optional.empty());
  }
}
