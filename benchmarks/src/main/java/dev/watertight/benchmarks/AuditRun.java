package dev.watertight.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Audits generated schemas of several sizes, and seeds one; each in a process of its own. */
final class AuditRun {
  private static final List<Integer> SIZES = List.of(20, 200, 1000);
  private static final int SEEDED_TABLES = 50;
  private static final int SEEDED_ROWS = 100;
  private static final List<String> HEAP = List.of("-Xmx512m");

  private final Child child;
  private final int repetitions;

  AuditRun(Child child, int repetitions) {
    this.child = child;
    this.repetitions = repetitions;
  }

  /** Measures everything; the part of the page that says so. */
  String part() throws IOException, InterruptedException {
    List<AuditPart.Size> sizes = new ArrayList<>();
    for (int tables : SIZES) {
      List<AuditPart.Size> runs = new ArrayList<>();
      for (int i = 0; i < repetitions; i++) {
        AuditPart.Size run = audit(tables);
        System.out.printf("audit of %d tables: %.2f s CPU%n", tables, run.audit().cpu());
        runs.add(run);
      }
      sizes.add(median(runs, Comparator.comparingDouble(r -> r.audit().cpu())));
    }
    List<AuditMeasurement> seeded = new ArrayList<>();
    for (int i = 0; i < repetitions; i++) {
      seeded.add(seed());
    }
    return AuditPart.of(
        sizes,
        median(seeded, Comparator.comparingDouble(m -> m.step(SeedOnce.SEEDING).cpu())),
        SEEDED_TABLES,
        SEEDED_ROWS,
        repetitions);
  }

  private static <T> T median(List<T> runs, Comparator<T> by) {
    return runs.stream().sorted(by).toList().get((runs.size() - 1) / 2);
  }

  private AuditPart.Size audit(int tables) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("watertight-benchmark");
    try {
      Path written = folder.resolve("measurement.txt");
      Measurement process =
          child.run(
              folder,
              HEAP,
              System.getProperty("java.class.path"),
              List.of(
                  AuditOnce.class.getName(),
                  folder.toString(),
                  String.valueOf(tables),
                  written.toString()));
      return new AuditPart.Size(
          tables, AuditMeasurement.of(Files.readString(written)), process.peak());
    } finally {
      delete(folder);
    }
  }

  private AuditMeasurement seed() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("watertight-benchmark");
    try {
      Path written = folder.resolve("measurement.txt");
      child.run(
          folder,
          HEAP,
          System.getProperty("java.class.path"),
          List.of(
              SeedOnce.class.getName(),
              String.valueOf(SEEDED_TABLES),
              String.valueOf(SEEDED_ROWS),
              written.toString()));
      return AuditMeasurement.of(Files.readString(written));
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
