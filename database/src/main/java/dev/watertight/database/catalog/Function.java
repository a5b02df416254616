package dev.watertight.database.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A function or procedure.
 *
 * @param arguments the types of its arguments, as SQL writes them
 * @param kind {@code function}, {@code procedure}, {@code aggregate} or {@code window}
 * @param returns what it returns, such as {@code SETOF public.projects}, {@code trigger}
 * @param definer whether it runs with its owner's rights
 * @param volatility {@code immutable}, {@code stable} or {@code volatile}
 * @param settings what it sets while it runs, such as {@code search_path=public}
 * @param body its source text
 * @param definition the whole statement that makes it; empty for an aggregate
 */
public record Function(
    long oid,
    String schema,
    String name,
    List<String> arguments,
    String owner,
    String kind,
    String returns,
    String language,
    boolean definer,
    boolean leakproof,
    boolean strict,
    String volatility,
    List<String> settings,
    String body,
    Optional<String> definition,
    List<Grant> grants,
    boolean extension) {
  public Function {
    arguments = List.copyOf(arguments);
    settings = List.copyOf(settings);
    grants = List.copyOf(grants);
  }

  /** {@code schema.name(types)}, as findings spell it. */
  public String label() {
    return schema + "." + name + "(" + String.join(", ", arguments) + ")";
  }

  /** The name for SQL text, without arguments. */
  public String sql() {
    return Identifier.quoted(schema) + "." + Identifier.quoted(name);
  }
}
