package dev.watertight.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever becomes of a file, it is read or refused, never more. */
class ConfigurationFuzzTest {
  private static final String VALID =
      """
      tenant:
        column: [site_id, organization_id]
        enforced-by:
          - by: hibernate-tenant-id
            except: [audit_log]
      tables:
        columns: {invoice: org_id, "sales.order": tenant}
      code:
        tenant-predicates: ["com.acme.Repo#defaultFilter(String)"]
        across-tenants:
          - &a com.acme.TenantIgnore
          - {annotation: com.acme.Tenant, when: {enable: false}, reason: >-
              folded text}
      database:
        version: 17
        url: jdbc:postgresql://me:hunter2@h/db?password=hunter2
        password: 'hunter2'
      suppressions:
        - rule: opaque-sql
          path: src/{a,b}/**
          reason: "nightly"
          expires: 2027-03-31
      """;

  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          ": ",
          "- ",
          "\n",
          "\n  ",
          "\t",
          "&a ",
          "*a",
          "!x ",
          "!!int ",
          "|",
          ">",
          "'",
          "\"",
          "#",
          "?",
          "? ",
          "---\n",
          "...\n",
          "%YAML 1.2\n",
          "<<: ",
          "${A}",
          "\0",
          "\u0085",
          "\uFEFF",
          "\u2028",
          "~",
          "null",
          "0x1F",
          "1e999",
          "-",
          "@",
          "`",
          "\\",
          "\\u0000",
          "𝒳",
          ",");

  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void ofAFile(long seed) throws Exception {
    Random random = new Random(seed);
    Path file = root.resolve("watertight.yml");
    for (int i = 0; i < 150; i++) {
      byte[] mutated = VALID.getBytes(StandardCharsets.UTF_8);
      for (int j = random.nextInt(4); j >= 0; j--) {
        mutated = mutated(mutated, random);
      }
      Files.write(file, mutated);
      try {
        ConfigurationReader.read(Optional.of(file), "watertight.yml", Overrides.none());
      } catch (ConfigurationException refused) {
        assertThat(refused.problems())
            .isNotEmpty()
            .allSatisfy(
                problem ->
                    assertThat(problem)
                        .startsWith("watertight.yml:")
                        .doesNotContainPattern("\\p{Cntrl}"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void ofAnOverride(long seed) throws Exception {
    Random random = new Random(seed);
    List<ConfigurationKeys.ConfigurationKey> keys = ConfigurationKeys.all();
    for (int i = 0; i < 300; i++) {
      ConfigurationKeys.ConfigurationKey key = keys.get(random.nextInt(keys.size()));
      byte[] value = key.example().getBytes(StandardCharsets.UTF_8);
      for (int j = random.nextInt(3); j >= 0; j--) {
        value = mutated(value, random);
      }
      try {
        ConfigurationReader.read(
            Optional.empty(),
            "watertight.yml",
            Overrides.none()
                .with(key.name(), new String(value, StandardCharsets.UTF_8), "--set x"));
      } catch (ConfigurationException refused) {
        assertThat(refused.problems()).isNotEmpty().allMatch(p -> p.startsWith("--set x: "));
      }
    }
  }

  private static byte[] mutated(byte[] text, Random random) {
    int at = text.length == 0 ? 0 : random.nextInt(text.length);
    int to = Math.min(text.length, at + random.nextInt(12));
    byte[] piece =
        switch (random.nextInt(4)) {
          case 0 -> new byte[0];
          case 1 -> Arrays.copyOfRange(text, at / 2, Math.min(text.length, at / 2 + 30));
          case 2 -> new byte[] {(byte) random.nextInt(256)};
          default -> PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
        };
    int keep = random.nextBoolean() ? at : to;
    byte[] result = new byte[at + piece.length + text.length - keep];
    System.arraycopy(text, 0, result, 0, at);
    System.arraycopy(piece, 0, result, at, piece.length);
    System.arraycopy(text, keep, result, at + piece.length, text.length - keep);
    return result;
  }
}
