package dev.watertight.core.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.config.Configuration;
import dev.watertight.core.config.ConfigurationReader;
import dev.watertight.core.config.Overrides;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Layer;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.finding.Status;
import dev.watertight.core.finding.Suppressed;
import dev.watertight.core.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuppressionsTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final Set<String> RAN =
      Set.of("raw-table-access", "opaque-sql", "rls-off", "definer-function");
  private static final Finding IN_ADMIN = inFile("raw-table-access", "src/admin/Export.java", 12);
  private static final Finding IN_WEB = inFile("raw-table-access", "src/web/Page.java", 3);

  @TempDir Path root;

  @Nested
  class AnEntryThatHolds {
    @Test
    void suppressesWhatItMatchesAndNothingElse() throws Exception {
      List<Finding> applied =
          apply(
              List.of(IN_ADMIN, IN_WEB, inFile("opaque-sql", "src/admin/Export.java", 12)),
              "- {rule: raw-table-access, path: src/admin/**, reason: ' reviewed '}\n");

      assertThat(applied)
          .containsExactly(
              IN_ADMIN.withSuppressed(new Suppressed(Suppressed.Kind.CONFIGURATION, "reviewed")),
              IN_WEB,
              inFile("opaque-sql", "src/admin/Export.java", 12));
    }

    @Test
    void holdsOnItsLastDay() throws Exception {
      assertThat(
              apply(
                  List.of(IN_ADMIN),
                  "- {rule: raw-table-access, path: src, reason: x, expires: 2026-11-22}\n"))
          .singleElement()
          .matches(f -> !f.isOpen());
    }

    @Test
    void maySuppressTogetherWithAnother() throws Exception {
      assertThat(
              apply(
                  List.of(IN_ADMIN),
                  """
                  - {rule: raw-table-access, path: src/admin, reason: first}
                  - {rule: raw-table-access, path: src/**, reason: second}
                  - {rule: raw-table-access, path: src/admin, reason: first}
                  """))
          .containsExactly(
              IN_ADMIN.withSuppressed(new Suppressed(Suppressed.Kind.CONFIGURATION, "first")));
    }

    @Test
    void leavesABaselinedFindingAsItIsButIsUsed() throws Exception {
      Finding old = IN_ADMIN.withSuppressed(new Suppressed(Suppressed.Kind.BASELINE, "old"));
      assertThat(apply(List.of(old), "- {rule: raw-table-access, path: src, reason: x}\n"))
          .containsExactly(old);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "public.audit_log | public.audit_log",
        "audit_log        | public.audit_log",
        "PUBLIC.Audit_Log | public.audit_log",
        "'\"audit_log\"'  | public.audit_log",
        "audit_log        | public.audit_log.organization_id",
        "public.audit_log | public.audit_log.audit_log_pkey",
        "audit_log.org    | public.audit_log.org",
        "audit_*          | public.audit_log",
        "public.f         | 'public.f(uuid, text)'",
        "f                | 'public.f(uuid, text)'",
        "'f(uuid, text)'  | 'public.f(uuid, text)'",
        "role:app_user    | role:app_user",
        "database         | database",
        "default privileges of owner in public | default privileges of owner in public",
      })
  void anObjectIsNamedWithOrWithoutItsSchemaInAnyCase(String object, String found)
      throws Exception {
    Finding finding = onObject("rls-off", found);
    assertThat(
            apply(
                List.of(finding),
                "- {rule: rls-off, object: '" + object.strip() + "', reason: x}\n"))
        .singleElement()
        .matches(f -> !f.isOpen());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "audit_log        | public.audit_logs",
        "audit            | public.audit_log",
        "public           | public.audit_log",
        "other.audit_log  | public.audit_log",
        "organization_id  | public.audit_log.organization_id",
        "f(text)          | public.f(uuid)",
        "audit_*          | public.other.audit_x",
        "audit_log.org    | public.audit_log",
        "app_user         | role:app_user",
      })
  void anObjectThatIsNotNamedStaysOpen(String object, String found) throws Exception {
    Finding finding = onObject("rls-off", found);
    assertThat(
            apply(
                List.of(finding),
                "- {rule: rls-off, object: '" + object.strip() + "', reason: x}\n"))
        .hasSize(2)
        .contains(finding);
  }

  @ParameterizedTest
  @CsvSource({"projects,true", "public.projects,true", "PROJECTS,true", "project,false"})
  void anObjectIsAlsoTheTableOfAFindingInAFile(String object, boolean suppressed) throws Exception {
    assertThat(
            apply(
                    List.of(IN_ADMIN),
                    "- {rule: raw-table-access, object: " + object + ", reason: x}\n")
                .get(0)
                .isOpen())
        .isEqualTo(!suppressed);
  }

  @Nested
  class AnEntryThatSuppressesNothing {
    @Test
    void withoutAReasonIsAFinding() throws Exception {
      assertThat(apply(List.of(IN_ADMIN), "- rule: raw-table-access\n  path: src/admin\n"))
          .containsExactly(
              IN_ADMIN,
              about(
                  2,
                  "The suppression of `raw-table-access` in `src/admin` has no reason, so it"
                      + " suppresses nothing. Say in `reason` why these findings are accepted, or"
                      + " remove it."));
    }

    @Test
    void becauseItExpiredIsAFinding() throws Exception {
      assertThat(
              apply(
                  List.of(IN_ADMIN),
                  "- {rule: raw-table-access, path: src, reason: x, expires: 2026-11-21}\n"))
          .containsExactly(
              IN_ADMIN,
              about(
                  2,
                  "The suppression of `raw-table-access` in `src` expired on 2026-11-21, so its"
                      + " findings count again. Fix them and remove it, or review them and move"
                      + " `expires`."));
    }

    @Test
    void forBothReasonsIsOneFinding() throws Exception {
      assertThat(
              messages(
                  apply(
                      List.of(IN_ADMIN),
                      "- {rule: raw-table-access, path: src, expires: 2026-11-21}\n")))
          .containsExactly(
              "The suppression of `raw-table-access` in `src` has no reason and expired on"
                  + " 2026-11-21, so it suppresses nothing. Say in `reason` why these findings are"
                  + " accepted, or remove it.");
    }

    @Test
    void becauseItMatchesNothingIsAFinding() throws Exception {
      assertThat(
              apply(
                  List.of(IN_ADMIN),
                  """
                  - {rule: raw-table-access, path: src/admin, reason: x}
                  - {rule: raw-table-access, path: src/gone/**, reason: x}
                  - {rule: rls-off, object: plans, reason: x}
                  """))
          .extracting(Finding::message, Finding::location)
          .contains(
              org.assertj.core.groups.Tuple.tuple(
                  "The suppression of `raw-table-access` in `src/gone/**` matches no finding. Left"
                      + " behind, it would hide the next one: remove it, or correct its rule or its"
                      + " path.",
                  Location.InFile.of("watertight.yml", 3)),
              org.assertj.core.groups.Tuple.tuple(
                  "The suppression of `rls-off` on `plans` matches no finding. Left behind, it would"
                      + " hide the next one: remove it, or correct its rule or its object.",
                  Location.InFile.of("watertight.yml", 4)))
          .hasSize(3);
    }

    @Test
    void saysWhichOtherRulesHaveFindingsThere() throws Exception {
      assertThat(
              messages(
                  apply(List.of(IN_ADMIN), "- {rule: opaque-sql, path: src/admin, reason: x}\n")))
          .containsExactly(
              "The suppression of `opaque-sql` in `src/admin` matches no finding, though there are"
                  + " some of `raw-table-access`. Left behind, it would hide the next one: remove"
                  + " it, or correct its rule or its path.");
    }

    @Test
    void isOneFindingForEachEvenIfWrittenTwice() throws Exception {
      List<Finding> applied =
          apply(
              List.of(),
              """
              - {rule: opaque-sql, path: src/a, reason: x}
              - {rule: opaque-sql, path: src/a, reason: x}
              """);
      assertThat(applied).hasSize(2);
      assertThat(applied).extracting(Finding::fingerprint).doesNotHaveDuplicates();
    }

    @Test
    void isTheSameFindingWhereverItStandsInTheFile() throws Exception {
      String fingerprint =
          apply(List.of(), "- {rule: opaque-sql, path: src/a, reason: x}\n").get(0).fingerprint();
      assertThat(
              apply(
                      List.of(IN_ADMIN),
                      """
                      - {rule: raw-table-access, path: src/admin, reason: x}
                      - path: src/a
                        reason: another text
                        rule: opaque-sql
                      """)
                  .get(1)
                  .fingerprint())
          .isEqualTo(fingerprint);
    }
  }

  @Nested
  class AnEntryThatMatchesNothing {
    private static final String ENTRY = "- {rule: raw-table-access, path: src/gone, reason: x}\n";

    @Test
    void isNoFindingWhereOnlyAPartWasAnalysed() throws Exception {
      assertThat(Suppressions.apply(List.of(), read(ENTRY), TODAY, RAN, false)).isEmpty();
    }

    @Test
    void isNoFindingWhereItsRuleDidNotRun() throws Exception {
      assertThat(Suppressions.apply(List.of(), read(ENTRY), TODAY, Set.of("opaque-sql"), true))
          .isEmpty();
    }

    @Test
    void isAFindingAllTheSameIfItExpiredOrHasNoReason() throws Exception {
      Configuration configuration =
          read(
              """
              - {rule: raw-table-access, path: src/gone}
              - {rule: raw-table-access, path: src/gone, reason: x, expires: 2020-01-01}
              """);
      assertThat(Suppressions.apply(List.of(), configuration, TODAY, Set.of(), false)).hasSize(2);
    }
  }

  @Nested
  class AnEntryForTheRuleItself {
    private static final String OWN =
        "- {rule: unused-suppression, path: watertight.yml, reason: kept for the next release}\n";

    @Test
    void suppressesFindingsAboutOthers() throws Exception {
      assertThat(apply(List.of(), "- {rule: opaque-sql, path: src/gone, reason: x}\n" + OWN))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.rule()).isEqualTo("unused-suppression");
                assertThat(finding.suppressed())
                    .contains(
                        new Suppressed(Suppressed.Kind.CONFIGURATION, "kept for the next release"));
              });
    }

    @Test
    void suppressesFindingsOfTheAnalysisOfThatRule() throws Exception {
      assertThat(
              apply(
                  List.of(inFile("unused-suppression", "src/A.java", 7)),
                  "- {rule: unused-suppression, path: src/A.java, reason: x}\n"))
          .singleElement()
          .matches(f -> !f.isOpen());
    }

    @Test
    void isAFindingIfItMatchesNothingThatNoEntryCanSuppress() throws Exception {
      assertThat(apply(List.of(), OWN + OWN))
          .hasSize(2)
          .allMatch(Finding::isOpen)
          .extracting(Finding::message)
          .allMatch(
              m ->
                  m.startsWith(
                      "The suppression of `unused-suppression` in `watertight.yml`"
                          + " matches no finding"));
    }
  }

  @Test
  void anEntryGivenAsAnOverrideIsToldWithItsSource() throws Exception {
    Configuration configuration =
        ConfigurationReader.find(
            root,
            Overrides.none()
                .with(
                    "suppressions",
                    "[{rule: opaque-sql, path: src/a, reason: x}]",
                    "-Dwatertight.suppressions"));
    assertThat(Suppressions.apply(List.of(), configuration, TODAY, RAN, true))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.location()).isEqualTo(Location.InFile.of("watertight.yml", 1));
              assertThat(finding.message())
                  .startsWith(
                      "The suppression of `opaque-sql` in `src/a`, given by"
                          + " -Dwatertight.suppressions, matches no finding.");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "../conf/watertight.yml, watertight.yml",
    "/etc/tenants.yml, tenants.yml",
    "conf/watertight.yml, conf/watertight.yml"
  })
  void aConfigurationFromElsewhereGoesByItsName(String named, String expected) throws Exception {
    Path file = root.resolve("x.yml");
    Files.writeString(file, "suppressions: [{rule: opaque-sql, path: a, reason: x}]\n");
    Configuration configuration =
        ConfigurationReader.read(Optional.of(file), named, Overrides.none());
    assertThat(Suppressions.apply(List.of(), configuration, TODAY, RAN, true).get(0).location())
        .isEqualTo(Location.InFile.of(expected, 1));
  }

  @Test
  void aReportKeepsAllElseAndListsTheRule() throws Exception {
    Report report =
        new Report(
            "acme",
            List.of(
                new Report.Part("scan", List.of("raw-table-access"), List.of(), List.of()),
                new Report.Part("audit", List.of("rls-off"), List.of(), List.of())),
            List.of(),
            List.of(),
            List.of(IN_ADMIN, IN_WEB),
            List.of(),
            List.of("a note"));
    Report applied =
        Suppressions.apply(
            report,
            read(
                """
                - {rule: raw-table-access, path: src/admin, reason: x}
                - {rule: rls-off, object: plans, reason: x}
                - {rule: leak-read, object: plans, reason: x}
                """),
            TODAY,
            true);

    assertThat(applied.open())
        .extracting(Finding::rule)
        .containsExactly("raw-table-access", "unused-suppression");
    assertThat(applied.parts())
        .extracting(Report.Part::rules)
        .containsExactly(List.of("raw-table-access", "unused-suppression"), List.of("rls-off"));
    assertThat(applied.notes()).containsExactly("a note");
    assertThat(applied.project()).isEqualTo("acme");
  }

  private List<Finding> apply(List<Finding> findings, String entries) throws Exception {
    return Suppressions.apply(findings, read(entries), TODAY, RAN, true);
  }

  private Configuration read(String entries) throws Exception {
    Files.writeString(root.resolve("watertight.yml"), "suppressions:\n" + entries);
    return ConfigurationReader.find(root, Overrides.none());
  }

  private static List<String> messages(List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.rule().equals("unused-suppression"))
        .map(Finding::message)
        .toList();
  }

  private static Finding about(int line, String message) {
    return new Finding(
        "unused-suppression",
        Layer.CONFIGURATION,
        Severity.WARNING,
        Status.SUSPECTED,
        message,
        Location.InFile.of("watertight.yml", line),
        Optional.empty(),
        dev.watertight.core.finding.Fingerprint.of(
            "unused-suppression",
            "raw-table-access",
            message.contains("src/admin") ? "src/admin" : "src",
            ""),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Finding inFile(String rule, String file, int line) {
    return Finding.suspected(
        rule,
        Layer.APPLICATION,
        Severity.ERROR,
        "found",
        Location.InFile.of(file, line),
        Optional.of("projects"),
        "f" + line);
  }

  private static Finding onObject(String rule, String object) {
    return Finding.suspected(
        rule,
        Layer.DATABASE,
        Severity.ERROR,
        "found",
        new Location.InDatabase(object),
        Optional.empty(),
        "f");
  }
}
