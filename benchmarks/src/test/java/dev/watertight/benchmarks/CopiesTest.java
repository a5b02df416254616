package dev.watertight.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopiesTest {
  private final Copies copies = new Copies("org.camunda");

  @Test
  void renameThePackageWhereverItIsUsed() {
    assertThat(copies.renamed("package org.camunda.bpm; import org.camunda.A; \"org.camunda\"", 2))
        .isEqualTo(
            "package copy2.org.camunda.bpm; import copy2.org.camunda.A; \"copy2.org.camunda\"");
  }

  @Test
  void leaveOtherPackagesAlone() {
    String other = "import org.camundaish.A; import com.org.camunda.B; import org.apache.C;";
    assertThat(copies.renamed(other, 1)).isEqualTo(other);
  }

  @Test
  void layEachCopyWhereItsPackageIsUnderOneConfiguration(@TempDir Path folder) throws IOException {
    Path tree = folder.resolve("tree");
    Files.createDirectories(tree.resolve("org/camunda"));
    Files.writeString(tree.resolve("org/camunda/A.java"), "package org.camunda; class A {}");
    Files.writeString(tree.resolve("watertight.yml"), "tenant: {column: t}");
    copies.make(tree, 2, folder.resolve("twice"));
    assertThat(folder.resolve("twice/org/camunda/A.java"))
        .hasContent("package org.camunda; class A {}");
    assertThat(folder.resolve("twice/copy1/org/camunda/A.java"))
        .hasContent("package copy1.org.camunda; class A {}");
    assertThat(folder.resolve("twice/watertight.yml")).exists();
    assertThat(folder.resolve("twice/copy1/watertight.yml")).doesNotExist();
  }

  @Test
  void nameTheFactoryOfEachCopyInTheConfiguration() {
    String yml = "code:\n  tenant-factory:\n    - org.camunda.db..\n    - com.acme\n";
    assertThat(copies.configuration(yml, 2))
        .isEqualTo(
            """
            code:
              tenant-factory:
                - org.camunda.db..
                - copy1.org.camunda.db..
                - com.acme
            """);
  }
}
