package dev.watertight.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatchedTest {
  @TempDir Path root;

  @Test
  void aValueThatWasNotMarkedIsToldWithItsPlaceAndTheNearestName() throws Exception {
    Matched matched =
        matched("tables:\n  shared:\n    - plans\n    - regoins\n    - qqqqqq\n", Overrides.none());
    matched.examined("tables.shared", List.of("plans", "regions", "organizations"));
    matched.mark("tables.shared[0]");

    assertThat(matched.problems())
        .containsExactly(
            "watertight.yml:4: `tables.shared[1]` names `regoins`, but the project has no such"
                + " table; did you mean `regions`?",
            "watertight.yml:5: `tables.shared[2]` names `qqqqqq`, but the project has no such table;"
                + " correct the name or remove it.");
  }

  @Test
  void aKeyThatNoOneLookedAtIsPassedOver() throws Exception {
    Matched matched = matched("tables:\n  shared: [plan]\n  scoped: [note]\n", Overrides.none());
    matched.examined("tables.scoped", List.of("notes"));
    assertThat(matched.problems())
        .containsExactly(
            "watertight.yml:3: `tables.scoped[0]` names `note`, but the project has no such table;"
                + " did you mean `notes`?");
  }

  @Test
  void aMarkedValueIsSilent() throws Exception {
    Matched matched =
        matched(
            """
            tenant:
              table: organizations
              column: org_id
              enforced-by: [{by: hibernate-filter, except: [audit_log]}]
            tables:
              columns: {invoice: site, sales.order: site}
            code:
              context: {set: ["a.B#set"]}
              across-tenants: [a.Ignore, {call: "a.B#c"}]
              query-apis: [{type: a.Query, tenant: [x], end: [y]}]
            """,
            Overrides.none());
    for (ConfigurationKeys.ConfigurationKey key : ConfigurationKeys.all()) {
      if (key.matches().isPresent()) {
        matched.examined(key.name(), List.of());
      }
    }
    assertThat(matched.problems())
        .extracting(p -> p.replaceAll("^[^`]*`([^`]*)` names `([^`]*)`.*", "$1=$2"))
        .containsExactly(
            "tenant.table=organizations",
            "tenant.column[0]=org_id",
            "tenant.enforced-by[0].except[0]=audit_log",
            "tables.columns.invoice=invoice",
            "tables.columns.sales.order=sales.order",
            "code.context.set[0]=a.B#set",
            "code.across-tenants[0]=a.Ignore",
            "code.across-tenants[1].call=a.B#c",
            "code.query-apis[0].type=a.Query");

    matched.mark("tenant.table");
    matched.mark("tenant.column");
    matched.mark("tenant.enforced-by[0].except[0]");
    matched.mark("tables.columns.invoice");
    matched.mark("tables.columns.sales.order");
    matched.mark("code.context.set[0]");
    matched.mark("code.across-tenants[0]");
    matched.mark("code.across-tenants[1]");
    matched.mark("code.query-apis[0]");
    assertThat(matched.problems()).isEmpty();
  }

  @Test
  void aMarkOnOneItemIsNoMarkOnAnother() throws Exception {
    String eleven = "tables:\n  shared: [a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10]\n";
    Matched matched = matched(eleven, Overrides.none());
    matched.examined("tables.shared", List.of());
    IntStream.range(1, 10).forEach(i -> matched.mark("tables.shared[" + i + "]"));
    assertThat(matched.problems()).hasSize(2).last().asString().contains("`tables.shared[10]`");
  }

  @Test
  void aDefaultNeedNotMatch() throws Exception {
    Matched matched = matched("", Overrides.none());
    matched.examined("code.sources", List.of("src"));
    assertThat(matched.problems()).isEmpty();
  }

  @Test
  void noTenantTableNeedNotMatch() throws Exception {
    Matched matched = matched("tenant: {table: none}\n", Overrides.none());
    matched.examined("tenant.table", List.of("nine"));
    assertThat(matched.problems()).isEmpty();
  }

  @Test
  void anOverrideIsNamedAsItWasGiven() throws Exception {
    Matched matched =
        matched("", Overrides.none().with("tables.shared", "plan", "-Dwatertight.tables.shared"));
    matched.examined("tables.shared", List.of("plans"));
    assertThat(matched.problems())
        .containsExactly(
            "-Dwatertight.tables.shared: `tables.shared[0]` names `plan`, but the project has no such"
                + " table; did you mean `plans`?");
  }

  @Test
  void aMovedTypeIsFoundByItsLastName() throws Exception {
    Matched matched =
        matched("code:\n  verified-identity: [com.old.auth.Session]\n", Overrides.none());
    matched.examined("code.verified-identity", List.of("org.acme.security.Session", "com.A"));
    assertThat(matched.problems())
        .containsExactly(
            "watertight.yml:2: `code.verified-identity[0]` names `com.old.auth.Session`, but the"
                + " project has no such type; did you mean `org.acme.security.Session`?");
  }

  @Test
  void aKeyThatCannotMatchCannotBeExamined() throws Exception {
    Matched matched = matched("", Overrides.none());
    assertThatThrownBy(() -> matched.examined("tenant.optional", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> matched.examined("suppressions", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Matched matched(String yaml, Overrides overrides) throws Exception {
    Files.writeString(root.resolve("watertight.yml"), yaml);
    return new Matched(ConfigurationReader.find(root, overrides));
  }
}
