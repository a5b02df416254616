package dev.watertight.analyzer.text;

import dev.watertight.analyzer.sql.Dialect;
import dev.watertight.analyzer.sql.SqlShape;
import java.util.List;
import java.util.Optional;

/**
 * A statement whose text is put together.
 *
 * @param namespace the namespace of its mapper; may be empty
 * @param id its id in the namespace
 * @param path the file that it stands in
 * @param line the line of its tag, from 1
 * @param variants the texts that it can have: each part that may be left out is in one of them, and
 *     each branch of each choice. At least one
 * @param bare the texts without what may be left out, as far as they can be read
 * @param dynamic whether its text depends on its parameters
 * @param missing the ids of includes that were not found; a hole stands for each
 * @param leftOut the names of what was taken for paging or order, and is not in the texts
 */
public record MappedStatement(
    String namespace,
    String id,
    Optional<String> databaseId,
    MapperStatement.Kind kind,
    String path,
    int line,
    List<SourceText> variants,
    List<SourceText> bare,
    boolean dynamic,
    List<String> missing,
    List<String> leftOut) {
  public MappedStatement {
    variants = List.copyOf(variants);
    bare = List.copyOf(bare);
    missing = List.copyOf(missing);
    leftOut = List.copyOf(leftOut);
  }

  /** Its name as MyBatis knows it: {@code namespace.id}. */
  public String name() {
    return namespace.isEmpty() ? id : namespace + "." + id;
  }

  /** The texts read as SQL, in the order of {@link #variants}. */
  public List<SqlShape> shapes() {
    return variants.stream()
        .map(v -> dev.watertight.analyzer.sql.SqlReader.read(v.text(), Dialect.SQL))
        .toList();
  }
}
