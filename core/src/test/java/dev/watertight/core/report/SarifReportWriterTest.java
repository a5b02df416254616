package dev.watertight.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.watertight.core.finding.Fix;
import dev.watertight.core.finding.Location;
import dev.watertight.core.report.Report.Part;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SarifReportWriterTest {
  private static Schema official;

  private final SarifReportWriter writer =
      new SarifReportWriter(SampleReports::page, SampleReports.VERSION);

  @BeforeAll
  static void readTheOfficialSchema() throws IOException {
    try (InputStream in =
        SarifReportWriterTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      official =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
              .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"empty", "one", "many", "hostile"})
  void writesTheExpectedFile(String report) throws IOException {
    Golden.assertMatches(report, writer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"empty", "one", "many", "hostile"})
  void holdsToTheOfficialSchema(String report) {
    assertThat(faults(Golden.written(writer, Golden.REPORTS.get(report)))).isEmpty();
  }

  @Test
  void theSchemaIsOneThatRefusesSomething() {
    String sarif = Golden.written(writer, SampleReports.one());

    assertThat(faults(sarif.replace("\"startLine\": 12", "\"startLine\": 0"))).isNotEmpty();
    assertThat(faults(sarif.replace("\"uri\": \"src", "\"uri\": \"s rc"))).isNotEmpty();
    assertThat(faults(sarif.replace("\"results\"", "\"outcomes\""))).isNotEmpty();
  }

  @Test
  void eachPartIsARunWithItsOwnFindings() throws IOException {
    JsonNode runs = read(SampleReports.many()).at("/runs");

    assertThat(runs).hasSize(2);
    assertThat(runs.at("/0/tool/driver/name").asText()).isEqualTo("Watertight scan");
    assertThat(runs.at("/1/tool/driver/name").asText()).isEqualTo("Watertight audit");
    assertThat(texts(runs.at("/1/results"), "/ruleId"))
        .containsExactly("definer-function", "rls-off");
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "many", "hostile"})
  void everyResultNamesARuleOfItsDriver(String report) throws IOException {
    for (JsonNode run : read(Golden.REPORTS.get(report)).at("/runs")) {
      for (JsonNode result : run.at("/results")) {
        JsonNode rule = run.at("/tool/driver/rules/" + result.at("/ruleIndex").asInt());
        assertThat(rule.at("/id").asText()).isEqualTo(result.at("/ruleId").asText());
      }
    }
  }

  @Test
  void aFindingOfARuleThatNoPartListsGoesToTheFirstRun() throws IOException {
    assertThat(texts(read(SampleReports.many()).at("/runs/0/results"), "/ruleId"))
        .contains("unused-suppression");
  }

  @Test
  void findingsAreWrittenEvenWhereNoPartIsNamed() throws IOException {
    Report report =
        new Report(
            "x",
            List.of(),
            List.of(),
            List.of(),
            SampleReports.one().findings(),
            List.of(),
            List.of());

    assertThat(read(report).at("/runs/0/results")).hasSize(1);
  }

  @Test
  void anEndColumnIsOnePastTheLastCharacter() throws IOException {
    JsonNode region = read(SampleReports.one()).at("/runs/0/results/0/locations/0").at(REGION);

    assertThat(region.at("/startColumn").asInt()).isEqualTo(12);
    assertThat(region.at("/endColumn").asInt()).isEqualTo(44);
    assertThat(region.at("/snippet/text").asText()).isEqualTo("dsl.selectFrom(PROJECTS).fetch()");
  }

  @Test
  void aPlaceKnownByItsLineHasNoColumns() throws IOException {
    JsonNode result =
        StreamSupport.stream(read(SampleReports.many()).at("/runs/0/results").spliterator(), false)
            .filter(r -> r.at("/ruleId").asText().equals("unused-suppression"))
            .findFirst()
            .orElseThrow();

    assertThat(result.at("/locations/0").at(REGION).toString()).isEqualTo("{\"startLine\":9}");
  }

  @Test
  void aPathIsARelativeUriThatDecodesToThePath() throws IOException {
    Report report = SampleReports.hostile();
    JsonNode artifact =
        read(report).at("/runs/0/results/0/locations/0/physicalLocation/artifactLocation");
    URI uri = URI.create(artifact.at("/uri").asText());

    assertThat(uri.isAbsolute()).isFalse();
    assertThat(uri.getRawQuery()).isNull();
    assertThat(uri.getRawFragment()).isNull();
    assertThat(uri.getPath())
        .isEqualTo(
            PlainText.wellFormed(((Location.InFile) report.findings().get(0).location()).file()));
    assertThat(artifact.at("/uriBaseId").asText()).isEqualTo("SRCROOT");
  }

  @Test
  void theBaseOfThePathsIsDeclaredAndLeftOpen() throws IOException {
    JsonNode base = read(SampleReports.one()).at("/runs/0/originalUriBaseIds/SRCROOT");

    assertThat(base.has("description")).isTrue();
    assertThat(base.has("uri")).isFalse();
  }

  @Test
  void aDatabaseObjectIsALogicalLocation() throws IOException {
    JsonNode results = read(SampleReports.many()).at("/runs/1/results");

    assertThat(results.at("/0/locations/0/logicalLocations/0/name").asText())
        .isEqualTo("report(uuid, text)");
    assertThat(results.at("/0/locations/0/logicalLocations/0/kind").asText()).isEqualTo("function");
    assertThat(results.at("/1/locations/0/logicalLocations/0/fullyQualifiedName").asText())
        .isEqualTo("public.tasks");
    assertThat(results.at("/1/properties/proof/seen").asText()).isEqualTo("1 row of tenant B");
  }

  @Test
  void whereOneResultIsSuppressedTheOthersSayThatTheyAreNot() throws IOException {
    JsonNode runs = read(SampleReports.many()).at("/runs");

    for (JsonNode result : runs.at("/0/results")) {
      assertThat(result.has("suppressions")).isTrue();
    }
    assertThat(runs.at("/0/results").findValuesAsText("justification"))
        .containsExactly("nightly export", "there before");
    assertThat(runs.at("/1/results/0").has("suppressions")).isFalse();
  }

  @Test
  void whatWasNotAnalysedIsANotificationOfTheRunThatReadsSuchPlaces() throws IOException {
    JsonNode runs = read(SampleReports.many()).at("/runs");
    JsonNode notices = runs.at("/0/invocations/0/toolExecutionNotifications");

    assertThat(texts(notices, "/level")).containsExactly("error", "error", "warning");
    assertThat(notices.at("/0/locations/0").at(REGION).at("/startLine").asInt()).isEqualTo(3);
    assertThat(notices.at("/1/locations/0").at(REGION).isMissingNode()).isTrue();
    assertThat(runs.at("/0/invocations/0/executionSuccessful").asBoolean()).isFalse();
    assertThat(runs.at("/1/invocations/0/executionSuccessful").asBoolean()).isTrue();
    assertThat(runs.at("/1/invocations/0/toolExecutionNotifications")).hasSize(1);
  }

  @Test
  void aRuleThatIsOffIsSwitchedOffInTheRun() throws IOException {
    JsonNode run = read(SampleReports.many()).at("/runs/0");
    JsonNode override = run.at("/invocations/0/ruleConfigurationOverrides/0");

    assertThat(override.at("/configuration/enabled").asBoolean(true)).isFalse();
    assertThat(
            run.at("/tool/driver/rules/" + override.at("/descriptor/index").asInt() + "/id")
                .asText())
        .isEqualTo("tenant-id-from-request");
    assertThat(run.at("/invocations/0/toolConfigurationNotifications/0/message/text").asText())
        .contains("no verified identity is known");
  }

  @Test
  void theWayFromTheRequestIsACodeFlow() throws IOException {
    JsonNode steps =
        read(SampleReports.many()).at("/runs/0/results/1/codeFlows/0/threadFlows/0/locations");

    assertThat(texts(steps, "/location/message/text"))
        .containsExactly("read from a header", "reaches the statement");
  }

  @Test
  void aRuleIsExplainedByItsPage() throws IOException {
    JsonNode rules = read(SampleReports.one()).at("/runs/0/tool/driver/rules");

    assertThat(rules.at("/0/shortDescription/text").asText()).isEqualTo("Opaque sql.");
    assertThat(rules.at("/1/name").asText()).isEqualTo("RawTableAccess");
    assertThat(rules.at("/1/help/markdown").asText()).startsWith("# raw-table-access");
    assertThat(rules.at("/1/defaultConfiguration/level").asText()).isEqualTo("error");
    assertThat(texts(rules.at("/1/properties/tags"), "")).contains("application");
  }

  @Test
  void textThatSarifWouldReadAsALinkOrAPlaceholderIsEscaped() {
    assertThat(SarifText.escape("a[0] {x} `f(a)`")).isEqualTo("a[0] {x} `f(a)`");
    assertThat(SarifText.escape("[x](1)")).isEqualTo("\\[x\\](1)");
    assertThat(SarifText.escape("select {0} {x}")).isEqualTo("select {{0}} {{x}}");
  }

  @Test
  void aRuleOfTwoPartsGoesToThePartThatReadsThePlace() throws IOException {
    Report report =
        new Report(
            "x",
            List.of(
                new Part("scan", List.of("rls-off"), List.of(), List.of()),
                new Part("audit", List.of("rls-off"), List.of(), List.of())),
            List.of(),
            List.of(),
            List.of(SampleReports.rlsOff()),
            List.of(),
            List.of());

    assertThat(read(report).at("/runs/0/results")).isEmpty();
    assertThat(read(report).at("/runs/1/results")).hasSize(1);
  }

  @Test
  void aFixSaysWhatGoesAndWhatComes() throws IOException {
    Fix fix =
        new Fix(
            "Hold the rows to the tenant: `a`",
            List.of(
                new Fix.Replacement("src/A.java", 3, 7, 3, 7, ".and(a)", "d"),
                new Fix.Replacement("src/A.java", 5, 1, 6, 2, "", "d"),
                new Fix.Replacement("src/B b.java", 1, 1, 1, 2, "x", "d")));
    Report report =
        new Report(
            "x",
            List.of(new Part("scan", List.of("raw-table-access"), List.of(), List.of())),
            List.of(),
            List.of(),
            List.of(SampleReports.raw("src/A.java", 3).withFix(fix)),
            List.of(),
            List.of());

    JsonNode fixes = read(report).at("/runs/0/results/0/fixes");

    assertThat(faults(Golden.written(writer, report))).isEmpty();
    assertThat(texts(fixes, "/description/text"))
        .containsExactly("Hold the rows to the tenant: `a`.");
    JsonNode changes = fixes.at("/0/artifactChanges");
    assertThat(texts(changes, "/artifactLocation/uri"))
        .containsExactly("src/A.java", "src/B%20b.java");
    assertThat(changes.at("/0/replacements/0").toString())
        .isEqualTo(
            "{\"deletedRegion\":{\"startLine\":3,\"startColumn\":7,\"endLine\":3,\"endColumn\":7},"
                + "\"insertedContent\":{\"text\":\".and(a)\"}}");
    assertThat(changes.at("/0/replacements/1/insertedContent").isMissingNode()).isTrue();
  }

  private static final String REGION = "/physicalLocation/region";

  private static List<String> texts(JsonNode array, String pointer) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(n -> n.at(pointer).asText())
        .toList();
  }

  private JsonNode read(Report report) throws IOException {
    return new ObjectMapper().readTree(Golden.written(writer, report));
  }

  private static List<Error> faults(String sarif) {
    return official.validate(
        sarif,
        InputFormat.JSON,
        context -> context.executionConfig(c -> c.formatAssertionsEnabled(true)));
  }
}
