package dev.watertight.analyzer.scope;

import java.util.List;

/**
 * What is wrong with a statement, by the tenant columns of the tables that it names.
 *
 * @param unscoped relations that are read, updated or deleted and not held to the tenant
 * @param unstamped rows that are inserted without the scope's tenant
 * @param assigned tenant columns that are assigned
 */
public record Judgement(List<Gap> unscoped, List<Gap> unstamped, List<Gap> assigned) {
  /** Nothing is wrong. */
  public static final Judgement FINE = new Judgement(List.of(), List.of(), List.of());

  public Judgement {
    unscoped = List.copyOf(unscoped);
    unstamped = List.copyOf(unstamped);
    assigned = List.copyOf(assigned);
  }
}
