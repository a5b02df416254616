package dev.watertight.analyzer.sql;

import java.util.List;
import java.util.Optional;

/**
 * A relation of a JPQL statement that is reached through an attribute: {@code join p.tasks t}.
 *
 * @param alias the alias that the path begins with
 * @param path the attributes after it, at least one
 * @param as the alias that the relation gets
 */
public record EntityPath(String alias, List<String> path, Optional<String> as) {
  public EntityPath {
    path = List.copyOf(path);
  }
}
