package dev.watertight.isolation.experiment;

import dev.watertight.core.isolation.Cell;
import dev.watertight.database.audit.Subject;
import dev.watertight.database.audit.Testbed;
import dev.watertight.database.catalog.Relation;
import dev.watertight.database.scratch.ScratchDatabase;
import dev.watertight.database.scratch.ScratchServer;
import dev.watertight.database.world.Tenant;
import java.sql.SQLException;
import java.util.List;

/**
 * The four databases: with row-level security and without, each in the presence of the other
 * tenants and in their absence.
 */
final class Worlds implements AutoCloseable {
  private final WorldDatabase crowded;
  private final WorldDatabase alone;
  private final WorldDatabase crowdedWithoutRls;
  private final WorldDatabase aloneWithoutRls;

  private Worlds(
      WorldDatabase crowded,
      WorldDatabase alone,
      WorldDatabase crowdedWithoutRls,
      WorldDatabase aloneWithoutRls) {
    this.crowded = crowded;
    this.alone = alone;
    this.crowdedWithoutRls = crowdedWithoutRls;
    this.aloneWithoutRls = aloneWithoutRls;
  }

  /** Makes three more of the testbed's database, to which nothing may be connected. */
  static Worlds of(ScratchServer server, Testbed testbed) throws SQLException {
    Subject subject = testbed.subject();
    List<Relation> stored =
        subject.catalog().relations().stream()
            .filter(r -> r.isTable() && !r.extension() && !isSystem(r))
            .toList();
    List<WatchedTable> tables =
        stored.stream().filter(r -> !r.partition()).map(r -> WatchedTable.of(r, subject)).toList();
    List<Relation> sequences =
        subject.catalog().relations().stream()
            .filter(r -> r.kind() == Relation.Kind.SEQUENCE && !r.extension() && !isSystem(r))
            .toList();
    ScratchDatabase first = testbed.schema().database();
    ScratchDatabase second = copy(server, testbed);
    ScratchDatabase third = copy(server, testbed);
    ScratchDatabase fourth = copy(server, testbed);
    Worlds worlds =
        new Worlds(
            new WorldDatabase(server, first, tables, sequences),
            new WorldDatabase(server, second, tables, sequences),
            new WorldDatabase(server, third, tables, sequences),
            new WorldDatabase(server, fourth, tables, sequences));
    List<Tenant> others = subject.world().tenants().stream().skip(1).toList();
    worlds.alone.remove(others);
    worlds.aloneWithoutRls.remove(others);
    worlds.crowdedWithoutRls.withoutRowLevelSecurity(stored);
    worlds.aloneWithoutRls.withoutRowLevelSecurity(stored);
    for (WorldDatabase each : worlds.all()) {
      each.keep();
    }
    return worlds;
  }

  /** A copy belongs to whom the original does: what its owner may do, foreign keys need. */
  private static ScratchDatabase copy(ScratchServer server, Testbed testbed) throws SQLException {
    ScratchDatabase copy = server.cloneOf(testbed.schema().database());
    server.roles().own(copy, testbed.schema().owner());
    return copy;
  }

  private static boolean isSystem(Relation relation) {
    return relation.schema().equals("information_schema") || relation.schema().startsWith("pg_");
  }

  /** The database of a cell, with the others in it. */
  WorldDatabase crowded(Cell cell) {
    return cell.database() ? crowded : crowdedWithoutRls;
  }

  /** The database of a cell, without the others. */
  WorldDatabase alone(Cell cell) {
    return cell.database() ? alone : aloneWithoutRls;
  }

  List<WorldDatabase> all() {
    return List.of(crowded, alone, crowdedWithoutRls, aloneWithoutRls);
  }

  @Override
  public void close() throws SQLException {
    for (WorldDatabase each : all()) {
      each.close();
    }
  }
}
