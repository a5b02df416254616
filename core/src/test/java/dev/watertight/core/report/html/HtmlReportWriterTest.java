package dev.watertight.core.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watertight.core.finding.CodeFrame;
import dev.watertight.core.finding.Finding;
import dev.watertight.core.finding.Layer;
import dev.watertight.core.finding.Location;
import dev.watertight.core.finding.Severity;
import dev.watertight.core.report.Report;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportWriterTest {
  private static final Instant WHEN = Instant.parse("2026-11-22T10:15:00Z");

  private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");
  private static final Pattern HREF = Pattern.compile("href=\"([^\"]*)\"");

  private final HtmlReportWriter writer = new HtmlReportWriter(DemoReport::rulePage);

  @Test
  void isIndexHtml() {
    assertThat(writer.fileName()).isEqualTo("index.html");
  }

  @Test
  void isTheSameForTheSameReportInWhateverOrderItCame() throws IOException {
    Report report = DemoReport.report();
    List<Finding> shuffled = new ArrayList<>(report.findings());
    Collections.reverse(shuffled);
    Report same =
        new Report(
            report.project(),
            report.parts(),
            report.detections(),
            report.tables(),
            shuffled,
            report.notAnalysed(),
            report.notes());
    assertThat(html(same)).isEqualTo(html(report));
  }

  @Test
  void differsByTheMomentOnlyInTheMoment() throws IOException {
    StringWriter later = new StringWriter();
    writer.write(DemoReport.report(), WHEN.plusSeconds(86_400), later);
    assertThat(
            later
                .toString()
                .replace("2026-11-23T10:15:00Z", "2026-11-22T10:15:00Z")
                .replace("23 November 2026, 10:15 UTC", "22 November 2026, 10:15 UTC"))
        .isEqualTo(html(DemoReport.report()));
  }

  @Test
  void namesNothingOutsideOfItself() throws IOException {
    String html = html(DemoReport.report());
    assertThat(html)
        .doesNotContain("<link", "<img", "<iframe", "@import", "url(", " src=", " style=")
        .doesNotContainPattern("<[^>]*\\son[a-z]+=");
    Matcher href = HREF.matcher(html);
    List<String> ids = new ArrayList<>();
    Matcher id = ID.matcher(html);
    while (id.find()) {
      ids.add(id.group(1));
    }
    assertThat(ids).doesNotHaveDuplicates();
    int links = 0;
    while (href.find()) {
      assertThat(href.group(1)).startsWith("#");
      assertThat(ids).contains(href.group(1).substring(1));
      links++;
    }
    assertThat(links).isGreaterThan(60);
  }

  @Test
  void itsPolicyAllowsNothingInline() throws IOException {
    assertThat(html(DemoReport.report()))
        .contains("default-src &#39;none&#39;; script-src &#39;sha256-")
        .doesNotContain("unsafe-inline", "unsafe-eval", "unsafe-hashes");
  }

  @Test
  void hasAnAnchorForEveryFindingAndRule() throws IOException {
    String html = html(DemoReport.report());
    for (Finding finding : DemoReport.report().findings()) {
      assertThat(html).contains(" id=\"" + finding.fingerprint() + "\"");
    }
    for (Finding finding : DemoReport.report().open()) {
      assertThat(html).contains(" id=\"rule-" + finding.rule() + "\"");
    }
  }

  @Test
  void givesEqualFingerprintsAndRulesOfTwoLayersAnchorsOfTheirOwn() throws IOException {
    String html =
        html(
            reportOf(
                finding("mutable-tenant-column", Layer.APPLICATION, 1, "same"),
                finding("mutable-tenant-column", Layer.DATABASE, 2, "same"),
                finding("mutable-tenant-column", Layer.DATABASE, 3, "summary")));
    assertThat(html)
        .contains(
            " id=\"same\"",
            " id=\"same-2\"",
            " id=\"summary-2\"",
            " id=\"rule-mutable-tenant-column\"",
            " id=\"rule-mutable-tenant-column-database\"");
  }

  @Test
  void countsATablesFindingsWhateverTheSpelling() throws IOException {
    assertThat(html(DemoReport.report())).contains("data-show-table=\"tasks\">4</a>");
  }

  @Test
  void cutsALineOfCodeThatNobodyCouldReadAndSaysSo() throws IOException {
    String line = "x".repeat(1_000_000);
    Finding finding =
        finding("r", Layer.APPLICATION, 1, "f").withFrame(new CodeFrame(1, List.of(line), 1, 1));
    String html = html(reportOf(finding));
    assertThat(html).contains("x … (998,000 more characters not shown)");
    assertThat(html.length()).isLessThan(100_000);
  }

  @Test
  void takesSharedIndentationOffCode() throws IOException {
    Finding finding =
        finding("r", Layer.APPLICATION, 1, "f")
            .withFrame(new CodeFrame(7, List.of("\t\tif (a) {", "", "\t\t\tb();", "\t\t}"), 9, 9));
    assertThat(html(reportOf(finding)))
        .contains(
            "<span data-n=\"7\">if (a) {\n</span><span data-n=\"8\">\n</span>"
                + "<mark data-n=\"9\">\tb();\n</mark><span data-n=\"10\">}\n</span>");
  }

  @Test
  void showsWhyALayerHasNoFindings() throws IOException {
    String html = html(reportOf(finding("r", Layer.APPLICATION, 1, "f")));
    assertThat(html)
        .contains("not checked")
        .contains("The identity and database layers were not checked");
  }

  @Test
  void quotesOfARulesPageWhyAndHowAndWhatItDoesNotSee() throws IOException {
    assertThat(html(DemoReport.report()))
        .contains(
            "<summary>Why it matters</summary><div class=\"prose\"><p>A pooled connection carries"
                + " the setting to the <strong>next</strong> request",
            "<summary>How to fix</summary><div class=\"prose\"><p>Set it for the transaction",
            "<summary>What it does not see</summary><div class=\"prose\"><p>Statements that a"
                + " library builds.</p>");
  }

  @Test
  void showsARuleWithoutAPageByItsName() throws IOException {
    assertThat(html(reportOf(finding("no-page", Layer.APPLICATION, 1, "f"))))
        .contains("<span class=\"rule-name\">no-page</span>")
        .doesNotContain("Why it matters");
  }

  @Test
  void passesOnThatTheDiskIsFull() {
    Writer full =
        new Writer() {
          @Override
          public void write(char[] text, int offset, int length) throws IOException {
            throw new IOException("No space left on device");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    assertThatThrownBy(() -> writer.write(DemoReport.report(), WHEN, full))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
  }

  private String html(Report report) throws IOException {
    StringWriter out = new StringWriter();
    writer.write(report, WHEN, out);
    return out.toString();
  }

  private static Finding finding(String rule, Layer layer, int line, String fingerprint) {
    return Finding.suspected(
        rule,
        layer,
        Severity.ERROR,
        "message",
        Location.InFile.of("A.java", line),
        Optional.empty(),
        fingerprint);
  }

  private static Report reportOf(Finding... findings) {
    return new Report(
        "x", List.of(), List.of(), List.of(), List.of(findings), List.of(), List.of());
  }
}
