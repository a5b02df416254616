package dev.watertight.sample.data.tenant;

import java.sql.SQLException;
import java.util.Optional;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Notes on the scope that a statement failed, and turns what the database says of a constraint into
 * the exceptions of this package.
 */
final class StatementFailures implements ExecuteListener {
  private static final long serialVersionUID = 1L;

  private static final String DATA_EXCEPTION_CLASS = "22";
  private static final String NOT_NULL = "23502";
  private static final String FOREIGN_KEY = "23503";
  private static final String UNIQUE = "23505";
  private static final String CHECK = "23514";

  @Override
  public void exception(ExecuteContext context) {
    SQLException failure = context.sqlException();
    if (failure != null && failure.getSQLState() != null) {
      translate(failure, failure.getSQLState()).ifPresent(context::exception);
    }
    if (context.exception() != null) {
      Tenants.statementFailed(context.exception());
    }
  }

  private static Optional<RuntimeException> translate(SQLException failure, String state) {
    String constraint = constraintOf(failure);
    return switch (state) {
      case UNIQUE -> Optional.of(new DuplicateException(constraint, failure));
      case FOREIGN_KEY -> Optional.of(new MissingReferenceException(constraint, failure));
      case CHECK, NOT_NULL -> Optional.of(new InvalidValueException(constraint, failure));
      default ->
          state.startsWith(DATA_EXCEPTION_CLASS)
              ? Optional.of(new InvalidValueException(constraint, failure))
              : Optional.empty();
    };
  }

  private static @Nullable String constraintOf(SQLException failure) {
    if (failure instanceof PSQLException postgres) {
      ServerErrorMessage message = postgres.getServerErrorMessage();
      return message == null ? null : message.getConstraint();
    }
    return null;
  }
}
