package dev.watertight.core.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleWriterTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain text, \ttabs and\nlines",
        "Größe, naïve, 東京, עברית, العربية",
        "\uD83D\uDE00 and \uD835\uDC00",
        "cafe\u0301",
        "“quoted” – dashed … ‹›"
      })
  void leavesAloneWhatCanBeSeen(String text) throws IOException {
    assertThat(written(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0x0000, [U+0000]",
    "0x0008, [U+0008]",
    "0x000D, [U+000D]",
    "0x007F, [U+007F]",
    "0x0085, [U+0085]",
    "0x00A0, [U+00A0]",
    "0x00AD, [U+00AD]",
    "0x061C, [U+061C]",
    "0x115F, [U+115F]",
    "0x200B, [U+200B]",
    "0x200F, [U+200F]",
    "0x2028, [U+2028]",
    "0x202A, [U+202A]",
    "0x202E, [U+202E]",
    "0x2066, [U+2066]",
    "0x2069, [U+2069]",
    "0x3000, [U+3000]",
    "0x3164, [U+3164]",
    "0xE000, [U+E000]",
    "0xFE0F, [U+FE0F]",
    "0xFEFF, [U+FEFF]",
    "0xFFFE, [U+FFFE]",
    "0xE0041, [U+E0041]",
    "0x10FFFF, [U+10FFFF]",
  })
  void writesOutWhatCannotBeSeen(String codePoint, String expected) throws IOException {
    assertThat(written("a" + Character.toString(Integer.decode(codePoint)) + "b"))
        .isEqualTo("a" + expected + "b");
  }

  @Test
  void writesOutHalvesOfSurrogatePairs() throws IOException {
    assertThat(written("\uD83Da\uDE00b\uD83D\uD83D\uDE00\uD83D"))
        .isEqualTo("[U+D83D]a[U+DE00]b[U+D83D]\uD83D\uDE00[U+D83D]");
  }

  @Test
  void putsAPairTogetherThatComesInTwoWrites() throws IOException {
    StringWriter out = new StringWriter();
    VisibleWriter visible = new VisibleWriter(out);
    visible.write("a\uD83D");
    visible.write('\uDE00');
    visible.write(new char[] {'b', '\u202E'});
    visible.flush();
    assertThat(out.toString()).isEqualTo("a\uD83D\uDE00b[U+202E]");
  }

  private static String written(String text) throws IOException {
    StringWriter out = new StringWriter();
    VisibleWriter visible = new VisibleWriter(out);
    visible.write(text);
    visible.flush();
    return out.toString();
  }
}
