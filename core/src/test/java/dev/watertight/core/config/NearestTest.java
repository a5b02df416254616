package dev.watertight.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> NAMES =
      List.of("tenant", "tables", "organizations", "public.plans", "com.acme.Repo#find(String)");

  @ParameterizedTest
  @CsvSource({
    "tenat, tenant",
    "tennant, tenant",
    "tneant, tenant",
    "TENANT, tenant",
    "tebles, tables",
    "organisations, organizations",
    "plans, public.plans",
    "com.acme.Repo#find, com.acme.Repo#find(String)",
    "org.x.Repo#find(int), com.acme.Repo#find(String)",
  })
  void findsWhatWasMeant(String word, String meant) {
    assertThat(Nearest.of(word, NAMES)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"xyz", "orgs", "''", "plan_b", "tenantry_of_a_sort"})
  void findsNothingThatIsFar(String word) {
    assertThat(Nearest.of(word, NAMES)).isEmpty();
  }

  @Test
  void takesTheFirstInOrderOfEquallyNearOnes() {
    assertThat(Nearest.of("bat", List.of("rat", "cat", "hat"))).contains("cat");
  }

  @Test
  void doesNotMeasureTextsOfAnyLength() {
    assertThat(Nearest.of("x".repeat(100_000), List.of("x".repeat(100_001)))).isEmpty();
  }
}
