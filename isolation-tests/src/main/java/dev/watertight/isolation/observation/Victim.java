package dev.watertight.isolation.observation;

import java.util.Set;

/**
 * What a foreign tenant's data is recognised by.
 *
 * @param tenant its label
 * @param marks what each of its canaries begins with: {@code wtB7}
 * @param ids its own id and the ids of its rows
 * @param values other values that only it has
 */
public record Victim(String tenant, Set<String> marks, Set<String> ids, Set<String> values) {
  public Victim {
    marks = Set.copyOf(marks);
    ids = Set.copyOf(ids);
    values = Set.copyOf(values);
  }
}
