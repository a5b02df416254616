package dev.watertight.database.scratch;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The migrations of a project, which make its schema: Flyway's where the files are named so ({@code
 * V1__init.sql}), else all {@code .sql} files in the order of their paths. They run as a role of
 * their own, which may do all while they run and is a plain role afterwards: so it owns the tables,
 * views and functions as a plain owner does in production, and not as a superuser, whom no policy
 * would hold.
 */
public final class Migrations {
  /** The role that migrations run as where no other is named. */
  public static final String OWNER = "watertight_owner";

  private final List<Path> folders;
  private final Optional<String> wantedOwner;

  /** Migrations that run as {@link #OWNER}. */
  public Migrations(List<Path> folders) {
    this(folders, Optional.empty());
  }

  /**
   * Migrations that run as a role of the given name.
   *
   * @param owner not a superuser of the server's own, which would stay one
   */
  public Migrations(List<Path> folders, Optional<String> owner) {
    this.folders = List.copyOf(folders);
    this.wantedOwner = owner.filter(o -> !o.equals(Cluster.SUPERUSER));
  }

  /**
   * Makes the schema in a new database. A role that a migration names and that none makes is made
   * as a plain one, and all begins anew.
   *
   * @throws MigrationException if a migration fails; the message names file, line and the server's
   *     words, and nothing is left behind
   */
  public Schema make(ScratchServer server) throws MigrationException, IOException, SQLException {
    MigrationFiles files = new MigrationFiles(folders);
    files.all();
    TreeSet<String> roles = new TreeSet<>();
    String owner = wantedOwner.orElse(OWNER);
    MigrationException first = new MigrationException("");
    while (true) {
      ScratchDatabase database = server.create();
      boolean made = false;
      try {
        Schema schema = run(server, database, owner, roles);
        made = true;
        return schema;
      } catch (MigrationException e) {
        Optional<String> missing = e.missingRole();
        if (e.presentRole().filter(owner::equals).isPresent() && !owner.equals(OWNER)) {
          // The migrations make the role that was to run them.
          owner = OWNER;
        } else if (missing.isPresent() && server.roles().areOurs() && roles.add(missing.get())) {
          first = e;
        } else if (e.presentRole().filter(roles::contains).isPresent()) {
          // They do make the role, only too late: the first failure is the one to be told.
          throw first;
        } else {
          throw missing.isPresent() && !server.roles().areOurs() ? withoutRoles(e) : e;
        }
      } finally {
        if (!made) {
          server.drop(database);
        }
      }
    }
  }

  private static MigrationException withoutRoles(MigrationException e) {
    return new MigrationException(
        e.getMessage()
            + System.lineSeparator()
            + "No role is made on a given server but by the migrations: make it there, or use"
            + " database.engine embedded.",
        e);
  }

  private Schema run(
      ScratchServer server, ScratchDatabase database, String owner, Set<String> others)
      throws MigrationException, IOException, SQLException {
    Roles roles = server.roles();
    List<String> notes = new ArrayList<>();
    String migrator = roles.areOurs() ? owner : roles.current();
    if (roles.areOurs()) {
      roles.create(owner, true);
      roles.own(database, owner);
      for (String role : others) {
        roles.create(role, false);
        notes.add(
            "The role `"
                + role
                + "` is named by the migrations and made by none of them: it was made as a plain"
                + " login role before they ran. If it has other rights in production, make it in a"
                + " migration.");
      }
    }
    List<MigrationFiles.Entry> entries = new MigrationFiles(folders).all();
    if (!roles.areOurs()) {
      new ServerWide(present(server, database)).refuse(entries);
      notes.add(
          "On the given server the migrations ran as `"
              + migrator
              + "`, which so owns what they made. No policy holds a superuser: that a view or a"
              + " function with its owner's rights leaks may not be so where a plain role owns it."
              + " database.engine embedded tells.");
    }
    if (MigrationFiles.areFlyways(entries)) {
      new FlywayRun(folders, entries).apply(roles, database, migrator);
    } else {
      new PlainRun(entries).apply(roles, database, migrator);
    }
    if (roles.areOurs()) {
      roles.makePlain(owner);
    }
    return new Schema(database, migrator, notes);
  }

  private static Set<String> present(ScratchServer server, ScratchDatabase database)
      throws SQLException {
    Set<String> names = new TreeSet<>();
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select rolname from pg_roles")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }
}
