package dev.watertight.core.report.html;

import dev.watertight.core.report.Report;
import dev.watertight.core.report.ReportWriter;
import dev.watertight.core.rule.RulePage;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateException;
import gg.jte.output.WriterOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes {@code index.html}: the report for a reviewer who has never seen the code. It is one file
 * that loads nothing from anywhere, reads without JavaScript and prints.
 *
 * <p>Names, code and SQL in a report come from the analysed project and are not trusted: the
 * templates escape them, a content security policy lets no script run but the report's own (by its
 * hash), and characters that are invisible or turn the reading direction are written out as {@code
 * [U+202E]}.
 *
 * <p>The output depends on the report, the rule pages and {@code generatedAt} only.
 */
public final class HtmlReportWriter implements ReportWriter {
  private final Function<String, Optional<RulePage>> rulePages;
  private final Assets assets = Assets.load();
  private final TemplateEngine templates;

  /**
   * A writer that explains rules by the given pages.
   *
   * @param rulePages a rule's page by the rule's name; a rule without one is shown by its name
   */
  public HtmlReportWriter(Function<String, Optional<RulePage>> rulePages) {
    this.rulePages = rulePages;
    this.templates =
        TemplateEngine.createPrecompiled(
            null,
            ContentType.Html,
            HtmlReportWriter.class.getClassLoader(),
            HtmlReportWriter.class.getPackageName());
  }

  @Override
  public String fileName() {
    return "index.html";
  }

  @Override
  public void write(Report report, Instant generatedAt, Writer out) throws IOException {
    Page page = new PageBuilder(report, new RuleTexts(rulePages, report)).build(generatedAt);
    VisibleWriter visible = new VisibleWriter(out);
    try {
      templates.render(
          "index.jte", Map.of("page", page, "assets", assets), new WriterOutput(visible));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (TemplateException e) {
      if (e.getCause() instanceof UncheckedIOException io) {
        throw io.getCause();
      }
      throw e;
    }
    visible.flush();
  }
}
