package dev.watertight.core.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 1.0, 100%",
    "0, 3, 0.0, 0%",
    "3, 3, 1.0, 100%",
    "29, 100, 0.29, 29%",
    "1, 2, 0.5, 50%",
    "2, 3, 0.6666, 66%",
    "99999, 100000, 0.9999, 99%",
  })
  void isNeverRoundedUp(long killed, long counted, String decimal, String percent) {
    Score score = new Score(killed, counted);
    assertThat(score.decimal().toPlainString()).isEqualTo(decimal);
    assertThat(score.percent()).isEqualTo(percent);
  }
}
