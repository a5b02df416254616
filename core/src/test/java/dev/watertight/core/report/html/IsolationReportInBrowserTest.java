package dev.watertight.core.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watertight.core.isolation.IsolationResult;
import dev.watertight.core.isolation.SampleIsolation;
import dev.watertight.core.report.IsolationReport;
import dev.watertight.core.report.Report;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsolationReportInBrowserTest {
  private static final Instant WHEN = Instant.parse("2026-11-22T10:15:00Z");

  @TempDir static Path folder;
  private static Chromium browser;
  private static Path few;
  private static Path hostile;
  private static Path large;

  @BeforeAll
  static void start() throws Exception {
    browser = Chromium.start(folder.resolve("profile")).orElse(null);
    few = write("few", SampleIsolation.result());
    hostile = write("hostile", SampleIsolation.hostile(HostileReport.all()));
    large = write("large", SampleIsolation.large(500, 5_000));
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
    try (Chromium.Tab tab = browser.open(few)) {
      assertThat(tab.complaints()).isEmpty();
      assertThat(tab.requests()).isEmpty();
    }
  }

  @Test
  void operationsInNeedComeFirstAndEachCellHasAMarkAndAWord() {
    try (Chromium.Tab tab = browser.open(few)) {
      assertThat(texts(tab, ".cells tbody tr", "dataset.state"))
          .containsExactly("leaks", "blind", "untested", "untested", "across", "sound", "sound");
      assertThat(texts(tab, ".cells tbody tr:first-child td.g .word"))
          .containsExactly("held", "leaked", "held", "leaked, as it must");
      assertThat(texts(tab, ".cells tbody tr:first-child td.g .mark"))
          .containsExactly("✓", "✕", "✓", "✓");
      assertThat(texts(tab, ".cells tbody tr:nth-child(2) td.g .word"))
          .containsExactly("held", "held", "held", "no leak: blind");
      assertThat(texts(tab, ".cells tbody tr:nth-child(3) .remark"))
          .containsExactly("opaque: a statement is a call of a procedure");
    }
  }

  @Test
  void killedMutantsAreFoldedAndTheOthersAreSeen() {
    try (Chromium.Tab tab = browser.open(few)) {
      assertThat(texts(tab, ".grouped[open] .group-title"))
          .containsExactly(
              "Survived",
              "Masked by row-level security only",
              "Equivalent",
              "Opaque",
              "Not scoped by themselves",
              "Across tenants");
      assertThat(texts(tab, ".grouped:not([open]) .group-title"))
          .containsExactly("Killed", "Scoped");
    }
  }

  @Test
  void aCounterexampleLeadsToItsFindingWithStatementsSeedAndTest() {
    try (Chromium.Tab tab = browser.open(few)) {
      assertThat(texts(tab, ".story .flow li"))
          .containsExactly(
              "org_b has the project p7", "org_a lists projects", "p7 is in the result");
      tab.evaluate("document.querySelector('.story .to-finding a').click()");
      tab.settle();
      assertThat(
              tab.evaluate("document.querySelector('.f:target .body').checkVisibility()")
                  .asBoolean())
          .isTrue();
      assertThat(texts(tab, ".f:target pre"))
          .containsExactly(
              "select * from projects -- 2 rows\n-- p7: organization_id = org_b",
              "@Test\nvoid leaks() {\n  assertThat(layer.projects().findAll()).isEmpty();\n}\n");
      assertThat(texts(tab, ".f:target dd"))
          .containsExactly(
              "projects().findAll()",
              "applicationOnly: with row-level security off",
              "A = org_a; B = org_b",
              "7c31:12");
    }
  }

  @Test
  void isFilteredByStateAndByWords() {
    try (Chromium.Tab tab = browser.open(few)) {
      click(tab, "input[name=state][value=leaks]");
      assertThat(shown(tab, "operation")).isEqualTo(1);
      click(tab, "#isolation-clear");
      assertThat(shown(tab, "operation")).isEqualTo(7);
      tab.evaluate("document.getElementById('isolation-q').focus()");
      tab.type("search_tasks");
      tab.settle();
      assertThat(shown(tab, "operation")).isZero();
      assertThat(shown(tab, "statement")).isEqualTo(1);
      assertThat(text(tab, "#isolation-shown"))
          .isEqualTo(
              "Filtered: 0 of 7 operations, 0 of 1 counterexample, 0 of 4 mutants, 1 of 4"
                  + " statements shown.");
      tab.press("Escape");
      tab.settle();
      assertThat(shown(tab, "operation")).isEqualTo(7);
      assertThat(text(tab, "#isolation-shown")).isEmpty();
    }
  }

  @Test
  void hostileTextIsText() {
    try (Chromium.Tab tab = browser.open(hostile)) {
      tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })");
      tab.settle();
      assertThat(tab.evaluate("typeof window.pwned").asText()).isEqualTo("undefined");
      assertThat(count(tab, "#isolation img, #isolation svg, #isolation script, base")).isZero();
      for (String place :
          List.of(
              ".cells th.path",
              ".story",
              ".item .statement",
              ".item .path",
              "#isolation .missing th",
              ".seed code",
              ".f pre",
              ".f .flow li")) {
        String shown = String.join("\n", texts(tab, place));
        for (String payload : HostileReport.PAYLOADS) {
          assertThat(shown).as(place).contains(payload);
        }
        HostileReport.INVISIBLE.keySet().stream()
            .filter(hidden -> !hidden.contains("\r"))
            .forEach(hidden -> assertThat(shown).as(place).doesNotContain(hidden));
      }
      assertThat(tab.complaints()).isEmpty();
      assertThat(tab.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 420, 768, 1400})
  void thePageNeverScrollsSideways(int width) {
    for (Path file : List.of(few, hostile)) {
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
  void aNarrowWindowNamesEachCell() {
    try (Chromium.Tab tab = browser.open(few.toUri().toString(), 420, 800)) {
      assertThat(
              tab.evaluate(
                      "[...document.querySelectorAll('.cells tbody tr:first-child td.g')]"
                          + ".filter(e => e.checkVisibility()).map(e => e.innerText.trim())"
                          + ".join('; ').replace(/\\s+/g, ' ')")
                  .asText())
          .isEqualTo(
              "Both ✓ held; Application only ✕ leaked; Database only ✓ held; Neither: the control"
                  + " ✓ leaked, as it must");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void allTextHasTheContrastThatWcagAsksFor(String scheme) {
    try (Chromium.Tab tab = browser.open(few)) {
      tab.media("screen", "prefers-color-scheme", scheme);
      tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })");
      tab.settle();
      JsonNode weak = tab.evaluate(Probes.WEAK_CONTRAST);
      assertThat(StreamSupport.stream(weak.spliterator(), false).map(JsonNode::asText)).isEmpty();
    }
  }

  @Test
  void printsWithoutControls() {
    try (Chromium.Tab tab = browser.open(few)) {
      tab.resize(720, 1000);
      tab.media("print", "prefers-color-scheme", "dark");
      tab.settle();
      assertThat(
              tab.evaluate(
                      "[...document.querySelectorAll('button, input, select')]"
                          + ".filter(e => e.checkVisibility()).length")
                  .asInt())
          .isZero();
      assertThat(tab.evaluate(Probes.CUT_CODE).toString()).isEqualTo("[]");
      assertThat(tab.pdf().length).isGreaterThan(10_000);
    }
  }

  @Test
  void readsWithoutScripts() {
    try (Chromium.Tab tab = browser.open("about:blank", 1400, 900)) {
      tab.disableScripts();
      tab.load(few.toUri() + "#isolation");
      assertThat(
              tab.evaluate("document.getElementById('isolation-filters').checkVisibility()")
                  .asBoolean())
          .isFalse();
      assertThat(shown(tab, "operation")).isEqualTo(7);
    }
  }

  @Test
  void holdsFiveHundredOperationsAndFiveThousandMutants() throws Exception {
    assertThat(Files.size(large)).isLessThan(15_000_000);
    try (Chromium.Tab tab = browser.open(large)) {
      assertThat(shown(tab, "operation")).isEqualTo(500);
      tab.evaluate("document.getElementById('isolation-q').focus()");
      tab.type("operation499(");
      tab.settle();
      assertThat(shown(tab, "operation")).isEqualTo(1);
      assertThat(shown(tab, "mutant")).isEqualTo(10);
      tab.press("Escape");
      tab.settle();
      assertThat(shown(tab, "mutant")).isEqualTo(5_000);
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  void aReportWithoutIsolationTestsHasNoPartOfThem() throws Exception {
    try (Chromium.Tab tab = browser.open(write("none", DemoReport.report()))) {
      assertThat(count(tab, "#isolation")).isZero();
    }
  }

  private static Path write(String name, IsolationResult result) throws IOException {
    return write(name, IsolationReport.of(name, result));
  }

  private static Path write(String name, Report report) throws IOException {
    Path file = folder.resolve(name + ".html");
    try (Writer out = Files.newBufferedWriter(file)) {
      new HtmlReportWriter(DemoReport::rulePage).write(report, WHEN, out);
    }
    return file;
  }

  private static void click(Chromium.Tab tab, String selector) {
    tab.evaluate("document.querySelector('" + selector + "').click()");
    tab.settle();
  }

  private static long shown(Chromium.Tab tab, String kind) {
    return count(tab, "#isolation [data-s=" + kind + "]:not([hidden])");
  }

  private static long count(Chromium.Tab tab, String selector) {
    return tab.evaluate("document.querySelectorAll('" + selector + "').length").asLong();
  }

  private static String text(Chromium.Tab tab, String selector) {
    return tab.evaluate("document.querySelector('" + selector + "').textContent").asText();
  }

  private static List<String> texts(Chromium.Tab tab, String selector) {
    return texts(tab, selector, "textContent");
  }

  private static List<String> texts(Chromium.Tab tab, String selector, String property) {
    JsonNode values =
        tab.evaluate(
            "[...document.querySelectorAll('" + selector + "')].map(e => e." + property + ")");
    return StreamSupport.stream(values.spliterator(), false).map(JsonNode::asText).toList();
  }
}
