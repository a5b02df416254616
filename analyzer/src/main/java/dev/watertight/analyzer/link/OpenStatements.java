package dev.watertight.analyzer.link;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Statements of generic base classes. Each call that says by its receiver which entity is meant is
 * an access at the call; where nobody in the project calls, as with what a framework calls, the
 * statement touches the tables of all subtypes.
 */
final class OpenStatements {
  private static final int MAX_ROUNDS = 6;

  private final Program program;
  private final Function<MethodDecl, List<Collector.LoggedCall>> callers;

  OpenStatements(Program program, Function<MethodDecl, List<Collector.LoggedCall>> callers) {
    this.program = program;
    this.callers = callers;
  }

  /** The accesses that the statement comes to. */
  List<Access> resolve(Collector.BuiltStatement built) {
    List<Access> done = new ArrayList<>();
    Statement.Open open = built.statement().open().orElseThrow();
    boolean called =
        built.method().isPresent()
            && resolve(built, open, built.method().get(), 0, new HashSet<>(), done);
    if (!called) {
      bySubtypes(built, open, done);
    }
    return done;
  }

  /** Whether any call says what is meant. */
  private boolean resolve(
      Collector.BuiltStatement built,
      Statement.Open open,
      MethodDecl method,
      int round,
      Set<MethodDecl> seen,
      List<Access> done) {
    boolean called = false;
    if (round >= MAX_ROUNDS || !seen.add(method)) {
      return false;
    }
    for (Collector.LoggedCall call : callers.apply(method)) {
      Optional<KnownTable> table = open.table().apply(call.on());
      if (table.isPresent()) {
        called = true;
        Collector.BuiltStatement moved =
            new Collector.BuiltStatement(
                built.statement(), built.through(), call.type(), call.member(), call.method());
        TableUse use =
            new TableUse(table.get().schema(), table.get().name(), open.write(), call.at());
        List<TableUse> uses = new ArrayList<>(built.statement().tables());
        uses.add(use);
        done.add(Linker.access(moved, uses, List.of(), call.at()));
      } else if (call.method().isPresent()) {
        called |= resolve(built, open, call.method().get(), round + 1, seen, done);
      }
    }
    return called;
  }

  private void bySubtypes(Collector.BuiltStatement built, Statement.Open open, List<Access> done) {
    Statement statement = built.statement();
    Set<TableUse> uses = new LinkedHashSet<>(statement.tables());
    for (TypeDecl subtype : program.subtypes(built.type().name())) {
      open.table()
          .apply(JType.of(subtype.name()))
          .ifPresent(
              t -> uses.add(new TableUse(t.schema(), t.name(), open.write(), statement.at())));
    }
    if (uses.isEmpty() && !statement.unknowns().isEmpty()) {
      done.add(Linker.access(built, List.of(), statement.unknowns(), statement.at()));
    } else if (!uses.isEmpty()) {
      done.add(Linker.access(built, List.copyOf(uses), List.of(), statement.at()));
    }
  }
}
