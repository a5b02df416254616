package dev.watertight.analyzer;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationReader;
import dev.watertight.core.config.Overrides;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Location;
import dev.watertight.core.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A project in a temporary folder: organizations, with projects and tasks of theirs. */
final class TinyProject {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  final Path root;

  TinyProject(Path root) throws IOException {
    this.root = root;
    file(
        "src/main/resources/db/migration/V1__schema.sql",
        """
        create table organizations (id uuid primary key, name text not null);
        create table projects (id uuid primary key, organization_id uuid not null references organizations (id), name text);
        create table tasks (id uuid primary key, organization_id uuid not null references organizations (id), title text);
        create table plans (id uuid primary key, name text);
        """);
    file("com/acme/data/TenantDb.java", "package com.acme.data; class TenantDb {}");
    file(
        "watertight.yml", "code:\n  tenant-factory: [com.acme.data]\ntables:\n  shared: [plans]\n");
  }

  /** Writes a file; a Java source by its path under {@code src/main/java}. */
  TinyProject file(String path, String text) throws IOException {
    Path target = path(path);
    Files.createDirectories(target.getParent());
    Files.writeString(target, text);
    return this;
  }

  Path path(String path) {
    return root.resolve(path.endsWith(".java") ? "src/main/java/" + path : path);
  }

  Report scan() throws Exception {
    return scan(1, Optional.empty(), false);
  }

  /** Scans; {@code everything} without the prefilter. */
  Report scan(int threads, Optional<Path> cache, boolean everything) throws Exception {
    Configuration configuration =
        ConfigurationReader.find(root, Overrides.ofProperties(Map.of(), Set.of()));
    ScanRequest request =
        new ScanRequest(
            "tiny", root, root, configuration, List.of(), List.of(), true, threads, cache, TODAY);
    return new ScanRun(request, everything).run();
  }

  /** The findings as {@code rule file:line}, the folders left out. */
  List<String> found() throws Exception {
    return said(scan());
  }

  static List<String> said(Report report) {
    return report.findings().stream().filter(Finding::isOpen).map(TinyProject::said).toList();
  }

  private static String said(Finding finding) {
    Location.InFile at = (Location.InFile) finding.location();
    return finding.rule()
        + " "
        + at.file().substring(at.file().lastIndexOf('/') + 1)
        + ":"
        + at.line();
  }
}
