package dev.watertight.analyzer.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MigrationOrderTest {
  @Test
  void versions_come_by_number_then_names_then_what_is_repeated() {
    List<String> order =
        List.of(
            "a/V1__init.sql",
            "a/V1_1__more.sql",
            "a/V1.2__more.sql",
            "a/V2__x.sql",
            "a/V10__x.sql",
            "a/V20240101120000__x.sql",
            "a/2-other.sql",
            "a/10-other.sql",
            "a/R__views.sql",
            "b/V1__init.sql");
    List<String> shuffled = new ArrayList<>(order);
    Collections.shuffle(shuffled, new Random(1));

    shuffled.sort(MigrationOrder.BY_PATH);

    assertThat(shuffled).isEqualTo(order);
  }
}
