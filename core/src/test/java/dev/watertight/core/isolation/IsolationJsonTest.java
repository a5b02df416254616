package dev.watertight.core.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watertight.core.isolation.CellResult.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsolationJsonTest {
  private static final String CELLS =
      "{\"both\":\"held\",\"applicationOnly\":\"held\",\"databaseOnly\":\"held\",\"neither\":\"leaked\"}";

  @Test
  void isTheFormThatTheContractShows() throws IOException {
    JsonNode json = new ObjectMapper().readTree(written(SampleIsolation.result()));

    assertThat(json.at("/schemaVersion").asInt()).isEqualTo(1);
    assertThat(json.at("/seed").asText()).isEqualTo("7c31");
    assertThat(json.at("/operations/0").toString())
        .isEqualTo(
            "{\"operation\":\"projects().findById(UUID)\",\"kind\":\"tenant\",\"cells\":"
                + CELLS
                + ",\"tries\":400,\"statements\":2}");
    assertThat(json.at("/operations/3/reasons").toString())
        .isEqualTo(
            "{\"databaseOnly\":\"a statement is a call of a procedure\","
                + "\"neither\":\"a statement is a call of a procedure\"}");
    assertThat(json.at("/mutants/total").asInt()).isEqualTo(4);
    assertThat(json.at("/mutants/maskedByRls").asInt()).isEqualTo(1);
    assertThat(json.at("/mutants/score").toString()).isEqualTo("0.3333");
    assertThat(json.at("/mutants/list")).hasSize(4);
    assertThat(json.at("/ledger/acrossTenants").asInt()).isEqualTo(1);
    assertThat(json.at("/ledger/unreachedTables/0").asText()).isEqualTo("public.activity");
    assertThat(json.at("/ledger/uncalledOperations/0").toString())
        .isEqualTo(
            "{\"operation\":\"projects().listen(Consumer)\","
                + "\"reason\":\"no argument for `Consumer`\"}");
    assertThat(json.at("/counterexamples/0/cell").asText()).isEqualTo("applicationOnly");
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    assertThat(read(written(SampleIsolation.result()))).isEqualTo(SampleIsolation.result());
    assertThat(read(written(SampleIsolation.large(50, 100))))
        .isEqualTo(SampleIsolation.large(50, 100));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"}]}, {\"schemaVersion\": 2",
        "\u0000\u0007\u001b[31m\u202e \u2028",
        "</script><img src=x onerror=alert(1)>",
        "\\u0022 \\ / \n \r\n \t",
        "😀"
      })
  void hostileTextIsTextAndComesBackAsItWas(String text) throws IOException {
    assertThat(read(written(SampleIsolation.hostile(text))))
        .isEqualTo(SampleIsolation.hostile(text));
  }

  @Test
  void halfACharacterIsReplacedSoThatTheFileCanBeEncoded() throws IOException {
    assertThat(read(written(SampleIsolation.hostile("a\uD83D"))))
        .isEqualTo(SampleIsolation.hostile("a\uFFFD"));
  }

  @Test
  void theSameResultGivesTheSameBytes() throws IOException {
    assertThat(written(SampleIsolation.result())).isEqualTo(written(SampleIsolation.result()));
    assertThat(written(SampleIsolation.result())).endsWith("}\n").doesNotContain("\r");
  }

  @Test
  void keysThatNobodyKnowsArePassedOverAndMissingListsAreEmpty() throws IOException {
    IsolationResult result =
        read(
            "{\"schemaVersion\":1,\"seed\":42,\"later\":{\"a\":[1.5,null,true]},\"operations\":"
                + "[{\"operation\":\"a()\",\"cells\":"
                + CELLS
                + ",\"later\":[]}]}");

    assertThat(result.seed()).isEqualTo("42");
    assertThat(result.operations()).hasSize(1);
    assertThat(result.operations().get(0).kind()).isEqualTo(OperationResult.Kind.TENANT);
    assertThat(result.mutants()).isEmpty();
    assertThat(result.notes()).isEmpty();
  }

  @Test
  void aCellMayCarryItsReasonItself() throws IOException {
    IsolationResult result =
        read(
            operation(
                CELLS.replace(
                    "\"neither\":\"leaked\"",
                    "\"neither\":{\"result\":\"opaque\",\"reason\":\"a cursor\"}")));

    assertThat(result.operations().get(0).cell(Cell.NEITHER))
        .isEqualTo(CellResult.opaque("a cursor"));
  }

  @Test
  void aCellThatShowsNothingHasAReasonEvenWhereNoneIsGiven() throws IOException {
    IsolationResult result = read(operation(CELLS.replace("leaked", "notRun")));

    assertThat(result.operations().get(0).cell(Cell.NEITHER))
        .isEqualTo(new CellResult(Verdict.NOT_RUN, Optional.of("no reason was recorded")));
  }

  @Test
  void aNumberThatItsListContradictsIsTold() throws IOException {
    assertThat(
            read("{\"schemaVersion\":1,\"seed\":\"s\",\"mutants\":{\"total\":2,\"list\":[]},"
                    + "\"ledger\":{\"scoped\":1}}")
                .notes())
        .containsExactly(
            "x/isolation.json: mutants.total says 2, and 0 are listed: what is listed counts.",
            "x/isolation.json: ledger.scoped says 1, and 0 are listed: what is listed counts.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "^^|it is empty",
        "[]|line 1, the document: it is an array, and must be an object",
        "{\"seed\":\"1\"}|line 1, the document: it lacks \"schemaVersion\"",
        "{\"schemaVersion\":1}|line 1, the document: it lacks \"seed\"",
        "{\"schemaVersion\":2,\"seed\":\"1\"}|line 1, schemaVersion: it is 2, and this version of"
            + " Watertight reads 1: use one version for the tests and the plugin",
        "{\"schemaVersion\":\"1\",\"seed\":\"1\"}|line 1, schemaVersion: it is \"1\", and must be a"
            + " whole number from 0",
        "{\"schemaVersion\":1,\"seed\":\"1\",\"operations\":{}}|line 1, operations: it is an object,"
            + " and must be an array",
        "{\"schemaVersion\":1,\"seed\":\"1\",\"operations\":[{\"operation\":\"a()\"}]}|line 1,"
            + " operations[0]: it lacks \"cells\"",
        "{\"schemaVersion\":1,\"seed\":\"1\",\"counterexamples\":[{\"rule\":\"rls-off\"}]}|line 1,"
            + " counterexamples[0].rule: it is \"rls-off\", and must be one of blind-probe,"
            + " context-bleed, leak-inference, leak-read, leak-write, over-filtering",
        "{\"schemaVersion\":1,\"seed\":\"1\",\"seed\":\"2\"}|line 1: it is no valid JSON (Duplicate"
            + " field 'seed')",
        "{\"schemaVersion\":1} {}|line 1: something follows the end of the JSON",
      })
  void whatIsMalformedIsNamedWithFileAndPlaceAndWhatToDo(String text, String fault) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IsolationFormatException.class)
        .hasMessage(
            "x/isolation.json: "
                + fault
                + ". Run the isolation tests again, which writes the file anew, or remove it.");
  }

  @Test
  void aWordThatIsNoneOfACellIsNamedWithItsLine() {
    assertThatThrownBy(() -> read("\n\n" + operation(CELLS.replace("leaked", "l\\u0007eaked?"))))
        .hasMessageStartingWith(
            "x/isolation.json: line 3, operations[0].cells.neither: it is \"l?eaked?\", and must be"
                + " one of held, leaked, opaque, notRun.");
  }

  @Test
  void halfAFileIsNoResult() throws IOException {
    String whole = written(SampleIsolation.result());
    for (int length : List.of(1, 40, whole.length() / 2, whole.length() - 3)) {
      assertThatThrownBy(() -> read(whole.substring(0, length)))
          .isInstanceOf(IsolationFormatException.class)
          .hasMessageStartingWith("x/isolation.json: line ");
    }
  }

  @Test
  void whatIsNotUtf8IsNoResult() {
    byte[] bytes =
        "{\"schemaVersion\":1,\"seed\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(
            () -> IsolationJsonReader.read(new ByteArrayInputStream(bytes), "x/isolation.json"))
        .isInstanceOf(IsolationFormatException.class);
  }

  @Test
  void whatIsNestedTooDeeplyIsNoResult() {
    assertThatThrownBy(() -> read("[".repeat(100_000)))
        .isInstanceOf(IsolationFormatException.class);
  }

  private static String operation(String cells) {
    return "{\"schemaVersion\":1,\"seed\":\"s\",\"operations\":[{\"operation\":\"a()\",\"cells\":"
        + cells
        + "}]}";
  }

  private static String written(IsolationResult result) throws IOException {
    StringWriter out = new StringWriter();
    IsolationJson.write(result, out);
    return out.toString();
  }

  private static IsolationResult read(String text) throws IOException {
    return IsolationJsonReader.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "x/isolation.json");
  }
}
