package dev.watertight.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A map whose entries each have one value or a list of them. */
class DatabaseValuesTest {
  @TempDir Path root;

  @BeforeEach
  void write() throws Exception {
    Files.writeString(
        root.resolve("watertight.yml"),
        """
        database:
          values:
            invoices.currency: [EUR, USD]
            invoices.rate: 19
            billing.invoices.note: ["null", "'it''s'"]
        """);
  }

  @Test
  void areReadInTheOrderOfTheFile() throws Exception {
    assertThat(ConfigurationReader.find(root, Overrides.none()).database().values())
        .containsEntry("invoices.currency", List.of("EUR", "USD"))
        .containsEntry("invoices.rate", List.of("19"))
        .containsEntry("billing.invoices.note", List.of("null", "'it''s'"));
  }

  @Test
  void areTakenFromTheCommandLineToo() throws Exception {
    assertThat(
            ConfigurationReader.find(
                    root,
                    Overrides.none().with("database.values.invoices.currency", "CHF,SEK", "--set"))
                .database()
                .values())
        .containsEntry("invoices.currency", List.of("CHF", "SEK"))
        .containsEntry("invoices.rate", List.of("19"));
  }
}
