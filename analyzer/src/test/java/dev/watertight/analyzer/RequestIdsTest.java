package dev.watertight.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ids that requests bring, who checks them, and who is believed to be the caller. */
class RequestIdsTest {
  private static final String DAO =
      """
      package com.acme.data;
      import java.util.Map;
      import java.util.UUID;
      import org.springframework.jdbc.core.JdbcTemplate;
      public class Projects { private JdbcTemplate jdbc;
        public Map<String, Object> find(UUID id) {
          return jdbc.queryForMap("select * from projects where id = ?", id);
        }
      }
      """;

  @TempDir Path folder;
  private TinyProject project;

  @BeforeEach
  void start() throws Exception {
    project = new TinyProject(folder);
    project.file("com/acme/data/Projects.java", DAO);
  }

  private void controller(String members) throws Exception {
    project.file(
        "com/acme/web/Controller.java",
        "package com.acme.web;\n"
            + "import java.util.Map;\n"
            + "import java.util.UUID;\n"
            + "import com.acme.data.Projects;\n"
            + "import org.springframework.web.bind.annotation.*;\n"
            + "@RestController class Controller { private Projects projects;\n"
            + members
            + "}\n");
  }

  /** A controller that compares the row's tenant with that of a user. */
  private void comparing(String parameter, String user) throws Exception {
    controller(
        "@GetMapping(\"/{id}\") Map<String, Object> get(@PathVariable UUID id"
            + parameter
            + ") {\n"
            + user
            + "Map<String, Object> row = projects.find(id);\n"
            + "if (!user.organizationId().equals(row.get(\"organization_id\")))"
            + " { throw new SecurityException(); }\n"
            + "return row; }\n");
  }

  @Test
  void eachEntryIsToldOnceAndTheStatementByNoOtherRule() throws Exception {
    controller(
        """
        @GetMapping("/a/{id}") Map<String, Object> one(@PathVariable UUID id) { return projects.find(id); }
        @GetMapping("/b/{id}") Map<String, Object> two(@PathVariable UUID id) { return projects.find(id); }
        """);

    assertThat(project.found())
        .containsExactly(
            "object-id-unchecked Projects.java:7", "object-id-unchecked Projects.java:7");
  }

  @Test
  void whoComparesDoesNotExcuseWhoDoesNot() throws Exception {
    project.file(
        "com/acme/auth/UserSession.java",
        "package com.acme.auth; public record UserSession(String organizationId) {}");
    controller(
        """
        private com.acme.auth.UserSession user;
        @GetMapping("/a/{id}") Map<String, Object> one(@PathVariable UUID id) {
          Map<String, Object> row = projects.find(id);
          if (!user.organizationId().equals(row.get("organization_id"))) { throw new SecurityException(); }
          return row; }
        @GetMapping("/b/{id}") Map<String, Object> two(@PathVariable UUID id) { return projects.find(id); }
        """);

    assertThat(project.found()).containsExactly("object-id-unchecked Projects.java:7");
  }

  @Test
  void withoutAWayFromARequestTheStatementIsUnscoped() throws Exception {
    controller("Map<String, Object> job() { return projects.find(UUID.randomUUID()); }\n");

    assertThat(project.found()).containsExactly("unscoped-query Projects.java:7");
  }

  @Test
  void theCurrentUserIsAnIdentity() throws Exception {
    project.file(
        "com/acme/web/CurrentUser.java",
        "package com.acme.web; record CurrentUser(String organizationId) {}");
    comparing(", CurrentUser user", "");

    assertThat(project.found()).isEmpty();
  }

  @Test
  void aUserFromTheBodyIsNone() throws Exception {
    project.file(
        "com/acme/web/UserDto.java",
        "package com.acme.web; record UserDto(String organizationId) {}");
    comparing(", @RequestBody UserDto user", "");

    assertThat(project.found()).containsExactly("object-id-unchecked Projects.java:7");
  }

  @Test
  void aUserThatTheRequestNamesIsNone() throws Exception {
    users();
    comparing(", @RequestParam String name", "User user = UserRepository.users.find(name);\n");

    assertThat(project.found()).containsExactly("object-id-unchecked Projects.java:7");
  }

  @Test
  void theUserThatThePrincipalNamesIsOne() throws Exception {
    users();
    comparing(
        ", java.security.Principal me", "User user = UserRepository.users.find(me.getName());\n");

    assertThat(project.found()).isEmpty();
  }

  private void users() throws Exception {
    project.file(
        "com/acme/web/User.java", "package com.acme.web; record User(String organizationId) {}");
    project.file(
        "com/acme/web/UserRepository.java",
        "package com.acme.web; class UserRepository { static UserRepository users; native User find(String name); }");
  }

  @Test
  void aDefaultIsExcusedByAMarkWhichIsInUse() throws Exception {
    project.file(
        "com/acme/auth/Tenants.java",
        """
        package com.acme.auth;
        class Tenants {
          @dev.watertight.annotations.AcrossTenants(reason = "the demo, which everybody may see")
          String marked(String tenantId) { return tenantId == null ? "demo" : tenantId; }
          String bare(String tenantId) { return tenantId == null ? "demo" : tenantId; }
        }
        """);
    controller("");

    assertThat(project.found())
        .containsExactly(
            "default-tenant-fallback Tenants.java:5", "unscoped-query Projects.java:7");
  }

  @Test
  void aCacheOfWhatIsLoadedManyCallsAwayIsFound() throws Exception {
    StringBuilder calls = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      calls
          .append("Object f")
          .append(i)
          .append("(UUID id) { return f")
          .append(i + 1)
          .append("(id); }\n");
    }
    calls.append("Object f20(UUID id) { return projects.find(id); }\n");
    project.file(
        "com/acme/web/Cached.java",
        "package com.acme.web;\n"
            + "import java.util.*;\n"
            + "import com.acme.data.Projects;\n"
            + "import org.springframework.cache.annotation.Cacheable;\n"
            + "class Cached { private Projects projects;\n"
            + "@Cacheable(\"projects\") public Object cached(UUID id) { return f0(id); }\n"
            + calls
            + "}\n");

    assertThat(project.found()).contains("cache-key-without-tenant Cached.java:6");
  }

  @Test
  void anAssertionEndsTheRequestAsAThrowDoes() throws Exception {
    project.file(
        "com/acme/web/CurrentUser.java",
        "package com.acme.web; record CurrentUser(String organizationId) {}");
    controller(
        """
        private CurrentUser user;
        @GetMapping("/{id}") Map<String, Object> get(@PathVariable UUID id) {
          Map<String, Object> row = projects.find(id);
          Assert.isTrue(user.organizationId().equals(row.get("organization_id")), "not yours");
          return row; }
        """);

    assertThat(project.found()).isEmpty();
  }

  @Test
  void aMethodThatNeverThrowsEndsNothing() throws Exception {
    project.file(
        "com/acme/web/CurrentUser.java",
        "package com.acme.web; record CurrentUser(String organizationId) {}");
    controller(
        """
        private CurrentUser user;
        private void refuse() { System.err.println("no"); }
        @GetMapping("/{id}") Map<String, Object> get(@PathVariable UUID id) {
          Map<String, Object> row = projects.find(id);
          if (!user.organizationId().equals(row.get("organization_id"))) { refuse(); }
          return row; }
        """);

    assertThat(project.found()).containsExactly("object-id-unchecked Projects.java:7");
  }
}
