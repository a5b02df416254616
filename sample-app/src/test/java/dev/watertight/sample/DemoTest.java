package dev.watertight.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DemoTest {
  @Test
  void showsThatEachTenantSeesItsOwn() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    new Demo(new PrintStream(printed, true, StandardCharsets.UTF_8)).run();

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("org_acme (as user_ada) sees the projects [Apollo], with Apollo: 2 OPEN")
        .contains("org_globex (as user_hank) sees the projects [Apollo, Secret merger]")
        .contains("found false, changed false, deleted false")
        .contains("1 in org_acme's transaction, 0 without a tenant; 3 rows are in the table.");
  }
}
