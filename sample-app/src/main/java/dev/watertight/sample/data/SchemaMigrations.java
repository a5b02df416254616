package dev.watertight.sample.data;

import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.Objects;
import org.flywaydb.core.Flyway;

/**
 * What the owner of the tables does: migrations, and the monthly partitions of {@code activity}.
 * Runs when the application is deployed and once a month, not while it serves requests.
 */
public final class SchemaMigrations {
  private final DatabaseLogin owner;

  /** Works as {@code owner}; the migrations refuse to run as the application's role. */
  public SchemaMigrations(DatabaseLogin owner) {
    this.owner = Objects.requireNonNull(owner, "owner");
  }

  /**
   * Brings the schema up to date.
   *
   * @return how many migrations were applied; 0 where the schema was current
   * @throws org.flywaydb.core.api.FlywayException where a migration fails or was altered after it
   *     was applied
   */
  public int migrate() {
    return Flyway.configure()
        .dataSource(owner.url(), owner.user(), owner.password())
        .locations("classpath:db/migration")
        .validateMigrationNaming(true)
        .cleanDisabled(true)
        .load()
        .migrate()
        .migrationsExecuted;
  }

  /**
   * Makes the partitions of {@code activity} for {@code count} months from {@code first} on, where
   * they are missing. Rows of these months that the default partition has caught are moved.
   */
  public void prepareActivityMonths(YearMonth first, int count) {
    try (Connection connection =
            DriverManager.getConnection(owner.url(), owner.user(), owner.password());
        PreparedStatement create =
            connection.prepareStatement("select public.create_activity_partition(?)")) {
      for (int month = 0; month < count; month++) {
        create.setDate(1, Date.valueOf(first.plusMonths(month).atDay(1)));
        create.execute();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(
          "Cannot make the partitions of activity from " + first + " on as " + owner, e);
    }
  }
}
