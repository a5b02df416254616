package dev.watertight.database.scratch;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

/** Only what can be told without Docker. */
class ContainerServerTest {
  @Test
  void withoutDockerTheErrorSaysWhatElseThereIs() {
    assertThatExceptionOfType(ScratchException.class)
        .isThrownBy(
            () ->
                ContainerServer.start(
                    16,
                    image -> {
                      throw new IllegalStateException("no Docker environment for " + image);
                    }))
        .withMessageContaining("no Docker environment for postgres:16")
        .withMessageContaining("database.engine embedded");
  }

  @Test
  void withoutTestcontainersTheErrorNamesTheArtifact() {
    assertThatExceptionOfType(ScratchException.class)
        .isThrownBy(
            () ->
                ContainerServer.start(
                    16,
                    image -> {
                      throw new NoClassDefFoundError(image);
                    }))
        .withMessageContaining("org.testcontainers:testcontainers-postgresql:2.0.5");
  }
}
