package dev.watertight.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "src/A.java        | src/A.java",
        "src               | src/A.java",
        "src/              | src/a/b/A.java",
        "./src             | src/A.java",
        ".                 | src/A.java",
        "src/**            | src/A.java",
        "src/**            | src/a/b/A.java",
        "src/*.java        | src/A.java",
        "src/*/            | src/a/b/A.java",
        "src/**/A.java     | src/A.java",
        "src/**/A.java     | src/a/b/A.java",
        "**/A.java         | A.java",
        "**/A.java         | src/a/A.java",
        "**/*.sql.stg      | x.sql.stg",
        "**                | a/b",
        "**/admin/**       | src/admin/A.java",
        "**/admin/**       | admin/A.java",
        "src/?.java        | src/A.java",
        "src/{A,B}.java    | src/B.java",
        "{src,test}/**     | test/A.java",
        "{a,b}/{c,d}       | b/c",
        "src/{,x}A.java    | src/A.java",
        "src/A[1].java     | src/A[1].java",
        "src/a**b          | src/axb",
        "src/größe/*       | src/größe/x",
        "src/?             | src/𝒳",
        "src/$(x).java     | src/$(x).java",
      })
  void matches(String glob, String path) {
    assertThat(Glob.of(glob).matches(path)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "src/A.java        | src/B.java",
        "src/A.java        | SRC/A.java",
        "src               | src2/A.java",
        "src               | test/src/A.java",
        "src/*.java        | src/a/A.java",
        "src/**            | src",
        "src/**            | test/src/A.java",
        "src/**/A.java     | src/xA.java",
        "src/**/A.java     | src/a/BA.java",
        "**/A.java         | src/BA.java",
        "src/?.java        | src/AB.java",
        "src/?             | src//",
        "src/{A,B}.java    | src/C.java",
        "src/a**b          | src/a/b",
        "src/A.java        | src/AXjava",
      })
  void passesOver(String glob, String path) {
    assertThat(Glob.of(glob).matches(path)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a{b          | has a `{` without its `}`",
        "a}b          | has a `}` without its `{`",
        "{a,{b,c}}    | must not have `{` within `{…}`",
        "../a         | must not have `..` in it",
        "{a,b,c,d,e,f,g,h,i,j}{a,b,c,d,e,f,g,h,i,j}{a,b,c,d,e,f,g,h,i,j} | stands for more than 500 alternatives",
      })
  void saysWhatIsNoPattern(String text, String fault) {
    assertThat(Glob.fault(text)).contains(fault);
    assertThatThrownBy(() -> Glob.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isQuickForPatternsThatMakeOthersBacktrack() {
    Glob glob = Glob.of("*a".repeat(200) + "/**/x".repeat(50) + "b");
    String path = "a".repeat(4000) + "/x".repeat(500);
    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThat(glob.matches(path)).isFalse());
  }
}
