package dev.watertight.database.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class NamesInTextTest {
  private static List<String> named(String text, String... names) {
    return new NamesInText<>(List.of(names), Function.identity()).in(text);
  }

  @Test
  void findsWordsOfTheTextInTheOrderOfTheList() {
    assertThat(named("select 1 from tasks join public.members", "members", "orders", "tasks"))
        .containsExactly("members", "tasks");
  }

  @Test
  void aWordIsNotFoundWithinAnother() {
    assertThat(named("select 1 from members_old", "members")).isEmpty();
  }

  @Test
  void lettersAreTheSameInEitherCase() {
    assertThat(named("SELECT 1 FROM Members", "members")).containsExactly("members");
  }

  @Test
  void aNameOfSeveralWordsIsFoundByItsFirst() {
    assertThat(named("select 1 from \"order items\"", "order items"))
        .containsExactly("order items");
  }

  @Test
  void aNameWithoutAPlainWordIsNeverLeftOut() {
    assertThat(named("select 1", "é")).containsExactly("é");
  }
}
