package dev.watertight.isolation.experiment;

import dev.watertight.isolation.jdbc.Execution;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What went through a data source while one step was done. Several threads may write to it. */
final class Recording {
  /** PostgreSQL's code for a text that is no statement. */
  private static final String SYNTAX_ERROR = "42601";

  private final List<Execution> executions = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> unwritten = Collections.synchronizedSet(new LinkedHashSet<>());
  private final Set<String> bypasses = Collections.synchronizedSet(new LinkedHashSet<>());
  private final Set<Bleed> bleeds = Collections.synchronizedSet(new LinkedHashSet<>());
  private volatile boolean fault;

  void executed(Execution execution) {
    executions.add(execution);
    if (isNoStatement(execution)) {
      unwritten.remove(execution.original());
    }
  }

  /** Whether the text is none that PostgreSQL knows: nothing can come of it, in no cell. */
  static boolean isNoStatement(Execution execution) {
    return execution.sent().equals(execution.original())
        && execution.failure().filter(f -> SYNTAX_ERROR.equals(f.getSQLState())).isPresent();
  }

  void notRewritten(String sql) {
    unwritten.add(sql);
  }

  void bypassed(String what) {
    bypasses.add(what);
  }

  void bled(Bleed bleed) {
    bleeds.add(bleed);
  }

  void hadFault(boolean had) {
    fault = had;
  }

  List<Execution> executions() {
    synchronized (executions) {
      return List.copyOf(executions);
    }
  }

  /** Statements from which the tenant could not be taken. */
  List<String> unwritten() {
    synchronized (unwritten) {
      return List.copyOf(unwritten);
    }
  }

  List<String> bypasses() {
    synchronized (bypasses) {
      return List.copyOf(bypasses);
    }
  }

  List<Bleed> bleeds() {
    synchronized (bleeds) {
      return List.copyOf(bleeds);
    }
  }

  /** Whether a mutant was in a statement. */
  boolean hadFault() {
    return fault;
  }
}
