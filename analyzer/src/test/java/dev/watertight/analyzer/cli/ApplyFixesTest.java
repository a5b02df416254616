package dev.watertight.analyzer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.analyzer.cli.CommandLineProject.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyFixesTest {
  private static final String CONTEXT = "src/main/java/com/acme/data/Context.java";
  private static final String WIDE = "select set_config('app.current_org_id', ?, false)";

  @TempDir Path folder;
  private CommandLineProject project;

  @BeforeEach
  void aProjectWithALeakAndASessionWideSetting() throws Exception {
    project = new CommandLineProject(folder.resolve("acme"));
    project.file(
        CONTEXT,
        """
        package com.acme.data;
        import org.springframework.jdbc.core.JdbcTemplate;
        import org.springframework.transaction.annotation.Transactional;
        class Context {
          @Transactional
          public Object open(JdbcTemplate jdbc, String organizationId) {
            return jdbc.queryForObject("%s", String.class, organizationId);
          }
        }
        """
            .formatted(WIDE));
  }

  @Test
  void whatIsMechanicalIsWrittenAndTheRestReported() throws Exception {
    Run run = project.scan("--apply-fixes");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains("Fixes of 1 finding written into 1 file:")
        .contains(CONTEXT + ":7 session-wide-tenant-context: Set it for the transaction only")
        .contains("1 finding");
    assertThat(Files.readString(project.root.resolve(CONTEXT)))
        .contains(WIDE.replace("false", "true"));
    assertThat(project.reports().get("findings.json"))
        .contains("Leak.java")
        .doesNotContain("session-wide-tenant-context\",\"");
  }

  @Test
  void withoutTheOptionNothingIsWritten() throws Exception {
    project.scan();

    assertThat(Files.readString(project.root.resolve(CONTEXT))).contains(WIDE);
    assertThat(project.reports().get("findings.sarif")).contains("\"fixes\"");
  }

  @Test
  void whereNothingIsMechanicalItSaysSo() throws Exception {
    Files.delete(project.root.resolve(CONTEXT));

    assertThat(project.scan("--apply-fixes").out())
        .contains("No finding has a fix that could be written");
  }
}
