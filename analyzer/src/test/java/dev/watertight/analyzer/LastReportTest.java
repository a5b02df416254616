package dev.watertight.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationReader;
import dev.watertight.core.config.Overrides;
import dev.watertight.core.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastReportTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);
  private static final String SOURCE =
      """
      package com.acme.web;

      class Page {
        java.sql.Connection connection;

        void show() throws Exception {
          connection.prepareStatement("select * from projects");
        }
      }
      """;

  @TempDir Path root;

  @BeforeEach
  void writeAProject() throws IOException {
    write("watertight.yml", "code: {tenant-factory: [com.acme.data]}\n");
    write(
        "src/main/resources/db/migration/V1__a.sql",
        """
        create table organizations (id text primary key);
        create table projects (id int, organization_id text references organizations (id));
        """);
    write("src/main/java/com/acme/data/Data.java", "package com.acme.data; class Data {}");
    write("src/main/java/com/acme/web/Page.java", SOURCE);
  }

  @Test
  void isTheSameAsTheScanGave() throws Exception {
    Report report = keep();
    assertThat(report.findings()).hasSize(1);
    assertThat(last(TODAY, "1").read()).contains(report);
  }

  @Test
  void isNotThereBeforeTheFirstScan() throws Exception {
    assertThat(last(TODAY, "1").read()).isEmpty();
  }

  @Test
  void isNotTakenWhereASourceFileChanged() throws Exception {
    keep();
    write("src/main/java/com/acme/web/Page.java", SOURCE.replace("projects", "plans"));
    assertThat(last(TODAY, "1").read()).isEmpty();
  }

  @Test
  void isNotTakenWhereAFileCameOrWent() throws Exception {
    keep();
    write("src/main/java/com/acme/web/Other.java", "package com.acme.web; class Other {}");
    assertThat(last(TODAY, "1").read()).isEmpty();
    Files.delete(root.resolve("src/main/java/com/acme/web/Other.java"));
    assertThat(last(TODAY, "1").read()).isPresent();
    Files.delete(root.resolve("src/main/java/com/acme/web/Page.java"));
    assertThat(last(TODAY, "1").read()).isEmpty();
  }

  @Test
  void isNotTakenWhereAMigrationChanged() throws Exception {
    keep();
    write("src/main/resources/db/migration/V2__b.sql", "alter table projects add name text;");
    assertThat(last(TODAY, "1").read()).isEmpty();
  }

  @Test
  void isNotTakenUnderAnotherConfiguration() throws Exception {
    keep();
    write("watertight.yml", "code: {tenant-factory: [com.acme.web]}\n");
    assertThat(last(TODAY, "1").read()).isEmpty();
    // The same values on another line: the report names the line.
    write("watertight.yml", "\ncode: {tenant-factory: [com.acme.data]}\n");
    assertThat(last(TODAY, "1").read()).isEmpty();
  }

  @Test
  void isNotTakenOnAnotherDayNorByAnotherBuild() throws Exception {
    keep();
    assertThat(last(TODAY.plusDays(1), "1").read()).isEmpty();
    assertThat(last(TODAY, "2").read()).isEmpty();
  }

  @Test
  void isNotTakenWhereItsFileIsBroken() throws Exception {
    keep();
    Path file = root.resolve("target/cache.report");
    byte[] bytes = Files.readAllBytes(file);
    for (int at : List.of(0, 40, 70, bytes.length - 1)) {
      byte[] broken = bytes.clone();
      broken[at] ^= 1;
      Files.write(file, broken);
      assertThat(last(TODAY, "1").read()).as("byte %d", at).isEmpty();
    }
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(last(TODAY, "1").read()).isEmpty();
    Files.write(file, new byte[0]);
    assertThat(last(TODAY, "1").read()).isEmpty();
  }

  @Test
  void isNotKeptOfAScanThatCouldNotReadAFile() throws Exception {
    write("src/main/java/com/acme/web/Broken.java", "class Broken { java.sql.Connection c; void (");
    Report report = scan(request(TODAY));
    assertThat(report.isIncomplete()).isTrue();
    LastReport last = last(TODAY, "1");
    last.write(report);
    assertThat(last.read()).isEmpty();
  }

  private Report keep() throws Exception {
    Report report = scan(request(TODAY));
    last(TODAY, "1").write(report);
    return report;
  }

  private static Report scan(ScanRequest request) throws Exception {
    return Scan.run(request);
  }

  private LastReport last(LocalDate today, String build) throws Exception {
    ScanRequest request = request(today);
    List<String> notes = new ArrayList<>();
    ProjectFiles files = ProjectFiles.find(request, new ArrayList<>(), notes);
    return LastReport.of(request, files, notes, build, root.resolve("target/cache")).orElseThrow();
  }

  private ScanRequest request(LocalDate today) throws Exception {
    Configuration configuration = ConfigurationReader.find(root, Overrides.none());
    return new ScanRequest(
        "acme", root, root, configuration, List.of(), List.of(), true, 1, Optional.empty(), today);
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
