package dev.watertight.isolation.operation;

import java.util.List;

/**
 * What a data layer can be asked to do.
 *
 * @param operations what can be called, by name
 * @param uncalled what is left out, by name
 */
public record Found(List<Operation> operations, List<Uncalled> uncalled) {
  public Found {
    operations = List.copyOf(operations);
    uncalled = List.copyOf(uncalled);
  }
}
