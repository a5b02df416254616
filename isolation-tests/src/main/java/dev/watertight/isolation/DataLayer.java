package dev.watertight.isolation;

import javax.sql.DataSource;

/**
 * Starts the application's data layer on a database. It is called a few times in a test run: for
 * each cell, with row-level security and without, in the presence and in the absence of others.
 *
 * @param <T> what work is done on
 */
@FunctionalInterface
public interface DataLayer<T> {
  /**
   * Starts it.
   *
   * @param dataSource the only way to the database: what goes past it is not seen and not tested.
   *     Its connections log in as the application's role
   */
  TenantLayer<T> start(DataSource dataSource) throws Exception;
}
