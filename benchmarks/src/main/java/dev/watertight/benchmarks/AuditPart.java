package dev.watertight.benchmarks;

import dev.watertight.database.audit.Audit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The part of the page of measurements that is about the audit. */
final class AuditPart {
  /**
   * The audit of a schema.
   *
   * @param peak megabytes of the JVM resident at the most
   */
  record Size(int tables, AuditMeasurement measured, double peak) {
    /** All that an audit does once its server is there. */
    Clock.Step audit() {
      return measured.sum(PHASES);
    }

    double perTable() {
      return audit().cpu() * 1000 / tables;
    }
  }

  private static final List<String> PHASES =
      Stream.concat(Stream.of(Audit.Phase.values()).map(Enum::name), Stream.of(AuditOnce.WRITING))
          .toList();

  private static final List<String> FLOORS =
      List.of(AuditOnce.FLOOR_MIGRATIONS, AuditOnce.FLOOR_SEEDING, AuditOnce.FLOOR_ATTACKS);

  /** The line before which the page is about other things. */
  private static final String BEGIN = "<!-- the audit -->\n";

  private static final int PROMISED = 200;
  private static final double SECONDS = 15;
  private static final double SEEDING_SECONDS = 2;
  private static final double MORE = 1.1;

  private final StringBuilder part = new StringBuilder(BEGIN);

  private AuditPart() {}

  /** The page with this part in the place of the one that it had. */
  static String in(String page, String part) {
    int at = page.indexOf(BEGIN);
    return (at < 0 ? page + "\n" : page.substring(0, at)) + part;
  }

  /** The part that the page has. */
  static String from(String page) {
    int at = page.indexOf(BEGIN);
    return at < 0 ? "" : page.substring(at);
  }

  /** The part, smallest size first. */
  static String of(
      List<Size> sizes, AuditMeasurement seeded, int seededTables, int rows, int repetitions) {
    AuditPart writer = new AuditPart();
    writer.head(repetitions);
    writer.goals(sizes, seeded, seededTables, rows);
    writer.sizes(sizes);
    writer.phases(sizes);
    writer.seeding(seeded, seededTables, rows);
    return writer.part.toString();
  }

  private void head(int repetitions) {
    line("# The audit of a schema");
    line("");
    line(
        "Written by `./mvnw -Pbenchmark verify -pl benchmarks -am -Dbenchmark.what=audit`; "
            + repetitions
            + " runs, of which the median by CPU time is shown. Generated multi-tenant schemas,"
            + " one table in ten with a fault, are audited with proofs on an embedded PostgreSQL 17,"
            + " each in a JVM of its own with -Xmx512m. CPU is the JVM's and the server's together;"
            + " the cluster's start is left out. The floor is what the same server takes for the same"
            + " as ready text over one connection: all migrations at once, all rows at once, and each"
            + " attack that the report lists.");
    line("");
    line(
        "JDK %s, %d cores, %s.",
        System.getProperty("java.version"),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"));
    line("");
  }

  private void goals(List<Size> sizes, AuditMeasurement seeded, int seededTables, int rows) {
    line("| goal | measured | |");
    line("| --- | --- | --- |");
    for (int i = 1; i < sizes.size(); i++) {
      Size smaller = sizes.get(i - 1);
      Size size = sizes.get(i);
      double ratio = size.perTable() / smaller.perTable();
      line(
          "| CPU per table at %,d tables, against %,d | %.2f | %s |",
          size.tables(), smaller.tables(), ratio, ratio <= MORE ? "met" : "missed");
    }
    sizes.stream()
        .filter(s -> s.tables() == PROMISED)
        .forEach(
            s ->
                line(
                    "| %,d tables in %.0f seconds | %.1f s wall, %.1f s CPU | %s |",
                    s.tables(),
                    SECONDS,
                    s.audit().wall(),
                    s.audit().cpu(),
                    s.audit().wall() <= SECONDS ? "met" : "missed"));
    Clock.Step seeding = seeded.step(SeedOnce.SEEDING);
    line(
        "| seeding %d tables with %d rows of each of 2 tenants in %.0f seconds | %.1f s wall, %.1f s CPU | %s |",
        seededTables,
        rows,
        SEEDING_SECONDS,
        seeding.wall(),
        seeding.cpu(),
        seeding.wall() <= SEEDING_SECONDS ? "met" : "missed");
    Size last = sizes.get(sizes.size() - 1);
    line(
        "| a heap of 512 MB is enough | %,d tables audited, %.0f MB resident at the most | met |",
        last.tables(), last.peak());
    line("");
  }

  private void sizes(List<Size> sizes) {
    line(
        "| tables | attacks listed | of these leaked | CPU, s | of this the server's | CPU per table, ms | of the first's | wall, s | floor, CPU, s | peak memory, MB | cluster start, wall, s |");
    line("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for (Size size : sizes) {
      Clock.Step audit = size.audit();
      line(
          "| %,d | %,d | %,d | %.2f | %.2f | %.0f | %.2f | %.1f | %.2f | %.0f | %.1f |",
          size.tables(),
          size.measured().count("attacks"),
          size.measured().count("proven"),
          audit.cpu(),
          audit.server(),
          size.perTable(),
          size.perTable() / sizes.get(0).perTable(),
          audit.wall(),
          size.measured().sum(FLOORS).cpu(),
          size.peak(),
          size.measured().step(AuditOnce.START).wall());
    }
    line("");
  }

  private void phases(List<Size> sizes) {
    line("CPU by phase, in seconds, and how often the floor's:");
    line("");
    StringBuilder head = new StringBuilder("| |");
    StringBuilder rule = new StringBuilder("| --- |");
    for (Size size : sizes) {
      head.append(String.format(Locale.ROOT, " %,d tables | of floor |", size.tables()));
      rule.append(" --- | --- |");
    }
    line(head.toString());
    line(rule.toString());
    phase("migrations", sizes, Audit.Phase.MIGRATIONS.name(), AuditOnce.FLOOR_MIGRATIONS);
    phase("catalog", sizes, Audit.Phase.CATALOG.name(), "");
    phase("seeding", sizes, Audit.Phase.SEEDING.name(), AuditOnce.FLOOR_SEEDING);
    phase("attacks", sizes, Audit.Phase.ATTACKS.name(), AuditOnce.FLOOR_ATTACKS);
    phase("report", sizes, Audit.Phase.REPORT.name(), "");
    phase("dropping the database", sizes, Audit.Phase.CLEARING.name(), "");
    phase("writing HTML and JSON", sizes, AuditOnce.WRITING, "");
    line("");
  }

  private void phase(String name, List<Size> sizes, String phase, String floor) {
    List<String> cells = new ArrayList<>(List.of(name));
    for (Size size : sizes) {
      double cpu = size.measured().step(phase).cpu();
      cells.add(String.format(Locale.ROOT, "%.2f", cpu));
      cells.add(
          floor.isEmpty()
              ? ""
              : String.format(Locale.ROOT, "%.1f", cpu / size.measured().step(floor).cpu()));
    }
    line("| " + String.join(" | ", cells) + " |");
  }

  private void seeding(AuditMeasurement seeded, int tables, int rows) {
    Clock.Step floor = seeded.step(SeedOnce.FLOOR);
    Clock.Step seeding = seeded.step(SeedOnce.SEEDING);
    line(
        "Seeding %d tables with %d rows of each of 2 tenants, %,d rows in all:",
        tables, rows, seeded.count("rows"));
    line("");
    line("| | wall, s | CPU, s | of this the server's |");
    line("| --- | --- | --- | --- |");
    line("| seeding | %.2f | %.2f | %.2f |", seeding.wall(), seeding.cpu(), seeding.server());
    line(
        "| the same rows as ready text | %.2f | %.2f | %.2f |",
        floor.wall(), floor.cpu(), floor.server());
  }

  private void line(String format, Object... values) {
    part.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
        .append('\n');
  }
}
