package dev.watertight.analyzer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LanesTest {
  private static final List<Integer> ITEMS = IntStream.range(0, 200).boxed().toList();

  @Test
  void resultsStandInTheOrderOfTheItems() {
    for (int threads : new int[] {1, 2, 7, 300}) {
      assertThat(new Lanes(threads, Duration.ofSeconds(20)).map(ITEMS, i -> i * 2, i -> -1))
          .isEqualTo(ITEMS.stream().map(i -> i * 2).toList());
    }
  }

  @Test
  void nothingToDoNeedsNoThread() {
    assertThat(new Lanes(2, Duration.ofSeconds(20)).map(List.of(), i -> i, i -> i)).isEmpty();
  }

  @Test
  void workRunsOnNoMoreThreadsThanAllowed() {
    var threads = ConcurrentHashMap.<Thread>newKeySet();
    new Lanes(3, Duration.ofSeconds(20))
        .map(ITEMS, i -> threads.add(Thread.currentThread()), i -> false);
    assertThat(threads).hasSizeBetween(1, 3);
  }

  @Test
  void anItemThatComputesTooLongIsGivenUpOnAndTheRestGoesOn() {
    AtomicBoolean release = new AtomicBoolean();
    try {
      List<Integer> results =
          new Lanes(1, Duration.ofMillis(200))
              .map(
                  ITEMS,
                  i -> {
                    while (i % 100 == 3 && !release.get()) {
                      Thread.onSpinWait();
                    }
                    return i;
                  },
                  i -> -i);
      assertThat(results).isEqualTo(ITEMS.stream().map(i -> i % 100 == 3 ? -i : i).toList());
    } finally {
      release.set(true);
    }
  }

  @Test
  void anItemThatHangsIsGivenUpOnToo() {
    Object lock = new Object();
    AtomicBoolean release = new AtomicBoolean();
    try {
      List<Integer> results =
          new Lanes(2, Duration.ofMillis(100))
              .map(
                  List.of(1, 2, 3),
                  i -> {
                    synchronized (lock) {
                      while (i == 2 && !release.get()) {
                        try {
                          lock.wait();
                        } catch (InterruptedException e) {
                          throw new IllegalStateException(e);
                        }
                      }
                    }
                    return i;
                  },
                  i -> -i);
      assertThat(results).containsExactly(1, -2, 3);
    } finally {
      release.set(true);
      synchronized (lock) {
        lock.notifyAll();
      }
    }
  }

  @Test
  void aFailureReachesTheCaller() {
    assertThatThrownBy(
            () ->
                new Lanes(2, Duration.ofSeconds(20))
                    .map(
                        ITEMS,
                        i -> {
                          if (i == 5) {
                            throw new IllegalArgumentException("five");
                          }
                          return i;
                        },
                        i -> i))
        .hasRootCauseMessage("five");
  }
}
