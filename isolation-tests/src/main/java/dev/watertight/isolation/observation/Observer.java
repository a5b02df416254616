package dev.watertight.isolation.observation;

import dev.watertight.isolation.observation.Observation.Cut;
import dev.watertight.isolation.observation.Observation.Failure;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what an operation gave: consumes streams and cursors and closes them, waits for futures,
 * reads records, beans and rows. What fails on the way, such as a lazy relation after its
 * transaction, is a part of what was seen.
 */
public final class Observer {
  private final Limits limits;

  /** With the usual limits. */
  public Observer() {
    this(Limits.USUAL);
  }

  /** With limits of one's own. */
  public Observer(Limits limits) {
    this.limits = limits;
  }

  /** What the result shows. */
  public Observation observe(@Nullable Object result) {
    return new Look(limits).at(result);
  }

  /** What the exception shows: its class, message, SQLSTATE, and its causes. */
  public Observation failure(Throwable thrown) {
    return failure(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  static Observation failure(Throwable thrown, Set<Throwable> seen) {
    if (!seen.add(thrown)) {
      return new Failure(
          thrown.getClass().getName(), "(as above)", Optional.empty(), Optional.empty());
    }
    if (seen.size() > 30) {
      return new Cut("more than 30 causes");
    }
    Optional<String> state = Optional.empty();
    List<Throwable> causes = new ArrayList<>();
    if (thrown.getCause() != null) {
      causes.add(thrown.getCause());
    }
    if (thrown instanceof SQLException sql) {
      state = Optional.ofNullable(sql.getSQLState());
      if (sql.getNextException() != null) {
        causes.add(sql.getNextException());
      }
    }
    causes.addAll(List.of(thrown.getSuppressed()));
    return new Failure(
        thrown.getClass().getName(),
        Objects.requireNonNullElse(message(thrown), ""),
        state,
        chain(causes, seen));
  }

  private static Optional<Observation> chain(List<Throwable> causes, Set<Throwable> seen) {
    List<Observation> all = new ArrayList<>();
    for (Throwable cause : causes) {
      if (!seen.contains(cause)) {
        all.add(failure(cause, seen));
      }
    }
    if (all.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(all.size() == 1 ? all.get(0) : new Observation.Items("list", all));
  }

  private static @Nullable String message(Throwable thrown) {
    try {
      return thrown.getMessage();
    } catch (RuntimeException e) {
      return "(its message fails with " + e.getClass().getName() + ")";
    }
  }
}
