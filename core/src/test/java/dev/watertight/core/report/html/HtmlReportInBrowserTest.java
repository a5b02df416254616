package dev.watertight.core.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watertight.core.report.Report;
import dev.watertight.core.rule.RulePage;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlReportInBrowserTest {
  private static final Instant WHEN = Instant.parse("2026-11-22T10:15:00Z");
  private static final long OPEN = DemoReport.report().open().size();
  private static final long ALL = DemoReport.report().findings().size();

  @TempDir static Path folder;
  private static Chromium browser;
  private static Path demo;

  @BeforeAll
  static void start() throws Exception {
    browser = Chromium.start(folder.resolve("profile")).orElse(null);
    demo = write("demo", DemoReport.report(), DemoReport::rulePage);
  }

  @BeforeEach
  void needsABrowser() {
    Chromium.assumeInstalled();
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void opensWithoutAComplaintAndAsksForNothing() {
    try (Chromium.Tab tab = browser.open(demo)) {
      assertThat(count(tab, ".f")).isEqualTo(ALL);
      assertThat(tab.complaints()).isEmpty();
      assertThat(tab.requests()).isEmpty();
    }
  }

  @Test
  void opensAnEmptyReportWithoutAComplaint() throws Exception {
    Report empty =
        new Report("empty", List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    try (Chromium.Tab tab = browser.open(write("empty", empty, DemoReport::rulePage))) {
      tab.press("/");
      tab.press("j");
      tab.press("Escape");
      assertThat(text(tab, ".headline")).isEqualTo("Nothing was analysed.");
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  void showsHostileTextLiterallyAndRunsNoneOfIt() throws Exception {
    Path file = write("hostile", HostileReport.report(), HostileReport::rulePage);
    try (Chromium.Tab tab = browser.open(file)) {
      tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })");
      tab.settle();
      assertThat(tab.evaluate("typeof window.pwned").asText()).isEqualTo("undefined");
      assertThat(count(tab, "img, svg, iframe, object, embed, base, link, textarea")).isZero();
      assertThat(count(tab, "script")).isEqualTo(1);
      assertThat(count(tab, "style")).isEqualTo(1);
      assertThat(attributes(tab, "[onerror], [onload], [onfocus], [onmouseover], [style]"))
          .isEmpty();
      assertThat(attributes(tab, "a[href]:not([href^='#'])")).isEmpty();
      for (String place :
          List.of(
              "h1",
              ".f .msg",
              ".f .loc",
              ".f .tb",
              ".code",
              ".flow li",
              ".proof dd",
              ".proof dt",
              ".meta code",
              ".suppressed-by",
              ".rule-summary",
              ".prose",
              "#not-analysed td",
              "#not-analysed th",
              "#tenant-model .tables th",
              "#tenant-model dd",
              "#coverage h3",
              "#coverage .rules th",
              "#notes li",
              "option")) {
        assertLiteral(
            place,
            tab.evaluate(
                    "[...document.querySelectorAll("
                        + quoted(place)
                        + ")].map(e => e.textContent).join('\\n')")
                .asText());
      }
      assertThat(tab.complaints()).isEmpty();
      assertThat(tab.requests()).isEmpty();
    }
  }

  private static void assertLiteral(String place, String shown) {
    for (String payload : HostileReport.PAYLOADS) {
      assertThat(shown).as(place).contains(payload);
    }
    HostileReport.INVISIBLE.forEach(
        (hidden, visible) -> {
          assertThat(shown).as(place).doesNotContain(hidden);
          // The Markdown parser replaces NUL and line ends before anything is rendered.
          if (!place.equals(".prose") || (hidden.indexOf(0) < 0 && hidden.indexOf('\r') < 0)) {
            assertThat(shown).as(place).contains(visible);
          }
        });
  }

  @Test
  void itsPolicyStopsAScriptThatGotIn() throws Exception {
    String page = Files.readString(demo);
    Path file = folder.resolve("injected.html");
    Files.writeString(
        file,
        page.replace(
            "</main>",
            "<script>window.pwned=1</script><p onclick='window.pwned=2' id=trap style='color:red'>"
                + "</p><img src=https://evil.invalid/x></main>"));
    try (Chromium.Tab tab = browser.open(file)) {
      tab.evaluate("document.getElementById('trap').click()");
      assertThat(tab.evaluate("typeof window.pwned").asText()).isEqualTo("undefined");
      assertThat(tab.complaints().toString())
          .contains("script-src-elem", "script-src-attr", "style-src-attr", "img-src");
      assertThat(count(tab, ".f")).isEqualTo(ALL);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "severity, warning, 8",
    "severity, note, 3",
    "status, proven, 1",
    "layer, identity, 1",
    "layer, configuration, 1",
  })
  void filtersByAChip(String name, String value, int expected) {
    try (Chromium.Tab tab = browser.open(demo)) {
      click(tab, "input[name=" + name + "][value=" + value + "]");
      assertThat(shown(tab)).isEqualTo(expected);
      assertThat(text(tab, "#shown"))
          .isEqualTo("Filtered: " + expected + " of " + OPEN + " open findings shown.");
      click(tab, "#clear");
      assertThat(shown(tab)).isEqualTo(OPEN);
      assertThat(text(tab, "#shown")).isEmpty();
    }
  }

  @Test
  void filtersByRuleAndTableTogetherAndHidesWhatIsEmpty() {
    try (Chromium.Tab tab = browser.open(demo)) {
      choose(tab, "rule", "raw-table-access");
      assertThat(shown(tab)).isEqualTo(13);
      assertThat(count(tab, "section.layer:not([hidden])")).isEqualTo(1);
      assertThat(count(tab, "section.rule:not([hidden])")).isEqualTo(1);
      choose(tab, "table", "invoices");
      assertThat(shown(tab)).isEqualTo(3);
      assertThat(text(tab, "#rule-raw-table-access h4 .n")).isEqualTo("3 of 13");
      click(tab, "input[name=severity][value=note]");
      assertThat(shown(tab)).isZero();
    }
  }

  @Test
  void filtersByTheNumberInTheTableOfTables() {
    try (Chromium.Tab tab = browser.open(demo)) {
      tab.evaluate("document.querySelector('[data-show-table=tasks]').click()");
      tab.settle();
      assertThat(text(tab, "[data-show-table=tasks]")).isEqualTo(Long.toString(shown(tab)));
      assertThat(shown(tab)).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "set_config, 2", // one in a message and its frame, one in a proof
    "InvoiceMapper.xml, 1", // a file
    "canary-b-tasks, 1", // what a proof saw
    "NEWEST3(, 1", // code, in any case
    "opaque-sql kind2, 1", // a rule and a word of the message
    "invoices board, 2",
    "nothing-has-this, 0",
  })
  void searchesAllThatAFindingSays(String words, int expected) {
    try (Chromium.Tab tab = browser.open(demo)) {
      search(tab, words);
      assertThat(shown(tab)).isEqualTo(expected);
    }
  }

  @Test
  void searchesSuppressedFindingsToo() {
    try (Chromium.Tab tab = browser.open(demo)) {
      search(tab, "reviewed by security");
      assertThat(count(tab, "#suppressed .f:not([hidden])")).isEqualTo(1);
      assertThat(text(tab, "#suppressed h2 .n")).isEqualTo("1 of 2");
    }
  }

  @Test
  void isDrivenByTheKeyboard() {
    try (Chromium.Tab tab = browser.open(demo)) {
      tab.press("/");
      assertThat(focused(tab)).isEqualTo("q");
      tab.type("kind3");
      tab.settle();
      assertThat(shown(tab)).isEqualTo(1);
      tab.press("j");
      tab.settle();
      assertThat(tab.evaluate("document.getElementById('q').value").asText()).isEqualTo("kind3j");
      tab.press("Escape");
      tab.settle();
      assertThat(shown(tab)).isEqualTo(OPEN);
      assertThat(focused(tab)).isEmpty();

      tab.press("j");
      assertThat(focusedFinding(tab)).isZero();
      tab.press("j");
      assertThat(focusedFinding(tab)).isEqualTo(1);
      tab.press("j");
      assertThat(focusedFinding(tab)).isEqualTo(2);
      tab.press("k");
      assertThat(focusedFinding(tab)).isEqualTo(1);
      boolean before = isOpen(tab, 1);
      tab.press("Enter");
      tab.settle();
      assertThat(isOpen(tab, 1)).isNotEqualTo(before);

      tab.press("?");
      assertThat(tab.evaluate("document.getElementById('help').open").asBoolean()).isTrue();
      tab.press("Escape");
      tab.settle();
      assertThat(tab.evaluate("document.getElementById('help').open").asBoolean()).isFalse();
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  void movesOverFilteredFindingsOnly() {
    try (Chromium.Tab tab = browser.open(demo)) {
      click(tab, "input[name=severity][value=note]");
      for (int i = 0; i < 5; i++) {
        tab.press("j");
        assertThat(tab.evaluate("document.activeElement.closest('.f').dataset.severity").asText())
            .isEqualTo("note");
      }
    }
  }

  @Test
  void theSkipLinkIsFirstAndVisibleWhenFocused() {
    try (Chromium.Tab tab = browser.open(demo)) {
      tab.press("Tab");
      assertThat(tab.evaluate("document.activeElement.className").asText()).isEqualTo("skip");
      assertThat(tab.evaluate("document.activeElement.getBoundingClientRect().left").asInt())
          .isZero();
    }
  }

  @Test
  void aLinkToAFindingUnfoldsItEvenWhenFilteredOut() {
    String id = DemoReport.report().open().get(9).fingerprint();
    try (Chromium.Tab tab = browser.open(demo.toUri() + "#" + id, 1400, 900)) {
      tab.settle();
      assertThat(isUnfoldedInView(tab, id)).isTrue();
    }
    try (Chromium.Tab tab = browser.open(demo)) {
      search(tab, "nothing-has-this");
      tab.evaluate("location.hash = '#" + id + "'");
      tab.settle();
      assertThat(isUnfoldedInView(tab, id)).isTrue();
      assertThat(shown(tab)).isEqualTo(OPEN);
    }
  }

  @Test
  void copiesAProof() {
    try (Chromium.Tab tab = browser.open(demo)) {
      String label =
          tab.evaluate(
                  "new Promise(done => { const b = document.querySelector('button.copy');"
                      + " new MutationObserver(() => done(b.textContent)).observe(b,"
                      + " {childList: true}); b.click(); })")
              .asText();
      assertThat(label).isIn("Copied", "Selected");
    }
  }

  @Test
  void theThemeFollowsTheSystemUntilTheButtonIsPressed() {
    try (Chromium.Tab tab = browser.open(demo)) {
      tab.media("screen", "prefers-color-scheme", "light");
      String light = background(tab);
      tab.media("screen", "prefers-color-scheme", "dark");
      String dark = background(tab);
      assertThat(dark).isNotEqualTo(light);
      click(tab, "#theme");
      assertThat(background(tab)).isEqualTo(light);
      click(tab, "#theme");
      assertThat(background(tab)).isEqualTo(dark);
      assertThat(tab.evaluate("document.getElementById('theme').ariaPressed").asText())
          .isEqualTo("true");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void allTextHasTheContrastThatWcagAsksFor(String scheme) {
    try (Chromium.Tab tab = browser.open(demo)) {
      tab.media("screen", "prefers-color-scheme", scheme);
      tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })");
      JsonNode weak = tab.evaluate(Probes.WEAK_CONTRAST);
      assertThat(StreamSupport.stream(weak.spliterator(), false).map(JsonNode::asText)).isEmpty();
    }
  }

  @Test
  void theContrastProbeSeesWeakText() {
    try (Chromium.Tab tab = browser.open(demo)) {
      tab.evaluate("document.querySelector('.headline').style.color = '#999'");
      assertThat(tab.evaluate(Probes.WEAK_CONTRAST).toString()).contains("headline");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 360, 390, 768, 1024, 1400, 2200})
  void thePageNeverScrollsSideways(int width) throws Exception {
    for (Path file :
        List.of(demo, write("hostile", HostileReport.report(), HostileReport::rulePage))) {
      try (Chromium.Tab tab = browser.open(file.toUri().toString(), width, 800)) {
        tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })");
        tab.settle();
        assertThat(tab.evaluate(Probes.WIDER_THAN_THE_WINDOW).toString()).isEqualTo("[]");
        assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt())
            .isLessThanOrEqualTo(width);
      }
    }
  }

  @Test
  void printsEverythingUnfoldedInLightColoursWithoutControls() {
    try (Chromium.Tab tab = browser.open(demo)) {
      tab.media("screen", "prefers-color-scheme", "dark");
      click(tab, "#fold");
      assertThat(tab.evaluate(Probes.FINDINGS_WITHOUT_BODY).asInt()).isEqualTo((int) ALL);
      tab.resize(720, 1000);
      tab.media("print", "prefers-color-scheme", "dark");
      tab.settle();
      assertThat(tab.evaluate(Probes.FINDINGS_WITHOUT_BODY).asInt()).isZero();
      assertThat(tab.evaluate(Probes.CUT_CODE).toString()).isEqualTo("[]");
      assertThat(
              tab.evaluate(
                      "[...document.querySelectorAll('button, input, select, .toc, .skip')]"
                          + ".filter(e => e.checkVisibility()).length")
                  .asInt())
          .isZero();
      assertThat(
              tab.evaluate("getComputedStyle(document.querySelector('.verdict')).backgroundColor")
                  .asText())
          .isEqualTo("rgb(255, 255, 255)");
      assertThat(tab.pdf().length).isGreaterThan(10_000);
    }
  }

  @Test
  void aFilteredPrintSaysThatItIsFiltered() {
    try (Chromium.Tab tab = browser.open(demo)) {
      click(tab, "input[name=severity][value=note]");
      tab.media("print", "prefers-color-scheme", "light");
      assertThat(tab.evaluate("document.getElementById('shown').checkVisibility()").asBoolean())
          .isTrue();
      assertThat(text(tab, "#shown")).startsWith("Filtered: 3 of ");
    }
  }

  @Test
  void readsWithoutScripts() {
    String id = DemoReport.report().open().get(9).fingerprint();
    try (Chromium.Tab tab = browser.open("about:blank", 1400, 900)) {
      tab.disableScripts();
      tab.load(demo.toUri() + "#" + id);
      assertThat(count(tab, ".f")).isEqualTo(ALL);
      assertThat(tab.evaluate("document.documentElement.className").asText()).isEmpty();
      assertThat(tab.evaluate("document.getElementById('filters').checkVisibility()").asBoolean())
          .isFalse();
      assertThat(
              tab.evaluate(
                      "document.getElementById('" + id + "').querySelector('.body').offsetHeight")
                  .asInt())
          .isPositive();
      tab.evaluate("document.querySelector('#suppressed summary').click()");
      assertThat(tab.evaluate("document.querySelector('#suppressed .body').offsetHeight").asInt())
          .isPositive();
    }
  }

  @Test
  void holdsTenThousandFindings() throws Exception {
    Path file = write("large", DemoReport.large(10_000), DemoReport::rulePage);
    assertThat(Files.size(file)).isLessThan(15_000_000);
    try (Chromium.Tab tab = browser.open(file)) {
      assertThat(shown(tab)).isEqualTo(10_000);
      search(tab, "number 7777)");
      assertThat(shown(tab)).isEqualTo(1);
      tab.press("Escape");
      tab.settle();
      assertThat(shown(tab)).isEqualTo(10_000);
      String last =
          tab.evaluate("[...document.querySelectorAll('#findings .f')].pop().id").asText();
      tab.evaluate("location.hash = '#" + last + "'");
      tab.settle();
      assertThat(isUnfoldedInView(tab, last)).isTrue();
      assertThat(tab.complaints()).isEmpty();
    }
  }

  private static Path write(String name, Report report, Function<String, Optional<RulePage>> pages)
      throws IOException {
    Path file = folder.resolve(name + ".html");
    try (Writer out = Files.newBufferedWriter(file)) {
      new HtmlReportWriter(pages).write(report, WHEN, out);
    }
    return file;
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  private static long count(Chromium.Tab tab, String selector) {
    return tab.evaluate("document.querySelectorAll(" + quoted(selector) + ").length").asLong();
  }

  private static long shown(Chromium.Tab tab) {
    return tab.evaluate(
            "[...document.querySelectorAll('#findings .f')]"
                + ".filter(f => !f.closest('[hidden]')).length")
        .asLong();
  }

  private static String attributes(Chromium.Tab tab, String selector) {
    return tab.evaluate(
            "[...document.querySelectorAll("
                + quoted(selector)
                + ")].filter(e => !e.matches('.chunk')).map(e => e.outerHTML.slice(0, 200)).join('\\n')")
        .asText();
  }

  private static String text(Chromium.Tab tab, String selector) {
    return tab.evaluate("document.querySelector(" + quoted(selector) + ").textContent").asText();
  }

  private static void click(Chromium.Tab tab, String selector) {
    tab.evaluate("document.querySelector(" + quoted(selector) + ").click()");
    tab.settle();
  }

  private static void choose(Chromium.Tab tab, String name, String value) {
    tab.evaluate(
        "(select => { select.value = "
            + quoted(value)
            + "; select.dispatchEvent(new Event('input', {bubbles: true})); })"
            + "(document.querySelector('select[name="
            + name
            + "]'))");
    tab.settle();
  }

  private static void search(Chromium.Tab tab, String words) {
    tab.evaluate("document.getElementById('q').focus()");
    tab.type(words);
    tab.settle();
  }

  private static String focused(Chromium.Tab tab) {
    return tab.evaluate("document.activeElement.id").asText();
  }

  private static int focusedFinding(Chromium.Tab tab) {
    return tab.evaluate(
            "[...document.querySelectorAll('.f')].indexOf(document.activeElement.closest('.f'))")
        .asInt();
  }

  private static boolean isOpen(Chromium.Tab tab, int index) {
    return tab.evaluate("document.querySelectorAll('.f')[" + index + "].open").asBoolean();
  }

  private static boolean isUnfoldedInView(Chromium.Tab tab, String id) {
    return tab.evaluate(
            "(f => f.open && f.getBoundingClientRect().top >= 0"
                + " && f.getBoundingClientRect().top < innerHeight)(document.getElementById('"
                + id
                + "'))")
        .asBoolean();
  }

  private static String background(Chromium.Tab tab) {
    return tab.evaluate("getComputedStyle(document.body).backgroundColor").asText();
  }
}
