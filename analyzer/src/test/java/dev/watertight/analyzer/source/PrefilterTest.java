package dev.watertight.analyzer.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefilterTest {
  private static final Prefilter FILTER =
      Prefilter.of(List.of("projects", "organization_id", "organizationId", "Query", "v2"));

  private static boolean matches(String text) {
    return FILTER.test(text.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "projects",
        "select * from Projects where",
        "public.projects",
        "\"PROJECTS\"",
        "x.ORGANIZATION_ID=?",
        "@Query(",
        "p.organizationId()",
        "`projects`",
        "$projects$",
        "üprojects",
        "a\tprojects\r\n",
        "+v2+",
      })
  void aWholeWordInAnyCaseMatches(String text) {
    assertThat(matches(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "project",
        "projectss",
        "subprojects",
        "my_projects",
        "projects2",
        "organization id",
        "class A { int x; } // nothing here",
        "ünï 漢字 😀",
        "a % b & c",
        "\"\\t\\\"\"",
      })
  void otherTextDoesNot(String text) {
    assertThat(matches(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"from\\nprojects\"",
        "\"from\\tprojects\"",
        "\"\\12projects\"",
        "\"\\0projects\"",
        "\"from%nprojects\"",
        "pro\\u006aects",
        "\"pro\\u006aects\"",
        "\"pro\\uuu006Aects\"",
        "'\\u0027' + \" projects \" + '",
        "/* \\u002a/ projects",
        "// \\u000a projects",
        "\"\"\"\n  pro\\\njects\"\"\"",
        "\"\"\"\n  pro\\\r\njects\"\"\"",
      })
  void aWordBehindAnEscapeMatches(String text) {
    assertThat(matches(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// all projects",
        "/* all projects */ class A {}",
        "/** {@code projects} \\u2026 */",
        "class A {} // it's \"one of the projects\"",
        "/* \" */ int x; // projects",
        "\"\\u2026\" + 'x'",
        "'\\u00e9' // projects",
        "/* projects",
      })
  void whatIsInCommentsDoesNot(String text) {
    assertThat(matches(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"/*\" + projects",
        "\"//\" + projects",
        "'\"' + projects + '\"'",
        "'\\'' + projects",
        "'\\\\' + \"projects\"",
        "\"\\\\\" + projects",
        "\"\\\"\" /* \" */ + projects",
        "\"\"\"\n a \" b \\\"\"\" // projects\n\"\"\"",
        "\"\"\"\n/*\"\"\" + projects",
        "/**/ projects",
        "/***/ projects",
        "/* // */ projects",
        "// /*\nprojects",
        "a / b / projects",
        "\"it has no end\nprojects",
      })
  void whatOnlyLooksLikeACommentIsRead(String text) {
    assertThat(matches(text)).isTrue();
  }

  @Test
  void identifiersMatchInCodeAsTheyAreWritten() {
    Prefilter filter = Prefilter.identifiers(List.of("Session"));
    assertThat(filter.test("Session s;".getBytes(UTF_8))).isTrue();
    assertThat(filter.test("org.hibernate.Session".getBytes(UTF_8))).isTrue();
    assertThat(filter.test("session.open(); SESSION".getBytes(UTF_8))).isFalse();
    assertThat(filter.test("log(\"Session\")".getBytes(UTF_8))).isFalse();
  }

  @Test
  void namesOfTablesMatchInLiteralsAndInCodeThatIsNamedAfterThem() {
    Prefilter filter = Prefilter.names(List.of("Team_Members"));
    assertThat(filter.test("\"from team_members\"".getBytes(UTF_8))).isTrue();
    assertThat(filter.test("\"from TEAM_MEMBERS\"".getBytes(UTF_8))).isTrue();
    assertThat(filter.test("from(TEAM_MEMBERS)".getBytes(UTF_8))).isTrue();
    assertThat(filter.test("new Team_Members()".getBytes(UTF_8))).isTrue();
    assertThat(filter.test("var team_members = 1;".getBytes(UTF_8))).isFalse();
  }

  @Test
  void whatIsNoUtf8MatchesSoThatItIsReported() {
    assertThat(FILTER.test("caf\u00e9".getBytes(ISO_8859_1))).isTrue();
    assertThat(FILTER.test("class A {}".getBytes(UTF_16))).isTrue();
    assertThat(FILTER.test(new byte[] {'a', 0, 'b'})).isTrue();
    assertThat(FILTER.test(new byte[] {(byte) 0xC3})).isTrue();
    assertThat(FILTER.test(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80})).isTrue();
    assertThat(FILTER.test(new byte[] {(byte) 0xC0, (byte) 0x80})).isTrue();
  }

  @Test
  void qualifiedNamesAreKnownByTheirLongestPart() {
    Prefilter filter = Prefilter.of(List.of("com.acme.TenantDb", "größe"));
    assertThat(filter.test("import com.acme.*; tenantdb".getBytes(UTF_8))).isTrue();
    assertThat(filter.test("x.größe".getBytes(UTF_8))).isTrue();
    assertThat(filter.test("com.acme.Other".getBytes(UTF_8))).isFalse();
  }

  @Test
  void aWordWithoutLettersLetsEverythingThrough() {
    assertThat(Prefilter.of(List.of("漢字")).test(new byte[] {'a'})).isTrue();
  }

  @Test
  void noWordsLetNothingThrough() {
    assertThat(Prefilter.of(List.of()).test("select".getBytes(UTF_8))).isFalse();
  }

  /** On text without escapes the answer is exact, on any text it is never a wrong no. */
  @Test
  void agreesWithASearchForWholeWords() {
    Random random = new Random(20_261_122);
    for (int round = 0; round < 3_000; round++) {
      List<String> words = words(random, 1 + random.nextInt(random.nextInt(10) == 0 ? 400 : 12));
      String text = text(random, words);
      boolean expected =
          words.stream()
              .anyMatch(
                  word ->
                      Pattern.compile(
                              "(?<![A-Za-z0-9_])" + Pattern.quote(word) + "(?![A-Za-z0-9_])",
                              Pattern.CASE_INSENSITIVE)
                          .matcher(unescaped(text))
                          .find());
      boolean found = Prefilter.of(words).test(("\"\"\"\n" + text + "\n\"\"\"").getBytes(UTF_8));
      boolean escapes = text.indexOf('\\') >= 0 || text.contains("%n");
      if (expected || !escapes) {
        assertThat(found).as("%s in %s", words, text).isEqualTo(expected);
      }
    }
  }

  private static String unescaped(String text) {
    return text.replace("\\n", "\n").replace("\\t", "\t").replace("\\12", "\n").replace("%n", "\n");
  }

  private static List<String> words(Random random, int count) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add(word(random));
    }
    return words;
  }

  private static String word(Random random) {
    String letters = "abcdefgnt_019";
    StringBuilder word = new StringBuilder();
    int length = 1 + random.nextInt(5);
    for (int i = 0; i < length; i++) {
      word.append(letters.charAt(random.nextInt(letters.length())));
    }
    return word.toString();
  }

  private static String text(Random random, List<String> words) {
    String[] between = {
      " ", ".", "'", "/*", "//", "\n", "_", "é", "漢", "$", "%", "\\n", "\\t", "\\12", "%n", "1"
    };
    StringBuilder text = new StringBuilder();
    int parts = random.nextInt(12);
    for (int i = 0; i < parts; i++) {
      String word = random.nextInt(4) == 0 ? words.get(random.nextInt(words.size())) : word(random);
      text.append(random.nextBoolean() ? word : word.toUpperCase(Locale.ROOT));
      text.append(between[random.nextInt(between.length)]);
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@Table class A {}",
        "@ Table(name = \"x\") class A {}",
        "@jakarta.persistence.Table class A {}",
        "@jakarta.\n  persistence /* of JPA */ . Table class A {}",
        "@/* the */Table class A {}"
      })
  void knowsAnAnnotationByTheNameBehindItsSign(String source) {
    assertThat(Prefilter.annotations(List.of("Table")).test(source.getBytes(UTF_8))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import org.jooq.Table; class A {}",
        "class A { @Override public Table t() {} }",
        "class A { @Nullable Table t; }",
        "class A { /* @Table */ String s = \"@Table\"; }",
        "@Column(table = Table.NAME) class A {}"
      })
  void takesNoOtherUseOfTheNameForAnAnnotation(String source) {
    assertThat(Prefilter.annotations(List.of("Table")).test(source.getBytes(UTF_8))).isFalse();
  }

  @Test
  void canAskForTwoIdentifiersTogether() {
    Prefilter filter =
        Prefilter.both(List.of("Connection", "DataSource"), List.of("execute", "addBatch"))
            .or(Prefilter.identifiers(List.of("Jdbi")));
    assertThat(filter.test("Connection c; c.execute(s);".getBytes(UTF_8))).isTrue();
    assertThat(filter.test("Jdbi j;".getBytes(UTF_8))).isTrue();
    assertThat(filter.test("Connection c; c.close();".getBytes(UTF_8))).isFalse();
    assertThat(filter.test("task.execute(s); // Connection".getBytes(UTF_8))).isFalse();
  }
}
