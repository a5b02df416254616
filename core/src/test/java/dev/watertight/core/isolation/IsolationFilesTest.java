package dev.watertight.core.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolationFilesTest {
  @TempDir Path folder;

  @Test
  void aFolderWithoutFilesHoldsNoResult() throws IOException {
    Files.writeString(folder.resolve("findings.json"), "{}");
    Files.writeString(folder.resolve("isolation.json.bak"), "{}");

    assertThat(IsolationFiles.read(folder, "x")).isEmpty();
    assertThat(IsolationFiles.read(folder.resolve("missing"), "x")).isEmpty();
  }

  @Test
  void whatIsWrittenIsFoundAgainAndNothingElseIsLeft() throws IOException {
    Path inside = folder.resolve("target/watertight");
    IsolationFiles.write(SampleIsolation.large(2, 2), inside, "isolation.json");
    IsolationFiles.write(SampleIsolation.result(), inside, "isolation.json");

    assertThat(IsolationFiles.read(inside, "x")).contains(SampleIsolation.result());
    try (Stream<Path> files = Files.list(inside)) {
      assertThat(files).containsExactly(inside.resolve("isolation.json"));
    }
  }

  @Test
  void theFilesOfSeveralTestClassesAreOneResultThePlainOneFirst() throws IOException {
    IsolationFiles.write(SampleIsolation.large(3, 0), folder, "isolation-A.json");
    IsolationFiles.write(SampleIsolation.result(), folder, "isolation.json");

    IsolationResult result = IsolationFiles.read(folder, "x").orElseThrow();

    assertThat(result.seed()).isEqualTo("7c31, 1");
    assertThat(result.operations()).hasSize(10);
  }

  @Test
  void aMalformedFileIsNamed() throws IOException {
    IsolationFiles.write(SampleIsolation.result(), folder, "isolation.json");
    Files.writeString(folder.resolve("isolation-b.json"), "{");

    assertThatThrownBy(() -> IsolationFiles.read(folder, "target/watertight"))
        .isInstanceOf(IsolationFormatException.class)
        .hasMessageStartingWith("target/watertight/isolation-b.json: line 1: it is no valid JSON");
  }

  @Test
  void aNameThatWouldNotBeFoundAgainIsRefused() {
    for (String name : List.of("results.json", "isolation-../x.json", "isolation.txt")) {
      assertThatThrownBy(() -> IsolationFiles.write(SampleIsolation.result(), folder, name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("would not be found again");
    }
  }
}
