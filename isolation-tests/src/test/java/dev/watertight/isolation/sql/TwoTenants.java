package dev.watertight.isolation.sql;

import dev.watertight.database.scratch.EmbeddedServer;
import dev.watertight.database.scratch.ScratchDatabase;
import dev.watertight.isolation.sql.SqlSchema.Kind;
import dev.watertight.isolation.sql.SqlSchema.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A database in which tenant A has rows named canary-A, and tenant B others named canary-B. */
public final class TwoTenants {
  public static final SqlSchema SCHEMA =
      new SqlSchema(
          List.of(
              new Table("public", "organizations", Kind.TENANTS, List.of("id")),
              new Table("public", "projects", Kind.SCOPED, List.of("org_id")),
              new Table("public", "tasks", Kind.SCOPED, List.of("org_id")),
              new Table("public", "plans", Kind.SHARED, List.of()),
              new Table("billing", "Invoices", Kind.SCOPED, List.of("account_id")),
              new Table("billing", "items", Kind.SCOPED, List.of("tenant_no"))));

  /** The tenants' ids where they are uuids. */
  public static final String UUID_A = "00000000-0000-0000-0000-00000000000a";

  public static final String UUID_B = "00000000-0000-0000-0000-00000000000b";

  private static final String TABLES =
      """
      create schema billing;
      create table organizations (id text primary key, name text);
      create table projects (org_id text not null references organizations, id int not null,
        name text, parent int, data jsonb not null default '{"k": 1}', primary key (org_id, id));
      create table tasks (org_id varchar(20) not null, id int not null, project_id int, title text,
        primary key (org_id, id));
      create table plans (id int primary key, name text);
      create table billing."Invoices" (account_id uuid not null, id bigint not null, note text,
        primary key (account_id, id));
      create table billing.items (tenant_no bigint not null, id bigint not null, note text,
        primary key (tenant_no, id));
      insert into organizations values ('A', 'canary-A'), ('B', 'canary-B');
      insert into projects (org_id, id, name, parent)
        values ('A', 1, 'canary-A', null), ('A', 2, 'canary-A2', 1),
               ('B', 1, 'canary-B', null), ('B', 2, 'canary-B2', 1), ('B', 3, 'canary-B3', 1);
      insert into tasks values ('A', 1, 1, 'canary-A'), ('B', 1, 1, 'canary-B');
      insert into plans values (1, 'free');
      insert into billing."Invoices"
        values ('%s', 1, 'canary-A'), ('%s', 1, 'canary-B'), ('%s', 2, 'canary-B');
      insert into billing.items values (1, 1, 'canary-A'), (2, 1, 'canary-B');
      """
          .formatted(UUID_A, UUID_B, UUID_B);

  private TwoTenants() {}

  /** A connection with all rights, on which nothing is committed yet. */
  public static Connection connect() throws SQLException {
    return Holder.SERVER.connect(Holder.DATABASE);
  }

  /** Connections with all rights. */
  public static DataSource dataSource() {
    return new Plain();
  }

  private static final class Plain implements DataSource {
    @Override
    public Connection getConnection() throws SQLException {
      return connect();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return connect();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }

    @Override
    public PrintWriter getLogWriter() {
      return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
      return 0;
    }

    @Override
    public Logger getParentLogger() {
      return Logger.getGlobal();
    }
  }

  private static final class Holder {
    static final EmbeddedServer SERVER = start();
    static final ScratchDatabase DATABASE = database();
  }

  private static EmbeddedServer start() {
    try {
      return EmbeddedServer.start(TwoTenants::binaries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ScratchDatabase database() {
    try {
      ScratchDatabase database = Holder.SERVER.create();
      try (Connection connection = Holder.SERVER.connect(database);
          Statement statement = connection.createStatement()) {
        statement.execute(TABLES);
      }
      return database;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static InputStream binaries() throws IOException {
    InputStream in = TwoTenants.class.getResourceAsStream("/postgres-linux-x86_64.txz");
    if (in == null) {
      throw new IOException("no binaries of PostgreSQL are on the class path");
    }
    return in;
  }
}
