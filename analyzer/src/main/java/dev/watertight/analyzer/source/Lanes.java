package dev.watertight.analyzer.source;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Works on many items with a few threads of deep stack, and gives up on an item that takes too
 * long.
 *
 * <p>What counts is the time that a thread computed, so that a busy machine changes no result; ten
 * times the limit by the clock ends it too. A thread that is given up on cannot be stopped: it runs
 * on at the lowest priority, its result is not used, and another takes its place.
 */
final class Lanes {
  private final int threads;
  private final Duration limit;

  Lanes(int threads, Duration limit) {
    this.threads = threads;
    this.limit = limit;
  }

  /**
   * Results in the order of the items.
   *
   * @param work must not throw
   * @param late gives the result of an item that took too long
   */
  <T, R> List<R> map(List<T> items, Function<T, R> work, Function<T, R> late) {
    if (items.isEmpty()) {
      return List.of();
    }
    Run<T, R> run = new Run<>(items, work, late);
    run.start(Math.min(threads, items.size()));
    return run.await();
  }

  private final class Run<T, R> {
    private final List<T> items;
    private final Function<T, R> work;
    private final Function<T, R> late;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReferenceArray<@Nullable Result<R>> results;
    private final CountDownLatch missing;
    private final List<Lane> lanes = new ArrayList<>();

    Run(List<T> items, Function<T, R> work, Function<T, R> late) {
      this.items = items;
      this.work = work;
      this.late = late;
      this.results = new AtomicReferenceArray<>(items.size());
      this.missing = new CountDownLatch(items.size());
    }

    void start(int count) {
      for (int i = 0; i < count; i++) {
        Lane lane = new Lane();
        lanes.add(lane);
        lane.thread.start();
      }
    }

    List<R> await() {
      boolean interrupted = false;
      long check = Math.max(1, limit.toMillis() / 20);
      while (missing.getCount() > 0) {
        try {
          if (!missing.await(check, TimeUnit.MILLISECONDS)) {
            giveUpOnLate();
          }
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      List<R> all = new ArrayList<>(items.size());
      for (int i = 0; i < items.size(); i++) {
        Result<R> result = results.get(i);
        if (result == null) {
          throw new IllegalStateException("Item " + i + " has no result.");
        }
        all.add(result.value());
      }
      return all;
    }

    // No result depends on the priority: it only lets others go first.
    @SuppressWarnings("ThreadPriorityCheck")
    private void giveUpOnLate() {
      for (Lane lane : List.copyOf(lanes)) {
        int item = lane.item;
        if (item >= 0 && lane.isLate(item)) {
          lanes.remove(lane);
          lane.thread.setPriority(Thread.MIN_PRIORITY);
          finish(item, Result.of(() -> late.apply(items.get(item))));
          start(1);
        }
      }
    }

    private boolean finish(int item, Result<R> result) {
      boolean first = results.compareAndSet(item, null, result);
      if (first) {
        missing.countDown();
      }
      return first;
    }

    /** One thread, and what it is at. */
    private final class Lane {
      private final Thread thread = DeepStack.thread(this::run, "watertight-read");
      private volatile int item = -1;
      private int seenItem = -1;
      private long seenNanos;
      private long seenCpu;

      private void run() {
        boolean go = true;
        while (go) {
          int at = next.getAndIncrement();
          if (at >= items.size()) {
            return;
          }
          item = at;
          Result<R> result = Result.of(() -> work.apply(items.get(at)));
          item = -1;
          go = finish(at, result);
        }
      }

      /**
       * Called by the one who waits, again and again; starts to count when it first sees an item.
       */
      boolean isLate(int current) {
        long now = System.nanoTime();
        if (seenItem != current) {
          seenItem = current;
          seenNanos = now;
          seenCpu = -1;
          return false;
        }
        long passed = now - seenNanos;
        // The bean takes long to load, and few runs need it.
        if (passed < limit.toNanos() / 4) {
          return false;
        }
        long cpu = cpuTime();
        if (seenCpu < 0) {
          seenCpu = cpu;
          return false;
        }
        long computed = cpu < 0 ? passed : cpu - seenCpu;
        return computed > limit.toNanos() || passed > 10 * limit.toNanos();
      }

      private long cpuTime() {
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        return bean.isThreadCpuTimeSupported() && bean.isThreadCpuTimeEnabled()
            ? bean.getThreadCpuTime(thread.getId())
            : -1;
      }
    }
  }

  /** A result, or what was thrown instead. */
  private record Result<R>(@Nullable R found, @Nullable Throwable thrown) {
    static <R> Result<R> of(Supplier<R> work) {
      try {
        return new Result<>(work.get(), null);
      } catch (Throwable t) {
        return new Result<>(null, t);
      }
    }

    R value() {
      if (thrown instanceof Error error) {
        throw error;
      }
      if (found == null) {
        throw new IllegalStateException("Reading a file failed.", thrown);
      }
      return found;
    }
  }
}
