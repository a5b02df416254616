package dev.watertight.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

class JUnitReportWriterTest {
  private final JUnitReportWriter writer = new JUnitReportWriter();

  @ParameterizedTest
  @ValueSource(strings = {"empty", "one", "many", "hostile"})
  void writesTheExpectedFile(String report) throws IOException {
    Golden.assertMatches(report, writer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"empty", "one", "many", "hostile"})
  void theCountsAreThoseOfTheCases(String report) throws Exception {
    Element root = parse(Golden.REPORTS.get(report));

    for (Element of : with(root, elements(root, "testsuite"))) {
      assertThat(of.getAttribute("tests")).isEqualTo("" + elements(of, "testcase").size());
      assertThat(of.getAttribute("failures")).isEqualTo("" + elements(of, "failure").size());
      assertThat(of.getAttribute("errors")).isEqualTo("" + elements(of, "error").size());
      assertThat(of.getAttribute("skipped")).isEqualTo("" + elements(of, "skipped").size());
    }
  }

  @Test
  void aRuleWithoutFindingsIsAPassedCase() throws Exception {
    List<Element> cases = elements(parse(SampleReports.empty()), "testcase");

    assertThat(cases)
        .extracting(c -> c.getAttribute("classname"))
        .containsExactly("watertight.scan.opaque-sql", "watertight.scan.raw-table-access");
    assertThat(cases).allSatisfy(c -> assertThat(elements(c, "*")).isEmpty());
  }

  @Test
  void anOpenFindingFailsWithItsPlaceAndMessage() throws Exception {
    Element root = parse(SampleReports.one());
    Element failed = (Element) elements(root, "failure").get(0).getParentNode();
    Element failure = elements(failed, "failure").get(0);

    assertThat(failed.getAttribute("classname")).isEqualTo("watertight.scan.raw-table-access");
    assertThat(failed.getAttribute("name")).startsWith("src/main/java/shop/Admin.java [");
    assertThat(failed.getAttribute("file")).isEqualTo("src/main/java/shop/Admin.java");
    assertThat(failed.getAttribute("line")).isEqualTo("12");
    assertThat(failure.getAttribute("type")).isEqualTo("error");
    assertThat(failure.getAttribute("message"))
        .startsWith("src/main/java/shop/Admin.java:12: `projects` is read outside");
    assertThat(failure.getTextContent())
        .contains("> 12 |     return dsl.selectFrom(PROJECTS).fetch();");
  }

  @Test
  void aNoteIsAPassedCaseThatSaysIt() throws Exception {
    assertThat(outputs("opaque-sql")).hasSize(1);
    assertThat(outputs("opaque-sql").get(0)).contains("cannot be determined");
  }

  @Test
  void aRuleWithoutFindingsSaysHowManyOfItsAttacksWereStopped() throws Exception {
    assertThat(outputs("definer-view")).containsExactly("1 attack carried out, 1 stopped");
  }

  private List<String> outputs(String rule) throws Exception {
    return elements(parse(SampleReports.many()), "system-out").stream()
        .filter(o -> ((Element) o.getParentNode()).getAttribute("classname").endsWith("." + rule))
        .map(Element::getTextContent)
        .toList();
  }

  @Test
  void whatDidNotCountOrDidNotRunIsSkippedWithItsReason() throws Exception {
    assertThat(elements(parse(SampleReports.many()), "skipped"))
        .extracting(s -> s.getAttribute("message"))
        .containsExactly(
            "suppressed by the configuration: nightly export",
            "suppressed by the baseline: there before",
            "no verified identity is known",
            "not analysed: the statement cannot be read",
            "not analysed: permission denied");
  }

  @Test
  void aFileThatWasNotAnalysedIsAnError() throws Exception {
    assertThat(elements(parse(SampleReports.many()), "error"))
        .extracting(e -> e.getAttribute("message"))
        .containsExactly(
            "src/main/java/shop/Broken.java:3: does not parse: ';' expected",
            "src/main/java/shop/Huge.java:1: 52 MB: larger than 10 MB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"empty", "one", "many", "hostile"})
  void noTwoCasesHaveOneName(String report) throws Exception {
    Set<String> names = new HashSet<>();

    for (Element c : elements(parse(Golden.REPORTS.get(report)), "testcase")) {
      assertThat(names.add(c.getAttribute("classname") + "\n" + c.getAttribute("name"))).isTrue();
    }
  }

  @Test
  void charactersThatXmlCannotHoldAreShownAsEscapes() throws Exception {
    String details = elements(parse(SampleReports.hostile()), "failure").get(0).getTextContent();

    assertThat(details)
        .contains(SampleReports.MARKUP)
        .contains("a\\u0000b\\u0007c\\u001B[31md\\u0085e\\u202Ef\\uD83Dg\\uFFFEh");
  }

  private Element parse(Report report)
      throws ParserConfigurationException, SAXException, IOException {
    byte[] xml = Golden.written(writer, report).getBytes(StandardCharsets.UTF_8);
    DocumentBuilder builder = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
    builder.setErrorHandler(null);
    return builder.parse(new ByteArrayInputStream(xml)).getDocumentElement();
  }

  private static List<Element> with(Element first, List<Element> others) {
    List<Element> all = new ArrayList<>(List.of(first));
    all.addAll(others);
    return all;
  }

  private static List<Element> elements(Element of, String name) {
    NodeList nodes = of.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
