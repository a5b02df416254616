package dev.watertight.analyzer.text;

import dev.watertight.analyzer.schema.NotRead;
import java.util.List;

/**
 * A mapper file of MyBatis or iBATIS.
 *
 * @param path relative to the project's root
 * @param namespace its namespace: the interface of a MyBatis mapper; may be empty
 * @param statements its statements, in order
 * @param fragments its {@code <sql>} fragments, in order
 * @param problems what could not be read of it
 */
public record MapperFile(
    String path,
    String namespace,
    List<MapperStatement> statements,
    List<MapperStatement> fragments,
    List<NotRead> problems) {
  public MapperFile {
    statements = List.copyOf(statements);
    fragments = List.copyOf(fragments);
    problems = List.copyOf(problems);
  }

  /** Whether nothing at all was found: it is no mapper file. */
  public boolean isEmpty() {
    return statements.isEmpty() && fragments.isEmpty() && problems.isEmpty();
  }
}
