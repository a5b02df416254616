package dev.watertight.core.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.core.report.Report;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportInBrowserTest {
  private static final Instant WHEN = Instant.parse("2026-11-22T10:15:00Z");

  @TempDir static Path folder;
  private static Chromium browser;

  @BeforeAll
  static void start() throws Exception {
    browser = Chromium.startOrSkip(folder.resolve("profile"));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void opensWithoutAComplaintAndAsksForNothing() throws Exception {
    try (Chromium.Tab tab = browser.open(write("demo", DemoReport.report()))) {
      assertThat(tab.evaluate("document.querySelectorAll('.f').length").asInt())
          .isEqualTo(DemoReport.findings().size());
      assertThat(tab.complaints()).isEmpty();
      assertThat(tab.requests()).isEmpty();
    }
  }

  private static Path write(String name, Report report) throws IOException {
    Path file = folder.resolve(name + ".html");
    try (Writer out = Files.newBufferedWriter(file)) {
      new HtmlReportWriter(DemoReport::rulePage).write(report, WHEN, out);
    }
    return file;
  }
}
