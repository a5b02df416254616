package dev.watertight.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.watertight.core.config.ConfigurationException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedAtTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T10:15:30.123456Z"), ZoneOffset.UTC);

  @Test
  void isTheClocksMomentInWholeSeconds() throws ConfigurationException {
    assertThat(GeneratedAt.of(Map.of(), CLOCK)).isEqualTo(Instant.parse("2026-11-22T10:15:30Z"));
    assertThat(GeneratedAt.of(Map.of("SOURCE_DATE_EPOCH", " "), CLOCK))
        .isEqualTo(Instant.parse("2026-11-22T10:15:30Z"));
  }

  @Test
  void sourceDateEpochFixesIt() throws ConfigurationException {
    assertThat(GeneratedAt.of(Map.of("SOURCE_DATE_EPOCH", "1767225600"), CLOCK))
        .isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "-1", "1.5", "999999999999", "99999999999999999999"})
  void aValueThatIsNoMomentIsAnErrorThatSaysWhatOneIs(String value) {
    assertThatThrownBy(() -> GeneratedAt.of(Map.of("SOURCE_DATE_EPOCH", value), CLOCK))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("SOURCE_DATE_EPOCH is '" + value + "'")
        .hasMessageContaining("whole seconds since 1970");
  }
}
