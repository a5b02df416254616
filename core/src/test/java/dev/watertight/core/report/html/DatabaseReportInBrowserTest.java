package dev.watertight.core.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

class DatabaseReportInBrowserTest {
  private static final Instant WHEN = Instant.parse("2026-11-22T10:15:00Z");

  @TempDir static Path folder;
  private static Chromium browser;
  private static Path few;
  private static Path many;

  @BeforeAll
  static void start() throws Exception {
    browser = Chromium.start(folder.resolve("profile")).orElse(null);
    few = write("few", AttackedReport.of(5, 3));
    many = write("many", AttackedReport.of(200, 25));
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
  void aProvenFindingShowsItsAttackAsItIsReplayed() {
    try (Chromium.Tab tab = browser.open(few)) {
      String attack = "#findings .f .attack ";
      assertThat(text(tab, attack + ".seen")).isEqualTo("1 row: title=wtB7title");
      assertThat(texts(tab, attack + "dd"))
          .containsExactly(
              "app_user", "app.current_org_id = 'org_a' (tenant A)", "A = org_a; B = org_b");
      assertThat(text(tab, attack + "pre"))
          .isEqualTo("begin;\nselect * from public.table_0;\nrollback;\n");
      assertThat(tab.complaints()).isEmpty();
      assertThat(tab.requests()).isEmpty();
    }
  }

  @Test
  void copiesTheSqlOfAnAttackAndNothingElse() {
    try (Chromium.Tab tab = browser.open(few)) {
      tab.evaluate(
          "Object.defineProperty(navigator, 'clipboard',"
              + " {value: {writeText: t => { window.copied = t; return Promise.resolve(); }}})");
      tab.evaluate("document.querySelector('#findings .copyable .copy').click()");
      assertThat(tab.evaluate("window.copied").asText())
          .isEqualTo("begin;\nselect * from public.table_0;\nrollback;\n");
    }
  }

  @Test
  void tablesInNeedComeFirstAndEachHasAMarkForEveryGuard() {
    try (Chromium.Tab tab = browser.open(few)) {
      assertThat(texts(tab, ".guards tbody th a"))
          .containsExactly(
              "public.table_0",
              "public.table_1",
              AttackedReport.HOSTILE,
              "public.table_2",
              "public.table_3");
      assertThat(texts(tab, ".guards tbody tr:first-child .mark"))
          .containsExactly("✓", "✓", "✓", "✕", "✓", "✓", "✓", "✓", "–", "✓", "✓", "✓", "✓");
      assertThat(texts(tab, ".guards tbody tr:first-child td.num"))
          .containsExactly("2 stopped", "1 leaked");
    }
  }

  @Test
  void hostileNamesAreText() {
    try (Chromium.Tab tab = browser.open(few)) {
      tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })");
      tab.settle();
      assertThat(tab.evaluate("typeof window.pwned").asText()).isEqualTo("undefined");
      assertThat(count(tab, "main img, main b b, .dossier dd b")).isZero();
      assertThat(text(tab, ".dossier dd")).isEqualTo("as it should, <b>really</b>");
    }
  }

  @Test
  void aTablesNameLeadsToWhatWasTriedOnIt() {
    try (Chromium.Tab tab = browser.open(few)) {
      tab.evaluate("document.querySelector('.guards tbody th a').click()");
      tab.settle();
      assertThat(
              tab.evaluate(
                      "(t => t.open && t.getBoundingClientRect().top >= 0"
                          + " && t.getBoundingClientRect().top < innerHeight)"
                          + "(document.querySelector('.by-table'))")
                  .asBoolean())
          .isTrue();
      assertThat(texts(tab, ".by-table[open] .a .sev"))
          .containsExactly("leaked", "stopped", "stopped");
    }
  }

  @Test
  void attacksAreFoldedUntilASearchFindsThem() {
    try (Chromium.Tab tab = browser.open(few)) {
      assertThat(count(tab, ".by-table[open]")).isZero();
      search(tab, "table_3 way 2");
      assertThat(shownAttacks(tab)).isEqualTo(1);
      assertThat(count(tab, ".by-table[open]")).isEqualTo(1);
      assertThat(text(tab, ".by-table[open] summary .n")).isEqualTo("1 of 3");
      assertThat(text(tab, "#shown"))
          .isEqualTo("Filtered: 0 of 1 open findings shown, and 1 of 16 attacks below.");
      tab.press("Escape");
      tab.settle();
      assertThat(count(tab, ".by-table[open]")).isZero();
      assertThat(count(tab, ".by-table:not([hidden])")).isEqualTo(6);
    }
  }

  @Test
  void attacksAreFilteredByStatusAndTableAsFindingsAre() {
    try (Chromium.Tab tab = browser.open(few)) {
      click(tab, "input[name=status][value=refuted]");
      assertThat(shownAttacks(tab)).isEqualTo(14);
      assertThat(text(tab, "#shown")).startsWith("Filtered: 0 of 1 open findings");
      tab.evaluate(
          "(s => { s.value = 'public.table_0';"
              + " s.dispatchEvent(new Event('input', {bubbles: true})); })"
              + "(document.querySelector('select[name=table]'))");
      tab.settle();
      assertThat(shownAttacks(tab)).isEqualTo(2);
    }
  }

  @Test
  void theKeyboardPassesOverFoldedAttacks() {
    try (Chromium.Tab tab = browser.open(few)) {
      tab.press("j");
      tab.press("j");
      assertThat(tab.evaluate("document.activeElement.closest('#findings') !== null").asBoolean())
          .isTrue();
      tab.evaluate("document.querySelectorAll('.by-table')[1].open = true");
      tab.press("j");
      assertThat(tab.evaluate("document.activeElement.closest('.f').dataset.table").asText())
          .isEqualTo("public.table_1");
    }
  }

  @Test
  void withoutAFindingAttacksAreStillSearched() throws Exception {
    try (Chromium.Tab tab = browser.open(write("sound", AttackedReport.of(1, 3)))) {
      search(tab, "way 2");
      assertThat(shownAttacks(tab)).isEqualTo(1);
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  void saysWhatRowLevelSecurityCannotStopWhereADatabaseWasAudited() throws Exception {
    try (Chromium.Tab tab = browser.open(few)) {
      assertThat(text(tab, "#rls-limits"))
          .contains("A session that may run any SQL", "pg_stat_activity", "Advisory locks");
    }
    Report scanned =
        new Report(
            "scanned",
            List.of(new Report.Part("scan", List.of(), List.of(), List.of())),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    try (Chromium.Tab tab = browser.open(write("scanned", scanned))) {
      assertThat(count(tab, "#rls-limits, #database, #attacks")).isZero();
    }
  }

  @Test
  void aNarrowWindowNamesOnlyWhatDoesNotHold() {
    try (Chromium.Tab tab = browser.open(few.toUri().toString(), 420, 800)) {
      assertThat(
              tab.evaluate(
                      "[...document.querySelectorAll('.guards td')].filter(e => e.checkVisibility())"
                          + ".map(e => e.querySelector('.what-is').firstChild.data).join()")
                  .asText())
          .startsWith("row-level security, stopped, leaked, stopped");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 420, 768, 1024, 1400, 2200})
  void twoHundredTablesNeverMakeThePageScrollSideways(int width) {
    try (Chromium.Tab tab = browser.open(many.toUri().toString(), width, 800)) {
      assertThat(tab.evaluate(Probes.WIDER_THAN_THE_WINDOW).toString()).isEqualTo("[]");
      assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt())
          .isLessThanOrEqualTo(width);
    }
  }

  @Test
  void theWholeTableOfGuardsFitsAWideWindow() {
    try (Chromium.Tab tab = browser.open(many.toUri().toString(), 1400, 900)) {
      assertThat(
              tab.evaluate(
                      "(s => s.scrollWidth - s.clientWidth)"
                          + "(document.querySelector('.guards').closest('.scroll'))")
                  .asInt())
          .isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void allTextHasTheContrastThatWcagAsksFor(String scheme) {
    try (Chromium.Tab tab = browser.open(few)) {
      tab.media("screen", "prefers-color-scheme", scheme);
      tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })");
      JsonNode weak = tab.evaluate(Probes.WEAK_CONTRAST);
      assertThat(StreamSupport.stream(weak.spliterator(), false).map(JsonNode::asText)).isEmpty();
    }
  }

  @Test
  void holdsFiveThousandAttacks() throws Exception {
    assertThat(Files.size(many)).isLessThan(9_000_000);
    try (Chromium.Tab tab = browser.open(many)) {
      search(tab, "table_77 way 24");
      assertThat(shownAttacks(tab)).isEqualTo(1);
      tab.press("Escape");
      tab.settle();
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  void printsWhatWasTriedOnEachTableWithoutTheSqlOfWhatWasStopped() {
    try (Chromium.Tab tab = browser.open(few)) {
      tab.resize(720, 1000);
      tab.media("print", "prefers-color-scheme", "light");
      tab.settle();
      assertThat(
              tab.evaluate(
                      "[...document.querySelectorAll('.by-table .msg')]"
                          + ".filter(e => e.checkVisibility({contentVisibilityAuto: true})).length")
                  .asInt())
          .isEqualTo(16);
      assertThat(
              tab.evaluate(
                      "[...document.querySelectorAll('.by-table .sql')]"
                          + ".filter(e => e.checkVisibility({contentVisibilityAuto: true})).length")
                  .asInt())
          .isZero();
    }
  }

  private static Path write(String name, Report report) throws IOException {
    Path file = folder.resolve(name + ".html");
    try (Writer out = Files.newBufferedWriter(file)) {
      new HtmlReportWriter(DemoReport::rulePage).write(report, WHEN, out);
    }
    return file;
  }

  private static long shownAttacks(Chromium.Tab tab) {
    return tab.evaluate(
            "[...document.querySelectorAll('#attacks .a')].filter(f => !f.closest('[hidden]')).length")
        .asLong();
  }

  private static long count(Chromium.Tab tab, String selector) {
    return tab.evaluate("document.querySelectorAll(\"" + selector + "\").length").asLong();
  }

  private static String text(Chromium.Tab tab, String selector) {
    return tab.evaluate("document.querySelector(\"" + selector + "\").textContent").asText();
  }

  private static List<String> texts(Chromium.Tab tab, String selector) {
    JsonNode texts =
        tab.evaluate(
            "[...document.querySelectorAll(\"" + selector + "\")].map(e => e.textContent)");
    return StreamSupport.stream(texts.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static void click(Chromium.Tab tab, String selector) {
    tab.evaluate("document.querySelector(\"" + selector + "\").click()");
    tab.settle();
  }

  private static void search(Chromium.Tab tab, String words) {
    tab.evaluate("document.getElementById('q').focus()");
    tab.type(words);
    tab.settle();
  }
}
