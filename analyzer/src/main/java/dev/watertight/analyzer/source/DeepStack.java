package dev.watertight.analyzer.source;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Threads for parsing and linking, whose stack takes code that is nested thousands of levels deep.
 *
 * <p>The stack is reserved, not committed: memory is used as deep as a file really goes.
 */
public final class DeepStack {
  private static final long STACK_BYTES = 256L << 20;

  private DeepStack() {}

  /** What is to be run. */
  @FunctionalInterface
  public interface Work<T, E extends Exception> {
    /** Runs it. */
    T run() throws E;
  }

  /** A daemon thread with a deep stack, not yet started. */
  static Thread thread(Runnable work, String name) {
    Thread thread = new DeepThread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Runs on the calling thread if its stack is deep, else on a new thread, and waits for it.
   *
   * @throws E what the work throws
   */
  public static <T, E extends Exception> T call(Work<T, E> work) throws E {
    if (Thread.currentThread() instanceof DeepThread) {
      return work.run();
    }
    FutureTask<T> task = new FutureTask<>(work::run);
    thread(task, "watertight-read").start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          rethrowUnchecked(e.getCause());
          // Work throws nothing else that is checked.
          @SuppressWarnings("unchecked")
          E checked = (E) Objects.requireNonNull(e.getCause());
          throw checked;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void rethrowUnchecked(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException runtime) {
      throw runtime;
    }
  }

  private static final class DeepThread extends Thread {
    DeepThread(Runnable work, String name) {
      super(null, work, name, STACK_BYTES);
    }
  }
}
