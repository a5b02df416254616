package dev.watertight.core.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watertight.core.rule.RuleExample.Expected;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageParserTest {
  private static final String PAGE =
      """
      ---
      layer: application
      severity: error
      since: 0.1.0
      summary: "What it reports: one sentence."
      ---
      # some-rule

      What it reports.

      ## Why it matters
      Because.

      ### A part of it
      Still because.

      ## How to fix
      Do it.

      ```java
      class NotAnExample {}
      ```

      ## Leaks
      ### A query and its mapper
      Words.

      ```java
      package com.acme.web;

      import java.util.List;

      @Deprecated
      class Helper {
        // class Comment
        List<String> all() { // not a leak
          return query("from A"); // leak
        }
      }

      public final class Page {}
      ```

      More words.

      ```xml src/main/resources/mapper/A.xml
      <mapper>
        <select/> <!-- leak -->
        <select/>  <!--leak-->
      </mapper>
      ```

      ```console
      $ nothing
      ```

      ### In SQL
      ~~~sql db/V1__a.sql
      select 1;  -- leak
      select 2
      ~~~

      ## Safe
      ### Without a package

      ```java
      record Point(int x) {}
      ```
      ```yaml watertight.yml
      code: {} # leaks nothing
      ```

      ## What it does not see
      Nothing.
      """;

  @Test
  void aPageIsItsFrontMatterAndItsSections() {
    RulePage page = PageParser.parse("some-rule", PAGE).page();
    assertThat(page.summary()).isEqualTo("What it reports: one sentence.");
    assertThat(page.why()).isEqualTo("Because.\n\n### A part of it\nStill because.");
    assertThat(page.fix()).isEqualTo("Do it.\n\n```java\nclass NotAnExample {}\n```");
    assertThat(page.markdown()).startsWith("# some-rule\n\nWhat").endsWith("see\nNothing.\n");
  }

  @Test
  void aMarkMayMeanOtherRules() {
    String page =
        PAGE.replace("return query(\"from A\"); // leak", "go(); // leak, leak of opaque-sql")
            .replace(
                "select 1;  -- leak", "select 1; -- leak\nselect 3; --leak of rls-off, opaque-sql")
            .replace(
                "record Point(int x) {}", "record Point(int x) {} // leak of raw-table-access");
    List<RuleExample> examples = RuleExamples.parse("some-rule", page);

    RuleExample.File both = examples.get(0).files().get(0);
    assertThat(both.leaks()).containsExactly(9);
    assertThat(both.others()).isEqualTo(Map.of(9, Set.of("opaque-sql")));
    RuleExample.File sql = examples.get(1).files().get(0);
    assertThat(sql.leaks()).containsExactly(1);
    assertThat(sql.others()).isEqualTo(Map.of(2, Set.of("opaque-sql", "rls-off")));
    RuleExample.File safe = examples.get(2).files().get(0);
    assertThat(safe.text()).isEqualTo("record Point(int x) {}\n");
    assertThat(safe.others()).isEqualTo(Map.of(1, Set.of("raw-table-access")));
  }

  @Test
  void aMarkOfNoRuleIsAFault() {
    assertThatThrownBy(
            () ->
                RuleExamples.parse(
                    "some-rule", PAGE.replace("select 1;  -- leak", "select 1; -- leak of opaque")))
        .hasMessage(
            "docs/rules/some-rule.md:59: the page marks a leak of \"opaque\", which is no rule");
  }

  @Test
  void examplesAreFilesWithTheLinesOfTheirLeaks() {
    List<RuleExample> examples = RuleExamples.parse("some-rule", PAGE);
    assertThat(examples)
        .extracting(RuleExample::title)
        .containsExactly("A query and its mapper", "In SQL", "Without a package");
    assertThat(examples)
        .extracting(RuleExample::expected)
        .containsExactly(Expected.LEAK, Expected.LEAK, Expected.SAFE);
    assertThat(examples).extracting(RuleExample::rule).containsOnly("some-rule");

    RuleExample first = examples.get(0);
    assertThat(first.line()).isEqualTo(25);
    assertThat(first.files())
        .extracting(RuleExample.File::path)
        .containsExactly("src/main/java/com/acme/web/Page.java", "src/main/resources/mapper/A.xml");
    assertThat(first.files().get(0).leaks()).containsExactly(9);
    assertThat(first.files().get(0).pageLine()).isEqualTo(29);
    assertThat(first.files().get(0).text())
        .startsWith("package com.acme.web;\n")
        .contains("List<String> all() { // not a leak\n    return query(\"from A\");\n")
        .endsWith("public final class Page {}\n");
    assertThat(first.files().get(1).leaks()).containsExactly(2, 3);
    assertThat(first.files().get(1).text())
        .isEqualTo("<mapper>\n  <select/>\n  <select/>\n</mapper>\n");

    assertThat(examples.get(1).files())
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.path()).isEqualTo("db/V1__a.sql");
              assertThat(file.text()).isEqualTo("select 1;\nselect 2\n");
              assertThat(file.leaks()).containsExactly(1);
            });
    assertThat(examples.get(2).files())
        .extracting(RuleExample.File::path)
        .containsExactly("src/main/java/Point.java", "watertight.yml");
    assertThat(examples.get(2).files().get(1).text()).isEqualTo("code: {} # leaks nothing\n");
  }

  @Test
  void windowsLineEndsMakeNoDifference() {
    assertThat(PageParser.parse("some-rule", PAGE.replace("\n", "\r\n")))
        .isEqualTo(PageParser.parse("some-rule", PAGE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'---\nlayer'              | 'layer'           | 1: the page does not begin with its front matter, between lines of ---",
        "'\n---\n# some'           | '\n# some'        | 1: the page has front matter that does not end with a line of ---",
        "severity: error           | severity: grave   | '1: the page has the severity \"grave\", not one of [error, warning, note]'",
        "layer: application        | layer: web        | '1: the page has the layer \"web\", not one of [identity, application, database, configuration]'",
        "severity: error           | grade: error      | '1: the page must have exactly these keys in its front matter, each with a value: layer, severity, since, summary; it has grade, layer, since, summary'",
        "since: 0.1.0              | 'since: '         | '1: the page must have exactly these keys in its front matter, each with a value: layer, severity, since, summary; it has layer, severity, since, summary'",
        "severity: error           | severity: [       | 1: the page has front matter that is not valid YAML",
        "'# some-rule'             | '# other-rule'    | 7: the page must begin with the heading \"# some-rule\"",
        "'# some-rule'             | 'some-rule'       | 7: the page must begin with the heading \"# some-rule\"",
        "'## How to fix'           | '## Fix'          | 7: the page lacks the section \"## How to fix\"",
        "'see\nNothing.'           | 'see'             | 73: the page has nothing in its section \"What it does not see\"",
        "'## How to fix'           | '## Safe'         | 63: the page has the section \"Safe\" twice",
        "'### In SQL'              | '### A query and its mapper' | 57: the page has two examples of one title in its section \"Leaks\"",
        "'### In SQL\n'            | '### In SQL\n### Empty\n'    | 57: the page has no code in its example \"In SQL\"",
        "' -- leak'                | ''                | 57: the page marks no line as \"leak\" in its leaky example \"In SQL\"",
        "leaks nothing             | leak              | 64: the page marks a leak in its safe example \"Without a package\"",
        "'```yaml watertight.yml'  | '```yaml'         | 69: the page has a fence that does not name its file: ```yaml FILE",
        "'record Point(int x) {}'  | '// nothing'      | 66: the page has a Java fence that declares no type",
        "'### Without a package'   | ''                | 66: the page has an example without a heading of its own (###)",
        "watertight.yml            | src/main/java/Point.java | 64: the page has a file twice in its example \"Without a package\"",
      })
  void aMalformedPageIsToldByItsLine(String part, String replaced, String fault) {
    assertThat(PAGE).contains(part);
    assertThatThrownBy(
            () ->
                PageParser.parse("some-rule", PAGE.replace(part, replaced == null ? "" : replaced)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("docs/rules/some-rule.md:" + fault);
  }

  @Test
  void aPageWithoutExamplesIsMalformed() {
    String none = PAGE.replaceAll("(?s)## Safe\n.*?\n## What", "## Safe\nNone yet.\n\n## What");
    assertThatThrownBy(() -> PageParser.parse("some-rule", none))
        .hasMessage("docs/rules/some-rule.md:63: the page has no example in its section \"Safe\"");
  }
}
