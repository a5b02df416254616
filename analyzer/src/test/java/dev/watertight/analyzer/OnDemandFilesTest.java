package dev.watertight.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.finding.Finding;
import dev.watertight.core.report.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in which no word of interest occurs, and that a call in another file leads to. */
class OnDemandFilesTest {
  private static final String RUNNER =
      """
      package com.acme;
      import java.sql.*;
      class Runner {
        Connection connection;
        Link0 link;
        ResultSet plans() throws SQLException {
          return connection.prepareStatement("select * from plans where name = " + link.name()).executeQuery();
        }
      }
      """;

  @TempDir Path folder;
  private TinyProject project;

  @BeforeEach
  void project() throws Exception {
    project = new TinyProject(folder);
  }

  private static long parsed(Report report) {
    return report.parts().get(0).figures().stream()
        .filter(f -> f.name().equals("Java files parsed"))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static List<String> found(Report report) {
    return report.findings().stream().map(f -> f.location().label() + " " + f.rule()).toList();
  }

  private List<String> foundInAll() throws Exception {
    return found(project.scan(1, Optional.empty(), true));
  }

  @Test
  void leadToNoFurtherFiles() throws Exception {
    project.file("com/acme/Runner.java", RUNNER);
    for (int i = 0; i < 20; i++) {
      project.file(
          "com/acme/Link%d.java".formatted(i),
          """
          package com.acme;
          class Link%d {
            Link%d next;
            String name() { return "x"; }
            void other() { next.execute(next.name()); }
            void execute(String text) {}
          }
          """
              .formatted(i, i + 1));
    }
    assertThat(parsed(project.scan())).isEqualTo(2);
  }

  @Test
  void areStillLookedAtOnceAWordOfInterestIsFoundInThem() throws Exception {
    project
        .file("com/acme/Runner.java", RUNNER)
        .file(
            "com/acme/Link0.java",
            """
            package com.acme;
            class Link0 {
              Texts texts;
              String name() { return "x"; }
              Object all(Holder holder) throws Exception { return holder.run(Texts.START + "ects"); }
            }
            """)
        .file(
            "com/acme/Texts.java",
            "package com.acme; class Texts { static final String START = \"select * from proj\"; }")
        .file(
            "com/acme/Holder.java",
            """
            package com.acme;
            class Holder {
              java.sql.Connection connection;
              Object run(String sql) throws Exception { return connection.prepareStatement(sql).executeQuery(); }
            }
            """);
    List<String> found = found(project.scan());
    assertThat(found).contains("src/main/java/com/acme/Link0.java:5 raw-table-access");
    assertThat(found).isEqualTo(foundInAll());
  }

  @Test
  void areFollowedWhereTheyBuildAStatementFromATableOfTheirCaller() throws Exception {
    project
        .file(
            "com/acme/Repo.java",
            """
            package com.acme;
            import org.jooq.DSLContext;
            import org.jooq.impl.DSL;
            class Repo {
              DSLContext dsl;
              Object all(Parts parts) { return dsl.fetch(parts.all(DSL.table("proj" + "ects"))); }
            }
            """)
        .file(
            "com/acme/Parts.java",
            """
            package com.acme;
            import org.jooq.Select;
            import org.jooq.Table;
            import org.jooq.impl.DSL;
            class Parts {
              Select<?> all(Table<?> table) { return DSL.selectFrom(table); }
            }
            """);
    Report report = project.scan();
    assertThat(report.findings()).extracting(Finding::rule).containsExactly("raw-table-access");
    assertThat(found(report)).isEqualTo(foundInAll());
  }
}
