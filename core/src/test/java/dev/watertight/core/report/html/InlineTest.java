package dev.watertight.core.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InlineTest {
  @Test
  void takesCodeOutOfBackticks() {
    assertThat(Inline.of("use `a()` or `b`"))
        .containsExactly(
            new Inline("use ", false),
            new Inline("a()", true),
            new Inline(" or ", false),
            new Inline("b", true));
  }

  @Test
  void leavesABacktickWithoutAPartner() {
    assertThat(Inline.of("a ` b")).containsExactly(new Inline("a ` b", false));
    assertThat(Inline.of("a ` b\n c `")).containsExactly(new Inline("a ` b\n c `", false));
    assertThat(Inline.of("``")).containsExactly(new Inline("``", false));
  }

  @Test
  void losesNothing() {
    assertThat(Inline.of("")).containsExactly(new Inline("", false));
    assertThat(Inline.of("`x`")).containsExactly(new Inline("x", true));
  }
}
