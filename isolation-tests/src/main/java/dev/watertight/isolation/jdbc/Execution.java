package dev.watertight.isolation.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A statement that was sent to the database.
 *
 * @param original what the data layer gave
 * @param sent what the driver was given instead, after {@link Watch#beforeSend}
 * @param binds the values of its parameters in their order, as the data layer gave them; empty for
 *     null and for a parameter that was never set
 * @param failure what the driver threw
 * @param rows the number of changed rows, or -1 where there is none
 * @param batch whether it was an entry of a batch
 */
public record Execution(
    String original,
    String sent,
    List<Optional<Object>> binds,
    Optional<SQLException> failure,
    long rows,
    boolean batch) {
  public Execution {
    binds = List.copyOf(binds);
  }
}
