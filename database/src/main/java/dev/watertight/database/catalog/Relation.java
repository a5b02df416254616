package dev.watertight.database.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table, partition, view, materialized view, foreign table or sequence.
 *
 * @param oid its object id
 * @param owner the role that owns it
 * @param rls whether row-level security is enabled
 * @param forced whether it holds for the owner too
 * @param partition whether it is a partition of another table
 * @param parents the tables that it is a partition of, or inherits from
 * @param grants who may do what, as declared; the owner's own rights are among them
 * @param options storage parameters, such as {@code security_invoker → true}
 * @param definition a view's query; empty for others
 * @param partitionKey how its rows are spread over partitions, such as {@code RANGE (at)}
 * @param bound what a partition takes, such as {@code FOR VALUES FROM (1) TO (5)}
 * @param extension whether it belongs to an extension
 */
public record Relation(
    long oid,
    String schema,
    String name,
    Kind kind,
    String owner,
    boolean rls,
    boolean forced,
    boolean partition,
    List<Long> parents,
    List<Column> columns,
    List<Grant> grants,
    Map<String, String> options,
    Optional<String> definition,
    Optional<String> partitionKey,
    Optional<String> bound,
    boolean extension) {
  /** What it is. */
  public enum Kind {
    TABLE('r'),
    PARTITIONED('p'),
    VIEW('v'),
    MATERIALIZED_VIEW('m'),
    FOREIGN_TABLE('f'),
    SEQUENCE('S');

    private final char code;

    Kind(char code) {
      this.code = code;
    }

    static Kind of(String relkind) {
      for (Kind kind : values()) {
        if (kind.code == relkind.charAt(0)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("no kind of relation: " + relkind);
    }
  }

  public Relation {
    parents = List.copyOf(parents);
    columns = List.copyOf(columns);
    grants = List.copyOf(grants);
    options = Map.copyOf(options);
  }

  /** {@code schema.name}, as findings spell it. */
  public String label() {
    return schema + "." + name;
  }

  /** The name for SQL text, quoted where it must be. */
  public String sql() {
    return Identifier.quoted(schema) + "." + Identifier.quoted(name);
  }

  /** Whether rows are stored under it, in itself or in its partitions. */
  public boolean isTable() {
    return kind == Kind.TABLE || kind == Kind.PARTITIONED;
  }

  /** The column of this name. */
  public Optional<Column> column(String column) {
    return columns.stream().filter(c -> c.name().equals(column)).findFirst();
  }
}
