package dev.watertight.isolation.argument;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watertight.isolation.operation.Operation;
import dev.watertight.isolation.operation.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.repository.query.FluentQuery;

class SpringDataDrawsTest {
  private final Draws draws = Draws.of(DrawsTest.pools(), Generators.none());

  private static Operation taking(java.lang.reflect.Type type) {
    return Operation.declared(
        "findProjects", List.of(new Parameter("given", type)), (layer, arguments) -> null);
  }

  private <T> List<T> drawn(Class<T> type) {
    Random random = new Random(7);
    List<T> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      all.add(type.cast(draws.draw(taking(type), random).arguments().get(0).materialise()));
    }
    return all;
  }

  @Test
  void sortsByWhatTheTableHas() {
    assertThat(drawn(Sort.class))
        .contains(Sort.unsorted(), Sort.by("name"), Sort.by("name").descending())
        .flatExtracting(Sort::toList)
        .extracting(Sort.Order::getProperty)
        .containsOnly("id", "name");
  }

  @Test
  void turnsPagesAndSortsThem() {
    List<Pageable> pages = drawn(Pageable.class);
    assertThat(pages).contains(Pageable.unpaged());
    assertThat(pages).anyMatch(p -> p instanceof PageRequest && p.getPageNumber() > 0);
    assertThat(pages).anyMatch(p -> p.isPaged() && p.getSort().isSorted());
    assertThat(pages)
        .flatExtracting(p -> p.getSort().toList())
        .extracting(Sort.Order::getProperty)
        .containsOnly("id", "name");
  }

  interface Queries {
    void by(Function<FluentQuery<String>, Object> question);
  }

  @Test
  void doesNotGiveBackAQueryThatItIsToAsk() throws Exception {
    Operation operation =
        taking(Queries.class.getDeclaredMethod("by", Function.class).getGenericParameterTypes()[0]);
    assertThat(draws.unmakeable(operation))
        .hasValueSatisfying(u -> assertThat(u.reason()).contains("only the caller can write"));
  }
}
