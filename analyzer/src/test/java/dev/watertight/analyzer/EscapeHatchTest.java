package dev.watertight.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a mark of a reviewed access may stand, and what is one. */
class EscapeHatchTest {
  @TempDir Path folder;
  private TinyProject project;

  @BeforeEach
  void start() throws Exception {
    project = new TinyProject(folder);
  }

  private void service(String members) throws Exception {
    project.file(
        "com/acme/Service.java",
        "package com.acme;\n"
            + "import dev.watertight.annotations.AcrossTenants;\n"
            + "class Service implements Api { org.springframework.jdbc.core.JdbcTemplate jdbc;\n"
            + members
            + "}\n");
  }

  @Test
  void aMarkOnAnAnnotationHoldsWhereThatStands() throws Exception {
    project.file(
        "com/acme/Staff.java",
        """
        package com.acme;
        import dev.watertight.annotations.AcrossTenants;
        @AcrossTenants(reason = "staff only, reviewed")
        @interface Staff {}
        """);
    service(
        """
        @Staff Object marked() { return jdbc.queryForList("select * from projects"); }
        Object bare() { return jdbc.queryForList("select * from projects"); }
        """);

    assertThat(project.found()).containsExactly("raw-table-access Service.java:5");
  }

  @Test
  void whatIsWrongWithItIsReportedOnceWhereItIsWritten() throws Exception {
    project.file(
        "com/acme/Staff.java",
        """
        package com.acme;
        import dev.watertight.annotations.AcrossTenants;
        @AcrossTenants(reason = "until the summer", expires = "2020-06-30")
        @interface Staff {}
        """);
    service(
        """
        @Staff Object one() { return jdbc.queryForList("select * from projects"); }
        @Staff Object two() { return jdbc.queryForList("select * from plans"); }
        """);

    assertThat(project.found())
        .containsExactlyInAnyOrder(
            "unexplained-escape-hatch Staff.java:3", "raw-table-access Service.java:4");
  }

  @Test
  void aMarkOnAnInterfacesMethodMeansItsImplementations() throws Exception {
    project.file(
        "com/acme/Api.java",
        """
        package com.acme;
        import dev.watertight.annotations.AcrossTenants;
        interface Api {
          @AcrossTenants(reason = "the export sees all, reviewed") Object export();
          Object list();
        }
        """);
    service(
        """
        public Object export() { return jdbc.queryForList("select * from projects"); }
        public Object list() { return jdbc.queryForList("select * from projects"); }
        Object export(int page) { return jdbc.queryForList("select * from projects"); }
        """);

    assertThat(project.found())
        .containsExactly("raw-table-access Service.java:5", "raw-table-access Service.java:6");
  }

  @Test
  void aMarkCoversNothingBesideIt() throws Exception {
    service(
        "@AcrossTenants(reason = \"reviewed\") void a() { jdbc.update(\"delete from tasks\"); }"
            + " void b() { jdbc.update(\"delete from tasks\"); }\n");

    assertThat(project.found()).containsExactly("raw-table-access Service.java:4");
  }

  @Test
  void invisibleCharactersAreNoReason() throws Exception {
    service(
        """
        @AcrossTenants(reason = "\\u00a0\\u200b\\t") Object a() { return jdbc.queryForList("select * from projects"); }
        """);

    assertThat(project.found()).containsExactly("unexplained-escape-hatch Service.java:4");
  }

  @Test
  void anOwnAnnotationGoesByItsAttributesAndTheirDefaults() throws Exception {
    project
        .file(
            "watertight.yml",
            """
            code:
              tenant-factory: [com.acme.data]
              across-tenants:
                - {annotation: com.acme.Tenant, when: {mode: ALL}, reason: "reviewed"}
            """)
        .file(
            "com/acme/Tenant.java",
            """
            package com.acme;
            @interface Tenant { Mode mode() default Mode.ALL; enum Mode { ALL, OWN } }
            """);
    service(
        """
        @Tenant(mode = Tenant.Mode.ALL) Object all() { return jdbc.queryForList("select * from projects"); }
        @Tenant Object standard() { return jdbc.queryForList("select * from projects"); }
        @Tenant(mode = Tenant.Mode.OWN) Object own() { return jdbc.queryForList("select * from projects"); }
        """);

    assertThat(project.found()).containsExactly("raw-table-access Service.java:6");
  }
}
