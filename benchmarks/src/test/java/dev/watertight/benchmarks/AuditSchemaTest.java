package dev.watertight.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AuditSchemaTest {
  private static final Pattern TABLE = Pattern.compile("create table \\w+ \\(");

  @Test
  void hasAsManyTablesAsAskedFor() {
    assertThat(TABLE.matcher(AuditSchema.of(200)).results().count()).isEqualTo(200);
  }

  @Test
  void aLargerSchemaBeginsWithTheSmaller() {
    assertThat(AuditSchema.of(200)).startsWith(AuditSchema.of(20));
  }
}
