package dev.watertight.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingTest {
  @TempDir Path folder;

  @Test
  void isReadFromAReport() throws IOException {
    Path json = folder.resolve("findings.json");
    Files.writeString(
        json,
        """
        {"schemaVersion": 1, "summary": {"open": 1, "more": [1]},
         "findings": [{"rule": "raw-table-access", "severity": "error",
           "location": {"file": "a/A.java", "line": 7, "column": 2}, "message": "`projects`",
           "frame": {"lines": ["x"]}, "fingerprint": "f1"}],
         "notAnalysed": [{"reason": "no UTF-8", "location": {"file": "b"}}, {"reason": "empty"}]}
        """);
    Finding.Found found = Finding.in(json);
    assertThat(found.findings())
        .containsExactly(new Finding("raw-table-access", "a/A.java:7", "`projects`", "f1"));
    assertThat(found.notAnalysed()).isEqualTo(2);
  }

  @Test
  void hasItsVerdictByProjectAndFingerprint() throws IOException {
    Path verdicts = folder.resolve("verdicts.tsv");
    Files.writeString(verdicts, "acme\tf1\tright: reads all\nnonsense\n");
    assertThat(RealProjects.verdicts(verdicts))
        .containsEntry("acme\tf1", "right: reads all")
        .hasSize(1);
  }
}
