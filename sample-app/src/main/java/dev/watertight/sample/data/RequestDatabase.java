package dev.watertight.sample.data;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.watertight.sample.data.tenant.Tenants;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultConfiguration;

/**
 * The pool that serves requests, as a role that row-level security holds. The pool itself is handed
 * to nobody: all there is to get is {@link #tenants()}.
 */
public final class RequestDatabase implements AutoCloseable {
  private static final String WHAT_THE_ROLE_COULD_DO =
      """
      select r.rolsuper,
             r.rolbypassrls,
             exists (select from pg_catalog.pg_class c
                      where c.relnamespace = 'public'::regnamespace
                        and c.relkind in ('r', 'p')
                        and pg_has_role(current_user, c.relowner, 'MEMBER'))
        from pg_catalog.pg_roles r
       where r.rolname = current_user
      """;

  private final HikariDataSource pool;
  private final Tenants tenants;

  private RequestDatabase(HikariDataSource pool) {
    this.pool = pool;
    this.tenants = new Tenants(new DefaultConfiguration().set(pool).set(SQLDialect.POSTGRES));
  }

  /**
   * Opens the pool.
   *
   * @param login the application's login, not the owner's
   * @param connections the most connections that the pool holds
   * @throws IllegalStateException where the login's role can get past row-level security: it is a
   *     superuser, has BYPASSRLS, or owns tables or can become their owner
   */
  public static RequestDatabase connect(DatabaseLogin login, int connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("requests");
    config.setJdbcUrl(login.url());
    config.setUsername(login.user());
    config.setPassword(login.password());
    config.setMaximumPoolSize(connections);
    config.addDataSourceProperty("ApplicationName", "watertight-sample");
    // Error details quote rows; messages end up in logs and answers.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    HikariDataSource pool = new HikariDataSource(config);
    try {
      refuseAPowerfulRole(pool, login);
      return new RequestDatabase(pool);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  /** The one way to tenants' data. */
  public Tenants tenants() {
    return tenants;
  }

  @Override
  public void close() {
    pool.close();
  }

  private static void refuseAPowerfulRole(HikariDataSource pool, DatabaseLogin login) {
    try (Connection connection = pool.getConnection();
        PreparedStatement query = connection.prepareStatement(WHAT_THE_ROLE_COULD_DO);
        ResultSet role = query.executeQuery()) {
      role.next();
      List<String> powers = new ArrayList<>();
      if (role.getBoolean(1)) {
        powers.add("is a superuser");
      }
      if (role.getBoolean(2)) {
        powers.add("has BYPASSRLS");
      }
      if (role.getBoolean(3)) {
        powers.add("owns tables, or can become their owner");
      }
      if (!powers.isEmpty()) {
        throw new IllegalStateException(
            "Requests must not be served as "
                + login.user()
                + ", which "
                + String.join(" and ", powers)
                + ": row-level security would not hold it. Log in as app_user.");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot read what the role of " + login + " may do", e);
    }
  }
}
