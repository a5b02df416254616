package dev.watertight.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {
  @Test
  void aWholeEmojiStaysAndAHalfIsReplaced() {
    assertThat(PlainText.wellFormed("a😀b")).isEqualTo("a😀b");
    assertThat(PlainText.wellFormed("\uDE00a\uD83D")).isEqualTo("\uFFFDa\uFFFD");
  }

  @Test
  void whatCannotBeSeenIsWrittenAsAnEscape() {
    assertThat(PlainText.visible("a\u0007\u202Eb\u2069\uD83D\tc\n"))
        .isEqualTo("a\\u0007\\u202Eb\\u2069\\uD83D\tc\n");
    assertThat(PlainText.visible("שלום 😀 ü")).isEqualTo("שלום 😀 ü");
  }

  @Test
  void oneLineIsOneLine() {
    assertThat(PlainText.oneLine(" a\r\n\tb  c \u2028d"))
        .isEqualTo("a b c \u2028d".replace("\u2028", "\\u2028"));
  }

  @Test
  void aCutNeverHalvesACharacter() {
    assertThat(PlainText.cut("abc", 3)).isEqualTo("abc");
    assertThat(PlainText.cut("abcd", 3)).isEqualTo("ab…");
    assertThat(PlainText.cut("a😀😀", 3)).isEqualTo("a…");
    assertThat(PlainText.tail("a😀b", 2)).isEqualTo("b");
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    assertThat(ToolVersion.current()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
  }
}
