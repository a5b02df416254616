package dev.watertight.isolation.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ObserverTest {
  private static final Canaries CANARIES =
      Canaries.of(List.of(new Victim("B", Set.of("wtB7"), Set.of("org_b"), Set.of())));

  private final Observer observer = new Observer();

  record Row(int id, String name) {}

  /** A bean. */
  public static class Bean {
    private final String name;
    private Bean self;

    Bean(String name) {
      this.name = name;
    }

    public String getName() {
      return name;
    }

    public Bean getSelf() {
      return self;
    }

    public List<String> getLazy() {
      throw new IllegalStateException("no session");
    }
  }

  /** A value without a getter. */
  static final class Closed {
    private final String inside;

    Closed(String inside) {
      this.inside = inside;
    }

    String length() {
      return "" + inside.length();
    }
  }

  /** As Spring's page: elements and a total, and a supplier of the elements alone. */
  record Page(List<String> items, long total)
      implements Iterable<String>, Supplier<Stream<String>> {
    @Override
    public Iterator<String> iterator() {
      return items.iterator();
    }

    @Override
    public Stream<String> get() {
      return items.stream();
    }
  }

  /** As an interface projection. */
  public interface Projection {
    String getName();
  }

  static Stream<Arguments> shapes() {
    return Stream.of("wtA7mine", "wtB7theirs")
        .flatMap(
            text ->
                Stream.of(
                        text,
                        new Row(1, text),
                        List.of(new Row(1, "wtA7x"), new Row(2, text)),
                        Set.of(text),
                        Map.of("name", text),
                        Map.of(text, 1),
                        new String[] {text},
                        text.getBytes(StandardCharsets.UTF_8),
                        Optional.of(text),
                        Stream.of(text),
                        List.of(text).iterator(),
                        CompletableFuture.completedFuture(List.of(text)),
                        (Callable<String>) () -> text,
                        (Supplier<String>) () -> text,
                        new Bean(text),
                        new Closed(text),
                        new Page(List.of(text), 1),
                        "{\"name\": \"" + text + "\"}",
                        new IllegalStateException("no " + text),
                        java.lang.reflect.Proxy.newProxyInstance(
                            ObserverTest.class.getClassLoader(),
                            new Class<?>[] {Projection.class},
                            (p, m, a) -> text))
                    .map(shape -> Arguments.of(shape, text.startsWith("wtB7"))));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void showsWhatAResultOfAnyShapeHolds(Object shape, boolean leaks) {
    assertThat(CANARIES.in(observer.observe(shape), Set.of()).isEmpty()).isEqualTo(!leaks);
  }

  @Test
  void seesAnEmptyOptionalAsNothing() {
    assertThat(observer.observe(Optional.empty()).nothing()).isTrue();
    assertThat(observer.observe(OptionalInt.of(1)).nothing()).isFalse();
    assertThat(observer.observe(null).nothing()).isTrue();
  }

  @Test
  void closesAStream() {
    AtomicBoolean closed = new AtomicBoolean();
    observer.observe(Stream.of(1).onClose(() -> closed.set(true)));
    assertThat(closed).isTrue();
  }

  @Test
  void cutsAnEndlessStream() {
    Observation seen = observer.observe(IntStream.iterate(0, i -> i + 1));
    assertThat(seen.cut()).hasValueSatisfying(r -> assertThat(r).contains("more than 2000"));
    assertThat(Comparison.of(seen, seen).equal()).isFalse();
  }

  @Test
  void takesAStreamThatBreaksForAFailureAtItsEnd() {
    Observation seen =
        observer.observe(
            Stream.of(1, 2)
                .map(
                    i -> {
                      if (i == 2) {
                        throw new IllegalStateException("connection is closed");
                      }
                      return i;
                    }));
    assertThat(seen.canonical()).contains("1, ").contains("connection is closed");
  }

  @Test
  void takesALazyRelationForAText() {
    assertThat(observer.observe(new Bean("x")).canonical())
        .contains("lazy=object (not readable: java.lang.IllegalStateException: no session)");
  }

  @Test
  void endsInACycle() {
    Bean bean = new Bean("x");
    bean.self = bean;
    assertThat(observer.observe(bean).cut()).isEmpty();
  }

  @Test
  void cutsWhatIsTooDeep() {
    List<Object> deep = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      deep = new ArrayList<>(List.of(deep));
    }
    assertThat(observer.observe(deep).cut()).isPresent();
  }

  @Test
  void doesNotWaitForEver() {
    Limits impatient = new Limits(16, 100, 100, 100, Duration.ofMillis(1));
    assertThat(new Observer(impatient).observe(new CompletableFuture<>()).cut()).isPresent();
  }

  @Test
  void unwrapsTheFailureOfAFuture() {
    Observation seen =
        observer.observe(CompletableFuture.failedFuture(new IllegalArgumentException("x")));
    assertThat(seen.canonical()).isEqualTo("java.lang.IllegalArgumentException: x");
  }

  @Test
  void saysThatItDoesNotSubscribe() {
    Flow.Publisher<String> publisher = s -> {};
    assertThat(observer.observe(publisher).cut())
        .hasValueSatisfying(r -> assertThat(r).contains("publisher"));
  }

  @Test
  void showsTheTotalOfAPage() {
    assertThat(observer.observe(new Page(List.of("x"), 17)).canonical()).contains("total=17");
  }

  @Test
  void showsCausesAndSqlStates() {
    Observation seen =
        observer.failure(
            new RuntimeException("failed", new SQLException("duplicate key wtB7theirs", "23505")));
    assertThat(seen.canonical()).contains("[23505]").contains("caused by");
    assertThat(CANARIES.in(seen, Set.of()))
        .extracting(Sighting::path)
        .containsExactly("<cause><message>");
  }

  @Test
  void showsTheNextExceptionOfABatch() {
    SQLException batch = new BatchUpdateException("batch", new int[0]);
    batch.setNextException(new SQLException("row of wtB7theirs"));
    assertThat(CANARIES.in(observer.failure(batch), Set.of())).isNotEmpty();
  }

  @Test
  void ordersWhatHasNoOrder() {
    assertThat(observer.observe(new HashSet<>(Arrays.asList("b", "a", "c"))).canonical())
        .isEqualTo("[\"a\", \"b\", \"c\"]");
  }

  @Test
  void saysNothingOfAddresses() {
    Object first = new Object();
    assertThat(observer.observe(first)).isEqualTo(observer.observe(new Object()));
  }
}
