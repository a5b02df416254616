package dev.watertight.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownReportWriterTest {
  private final MarkdownReportWriter writer = new MarkdownReportWriter();

  @ParameterizedTest
  @ValueSource(strings = {"empty", "one", "many", "hostile"})
  void writesTheExpectedFile(String report) throws IOException {
    Golden.assertMatches(report, writer);
  }

  @Test
  void theVerdictComesFirst() {
    assertThat(markdown(SampleReports.empty())).startsWith("## Watertight: no findings\n");
    assertThat(markdown(SampleReports.many()))
        .startsWith(
            "## Watertight: 3 errors, 3 warnings, 1 note; incomplete: 2 files were not"
                + " analysed\n");
  }

  @Test
  void theWorstFindingComesFirst() {
    String markdown = markdown(SampleReports.many());

    assertThat(markdown.indexOf("| error, proven | `public.tasks`")).isPositive();
    assertThat(markdown.indexOf("| error, proven | `public.tasks`"))
        .isLessThan(markdown.indexOf("| error | `src/main/java/shop/Admin.java:12`"));
    assertThat(markdown.indexOf("| error | `src/main/java/shop/Admin.java:12`"))
        .isLessThan(markdown.indexOf("| note |"));
  }

  @Test
  void suppressedFindingsAreCountedNotListed() {
    assertThat(markdown(SampleReports.many()))
        .contains("2 findings suppressed")
        .doesNotContain("Billing.java");
  }

  @Test
  void aCommentHoldsItHoweverMuchThereIsToSay() {
    String markdown = markdown(SampleReports.crowded(5_000));

    assertThat(markdown.length()).isBetween(20_000, 60_000);
    assertThat(markdown).containsPattern("and \\d+ more findings: see `index.html`");
    assertThat(markdown).containsPattern("and \\d+ more places: see `index.html`");
    assertThat(markdown).containsPattern("and \\d+ more rules: see `index.html`");
  }

  @Test
  void fiftyFindingsAreListedAndTheRestCounted() {
    Report one = SampleReports.one();
    Report report =
        new Report(
            "shop",
            one.parts(),
            List.of(),
            List.of(),
            java.util.stream.IntStream.rangeClosed(1, 60)
                .mapToObj(i -> SampleReports.raw("src/A.java", i))
                .toList(),
            List.of(),
            List.of());

    assertThat(markdown(report))
        .contains("`src/A.java:50`")
        .doesNotContain("`src/A.java:51`")
        .contains("and 10 more findings: see `index.html`.");
  }

  @Test
  void hostileTextRendersAsItselfAndDoesNothing() {
    String html = html(markdown(SampleReports.hostile()));

    assertThat(html)
        .doesNotContain("<script", "<img", "<a ", "<!--", "<em>", "<strong>", "<del>")
        .contains("&lt;script&gt;alert('x')&lt;/script&gt;");
    assertThat(textOutsideCode(html)).doesNotContainPattern("@\\w").doesNotContainPattern("#\\d");
  }

  @Test
  void everyRowOfATableHasAllItsCells() {
    String html = html(markdown(SampleReports.hostile()));

    String findings =
        html.substring(html.indexOf("<h3>Findings"), html.indexOf("<h3>Not analysed"));
    assertThat(findings.split("<tr>", -1)).hasSize(3);
    assertThat(findings.split("<td>", -1)).hasSize(5);
    assertThat(findings.split("</td>", -1))
        .allSatisfy(c -> assertThat(c).doesNotContain("<td></td>"));
  }

  @Test
  void controlCharactersAndReversedTextAreShownAsEscapes() {
    assertThat(markdown(SampleReports.hostile()))
        .contains("u202E")
        .doesNotContain("\u202E", "\u001B", "\u0000", "\r");
  }

  @Test
  void backticksInAMessageStillMarkCode() {
    assertThat(MarkdownText.inline("`a|b` is <read> by @x", 100))
        .isEqualTo("`a|b` is \\<read\\> by @\u200Bx".replace("\\<", "&lt;").replace("\\>", "&gt;"));
    assertThat(MarkdownText.inlineCell("`a|b` or c|d", 100)).isEqualTo("`a\\|b` or c\\|d");
    assertThat(MarkdownText.code("a`b", 100)).isEqualTo("``a`b``");
  }

  private String markdown(Report report) {
    return Golden.written(writer, report);
  }

  private static String textOutsideCode(String html) {
    return html.replaceAll("(?s)<code>.*?</code>", "").replaceAll("&#\\d+;", "");
  }

  private static String html(String markdown) {
    List<TablesExtension> extensions = List.of((TablesExtension) TablesExtension.create());
    return HtmlRenderer.builder()
        .extensions(extensions)
        .build()
        .render(Parser.builder().extensions(extensions).build().parse(markdown));
  }
}
