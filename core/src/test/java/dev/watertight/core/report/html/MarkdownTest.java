package dev.watertight.core.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTest {
  private final Markdown markdown = new Markdown("opaque-sql"::equals);

  @Test
  void rendersProseListsTablesAndCode() {
    assertThat(markdown.render("**a** `b`\n\n- c\n\n| d |\n| - |\n| e |\n\n```java\nf < g\n```\n"))
        .contains("<strong>a</strong> <code>b</code>", "<li>c</li>", "<td>e</td>", "f &lt; g");
  }

  @Test
  void showsRawHtmlAsText() {
    assertThat(markdown.render("a <b onclick=x>b</b>\n\n<script>c</script>"))
        .doesNotContain("<b", "<script")
        .contains("&lt;b onclick=x&gt;", "&lt;script&gt;");
  }

  @Test
  void linksToARuleThatTheReportHas() {
    assertThat(markdown.render("[other](opaque-sql.md#safe)"))
        .contains("<a href=\"#rule-opaque-sql\">other</a>");
  }

  @Test
  void leavesNoLinkToARuleThatTheReportHasNot() {
    assertThat(markdown.render("[other](unscoped-query.md)")).isEqualTo("<p>other</p>\n");
  }

  @Test
  void keepsWebLinksAndDropsEveryOtherScheme() {
    assertThat(markdown.render("[a](https://example.org/?x=\"1&y=2)"))
        .contains("href=\"https://example.org/?x=&quot;1&amp;y=2\"", "noreferrer");
    for (String url :
        new String[] {
          "javascript:alert(1)",
          "JaVaScRiPt:alert(1)",
          "data:text/html,x",
          "file:///etc/passwd",
          "//example.org",
          "&#106;avascript:alert(1)",
          "vbscript:x"
        }) {
      assertThat(markdown.render("[text](" + url + ")")).as(url).doesNotContain("href");
    }
  }

  @Test
  void showsAnImageByItsDescription() {
    assertThat(markdown.render("![a picture](https://example.org/x.png)"))
        .isEqualTo("<p>a picture</p>\n");
  }

  @Test
  void keepsHeadingsOutOfTheOrderOfThePage() {
    assertThat(markdown.render("# Big")).isEqualTo("<p><strong>Big</strong></p>\n");
  }
}
