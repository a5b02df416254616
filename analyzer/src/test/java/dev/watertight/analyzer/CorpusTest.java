package dev.watertight.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** In every {@link LabelledProject} that is found what the labels say, and nothing beside it. */
class CorpusTest {
  @TestFactory
  Stream<DynamicTest> everyProject() throws IOException {
    return LabelledProject.all().stream()
        .map(p -> DynamicTest.dynamicTest(p.getFileName().toString(), () -> isAsLabelled(p)));
  }

  private static void isAsLabelled(Path project) throws Exception {
    assertThat(LabelledProject.of(project).wrong()).isEmpty();
  }
}
