package dev.watertight.isolation.layer;

import dev.watertight.isolation.TenantLayer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/** Data layers that are right for one request after another, as long as nothing goes wrong. */
public final class HastyProjects {
  private static final String CONTEXT = "select set_config('app.current_org_id', ?, false)";

  private final Connection connection;
  private final Tenant tenant;

  private HastyProjects(Connection connection, Tenant tenant) {
    this.connection = connection;
    this.tenant = tenant;
  }

  private interface Tenant {
    String id();
  }

  /** Sets the context for the session, and takes it back where all went well. */
  public static TenantLayer<HastyProjects> forgetfulWhenItFails(DataSource dataSource) {
    return (tenant, work) -> {
      try (Connection connection = dataSource.getConnection()) {
        set(connection, tenant);
        Object result = work.apply(new HastyProjects(connection, () -> tenant));
        set(connection, "");
        return result;
      }
    };
  }

  /** Sets the context for the session, and takes it back whatever happens. */
  public static TenantLayer<HastyProjects> tidyOnItsOwnConnection(DataSource dataSource) {
    return (tenant, work) -> {
      try (Connection connection = dataSource.getConnection()) {
        set(connection, tenant);
        try {
          return work.apply(new HastyProjects(connection, () -> tenant));
        } finally {
          set(connection, "");
        }
      }
    };
  }

  /** Right in every transaction, but counts on a table that only its session has. */
  public static TenantLayer<HastyProjects> withATableOfItsSession(DataSource dataSource) {
    return (tenant, work) -> {
      try (Connection connection = dataSource.getConnection()) {
        execute(connection, "create temporary table if not exists seen (id text)");
        execute(connection, "delete from seen");
        connection.setAutoCommit(false);
        execute(connection, "select set_config('app.current_org_id', '" + tenant + "', true)");
        Object result = work.apply(new HastyProjects(connection, () -> tenant));
        connection.commit();
        connection.setAutoCommit(true);
        return result;
      }
    };
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Keeps the tenant in a field that all requests share, and gives others time to change it. */
  public static TenantLayer<HastyProjects> sharedByAllThreads(DataSource dataSource) {
    String[] current = {""};
    Exchanger<String> meeting = new Exchanger<>();
    return (tenant, work) -> {
      try (Connection connection = dataSource.getConnection()) {
        current[0] = tenant;
        set(connection, tenant);
        meet(meeting, tenant);
        try {
          return work.apply(new HastyProjects(connection, () -> current[0]));
        } finally {
          set(connection, "");
        }
      }
    };
  }

  private static void meet(Exchanger<String> meeting, String tenant) throws InterruptedException {
    try {
      meeting.exchange(tenant, 5, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return; // Nobody else is there.
    }
  }

  private static void set(Connection connection, String tenant) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CONTEXT)) {
      statement.setString(1, tenant);
      statement.execute();
    }
  }

  public List<String> names() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select name from projects where organization_id = ? order by 1")) {
      statement.setString(1, tenant.id());
      try (ResultSet rows = statement.executeQuery()) {
        List<String> all = new ArrayList<>();
        while (rows.next()) {
          all.add(rows.getString(1));
        }
        return all;
      }
    }
  }
}
