package dev.watertight.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReportWriterTest {
  private final JsonReportWriter writer = new JsonReportWriter(SampleReports.VERSION);

  @ParameterizedTest
  @ValueSource(strings = {"empty", "one", "many", "hostile"})
  void writesTheExpectedFile(String report) throws IOException {
    Golden.assertMatches(report, writer);
  }

  @Test
  void theFindingsAreThoseThatCount() throws IOException {
    JsonNode json = read(SampleReports.many());

    assertThat(json.at("/findings")).hasSize(7);
    assertThat(json.at("/suppressed")).hasSize(2);
    assertThat(json.at("/summary/findings").asInt()).isEqualTo(7);
    assertThat(json.at("/summary/bySeverity/error").asInt()).isEqualTo(3);
    assertThat(json.at("/summary/byStatus/proven").asInt()).isEqualTo(1);
    assertThat(json.at("/summary/byRule/raw-table-access").asInt()).isEqualTo(2);
    assertThat(json.at("/summary/incomplete").asBoolean()).isTrue();
  }

  @Test
  void aSuppressedFindingSaysByWhatAndWhy() throws IOException {
    JsonNode first = read(SampleReports.many()).at("/suppressed/0");

    assertThat(first.at("/suppressed/kind").asText()).isEqualTo("configuration");
    assertThat(first.at("/suppressed/reason").asText()).isEqualTo("nightly export");
  }

  @Test
  void hostileTextComesBackAsItWas() throws IOException {
    JsonNode json = read(SampleReports.hostile());

    assertThat(json.at("/findings/0/message").asText())
        .isEqualTo(
            SampleReports.MARKUP
                + SampleReports.CONTROLS.replace("\uD83Dg", "\uFFFDg")
                + "x".repeat(10_000));
    assertThat(json.at("/findings/0/proof/sql").asText()).isEqualTo("select '<b>' -- ]]>");
  }

  @Test
  void aRuleThatIsOffIsThereWithItsReason() throws IOException {
    JsonNode off = read(SampleReports.many()).at("/rulesOff/0");

    assertThat(off.at("/rule").asText()).isEqualTo("tenant-id-from-request");
    assertThat(off.at("/part").asText()).isEqualTo("scan");
    assertThat(off.at("/reason").asText()).isEqualTo("no verified identity is known");
  }

  private JsonNode read(Report report) throws IOException {
    return new ObjectMapper().readTree(Golden.written(writer, report));
  }
}
