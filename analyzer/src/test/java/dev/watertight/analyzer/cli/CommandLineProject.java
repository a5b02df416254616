package dev.watertight.analyzer.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;

/** A project in a folder, with one leak at {@link #LEAK}, and the command line that scans it. */
final class CommandLineProject {
  static final String LEAK = "src/main/java/com/acme/web/Leak.java";
  private static final List<String> REPORTS =
      List.of("findings.json", "findings.sarif", "index.html", "junit.xml", "summary.md");

  /** What the command did. */
  record Run(int status, String out, String err) {}

  final Path root;

  CommandLineProject(Path root) throws IOException {
    this.root = root;
    file(
        "src/main/resources/db/migration/V1__schema.sql",
        """
        create table organizations (id uuid primary key);
        create table projects (id uuid primary key, organization_id uuid not null references organizations (id), name text);
        """);
    file("watertight.yml", "code:\n  tenant-factory: [com.acme.data]\n");
    file("src/main/java/com/acme/data/TenantDb.java", "package com.acme.data; class TenantDb {}");
    file(LEAK, query("Leak", "\"select * from projects\""));
  }

  /** A class with one method, which runs a query. */
  static String query(String name, String sql) {
    return """
    package com.acme.web;
    import org.springframework.jdbc.core.JdbcTemplate;
    class %s {
      Object all(JdbcTemplate jdbc, String name) {
        return jdbc.queryForList(%s);
      }
    }
    """
        .formatted(name, sql);
  }

  Path file(String path, String text) throws IOException {
    return file(path, text.getBytes(StandardCharsets.UTF_8));
  }

  Path file(String path, byte[] content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.write(file, content);
  }

  /** Scans, with further options. */
  Run scan(String... options) {
    List<String> arguments = new ArrayList<>(List.of("scan"));
    arguments.addAll(List.of(options));
    arguments.add(root.toString());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        new CommandLine(new Watertight())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments.toArray(String[]::new));
    return new Run(status, out.toString(), err.toString());
  }

  /** The report files, by name. */
  Map<String, String> reports() throws IOException {
    Map<String, String> reports = new TreeMap<>();
    for (String name : REPORTS) {
      reports.put(name, Files.readString(root.resolve("target/watertight").resolve(name)));
    }
    return reports;
  }
}
